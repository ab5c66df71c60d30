import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret } from "../../../src/value.js";
import { judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** A balancer with one listener, one target group and one instance in it, each with differences. */
interface Parts {
    readonly balancer?: Properties;
    readonly listener?: Properties;
    readonly group?: Properties;
    /** Security groups of the balancer; undefined for none. */
    readonly filter?: readonly Resource[];
    /** Security groups of the instance; undefined for no attachment at all. */
    readonly instance?: readonly Resource[];
    readonly attachment?: Properties;
    readonly more?: readonly Resource[];
}

const rule = (port: number, cidr: string) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] });
const securityGroup = (name: string, ...ingress: readonly Properties[]) => part(GROUP, name, { ingress });
const open6443 = securityGroup("open-6443", rule(6443, "0.0.0.0/0"));
const office6443 = securityGroup("office-6443", rule(6443, "10.0.0.0/8"));
const west6443 = securityGroup("west-6443", rule(6443, "8.0.0.0/8"));
const east6443 = securityGroup("east-6443", rule(6443, "9.0.0.0/8"));
const open443 = securityGroup("open-443", rule(443, "0.0.0.0/0"));
const office443 = securityGroup("office-443", rule(443, "10.0.0.0/8"));

function stack(type: "network" | "application", parts: Parts, module = "lb"): readonly Resource[] {
    const balancer = part(
        `aws:${module}/loadBalancer:LoadBalancer`,
        "balancer",
        {
            loadBalancerType: type,
            ...(parts.filter ? { securityGroups: parts.filter.map(() => U) } : {}),
            ...parts.balancer,
        },
        { securityGroups: parts.filter ?? [] },
    );
    const group = part(`aws:${module}/targetGroup:TargetGroup`, "group", {
        port: 6443,
        protocol: "TCP",
        ...parts.group,
    });
    const listener = part(
        `aws:${module}/listener:Listener`,
        "listener",
        {
            loadBalancerArn: U,
            port: 6443,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: U }],
            ...parts.listener,
        },
        { loadBalancerArn: [balancer], defaultActions: [group] },
    );
    const instance = part(
        "aws:ec2/instance:Instance",
        "instance",
        { vpcSecurityGroupIds: (parts.instance ?? []).map(() => U) },
        { vpcSecurityGroupIds: parts.instance ?? [] },
    );
    const attachment = part(
        `aws:${module}/targetGroupAttachment:TargetGroupAttachment`,
        "attachment",
        { targetGroupArn: U, targetId: U, ...parts.attachment },
        { targetGroupArn: [group], targetId: [instance] },
    );
    return [balancer, group, listener, ...(parts.instance ? [instance, attachment] : []), ...(parts.more ?? [])];
}

const nlb = (parts: Parts) => stack("network", parts);
const alb = (parts: Parts) => stack("application", parts);
const ip = { targetType: "ip" };
const away = { port: 8443 };

const rows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["scheme: internet-facing by default", nlb({}), "open"],
    ["scheme: internal", nlb({ balancer: { internal: true } }), "closed"],
    ["scheme: internal as text", nlb({ balancer: { internal: "true" } }), "closed"],
    ["scheme: unknown", nlb({ balancer: { internal: U } }), "undecided"],
    ["NLB without securityGroups: sources are everyone", nlb({ group: ip }), "open"],
    ["NLB with an empty list of groups has none", nlb({ balancer: { securityGroups: [] }, group: ip }), "open"],
    ["NLB with an open group", nlb({ filter: [open6443], group: ip, more: [open6443] }), "open"],
    ["NLB with a closed group", nlb({ filter: [office6443], group: ip, more: [office6443] }), "closed"],
    [
        "NLB with groups that are not in the stack",
        nlb({ balancer: { securityGroups: ["sg-9"] }, group: ip }),
        "undecided",
    ],
    ["NLB with groups unknown", nlb({ balancer: { securityGroups: U }, group: ip }), "undecided"],
    [
        "NLB with one of several groups, all closed",
        nlb({ filter: [office6443, office443], more: [office6443, office443] }),
        "closed",
    ],
    [
        "NLB with one of several groups, one open",
        nlb({ balancer: { securityGroups: [U] }, filter: [open6443, office443], more: [open6443, office443] }),
        "undecided",
    ],
    ["listener port counts", nlb({ group: { port: 443, ...ip } }), "open"],
    ["target port counts", nlb({ listener: { port: 443 }, group: ip }), "open"],
    ["neither port", nlb({ listener: { port: 443 }, group: { port: 443, ...ip } }), "closed"],
    [
        "the group of the load balancer is judged at the listener port",
        nlb({ listener: { port: 443 }, group: ip, filter: [office443], more: [office443] }),
        "closed",
    ],
    ["... and is open there", nlb({ listener: { port: 443 }, group: ip, filter: [open443], more: [open443] }), "open"],
    [
        "... not at the target port",
        nlb({ listener: { port: 443 }, group: ip, filter: [open6443], more: [open6443] }),
        "closed",
    ],
    ["listener port unknown", nlb({ listener: { port: U }, group: { port: 443, ...ip } }), "undecided"],
    ["target port unknown", nlb({ listener: { port: 443 }, group: { ...ip, port: U } }), "undecided"],
    ["UDP listener", nlb({ listener: { protocol: "UDP" } }), "closed"],
    ["TLS listener", nlb({ listener: { protocol: "TLS" }, group: ip }), "open"],
    ["TCP_UDP listener", nlb({ listener: { protocol: "TCP_UDP" }, group: ip }), "open"],
    ["listener protocol unknown", nlb({ listener: { protocol: U }, group: ip }), "undecided"],
    [
        "instance targets keep the client IP: a closed target group of rules decides",
        nlb({ instance: [office6443], more: [office6443] }),
        "closed",
    ],
    ["instance targets keep the client IP: an open one", nlb({ instance: [open6443], more: [open6443] }), "open"],
    ["instance targets without attachment: not known", nlb({}), "open"],
    [
        "a client has to get past both the load balancer's group and the target's",
        nlb({ filter: [west6443], instance: [east6443], more: [west6443, east6443] }),
        "closed",
    ],
    [
        "ip targets see the load balancer: VPC only is open",
        nlb({ group: ip, instance: [office6443], more: [office6443] }),
        "open",
    ],
    [
        "preserveClientIp true overrides",
        nlb({ group: { ...ip, preserveClientIp: "true" }, instance: [office6443], more: [office6443] }),
        "closed",
    ],
    [
        "preserveClientIp false overrides",
        nlb({ group: { preserveClientIp: "false" }, instance: [office6443], more: [office6443] }),
        "open",
    ],
    [
        "preserveClientIp unknown",
        nlb({ group: { preserveClientIp: U }, instance: [office6443], more: [office6443] }),
        "undecided",
    ],
    ["targetType unknown", nlb({ group: { targetType: U }, instance: [office6443], more: [office6443] }), "undecided"],
    [
        "target groups are judged at the target port",
        nlb({ listener: { port: 443 }, instance: [open6443], more: [open6443] }),
        "open",
    ],
    [
        "target groups of rules, several candidates, one open",
        nlb({ listener: { port: 443 }, instance: [office443, open6443], more: [office443, open6443] }),
        "undecided",
    ],
    ["target group of rules not in the stack", nlb({ instance: [office6443] }), "undecided"],
    ["instance without groups", nlb({ instance: [] }), "undecided"],
    [
        "attachment port",
        nlb({ listener: { port: 443 }, group: { port: 443, ...ip }, instance: [], attachment: { port: 6443 } }),
        "open",
    ],
    [
        "attachment port unknown",
        nlb({ listener: { port: 443 }, group: { port: 443, ...ip }, instance: [], attachment: { port: U } }),
        "undecided",
    ],
    [
        "attachment of an instance outside the stack: not known",
        nlb({ instance: [], attachment: { targetId: "i-1" } }).filter((one) => one.name !== "instance"),
        "open",
    ],
    ["ALB with an open group", alb({ filter: [open6443], more: [open6443] }), "open"],
    ["ALB with a closed group", alb({ filter: [office6443], more: [office6443] }), "closed"],
    ["ALB without groups gets the default group of the VPC", alb({}), "undecided"],
    [
        "ALB does not keep the client IP",
        alb({ filter: [open6443], instance: [office6443], more: [open6443, office6443] }),
        "open",
    ],
    ["type unknown, no groups", nlb({ balancer: { loadBalancerType: U } }), "undecided"],
    [
        "gateway load balancers take no connections",
        nlb({ balancer: { loadBalancerType: "gateway" }, listener: { protocol: undefined, port: undefined } }),
        "closed",
    ],
    [
        "forward with weights",
        nlb({
            listener: {
                port: 443,
                defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: U, weight: 1 }] } }],
            },
            group: ip,
        }),
        "open",
    ],
    [
        "forward in snake_case",
        nlb({ listener: { port: 443, defaultActions: [{ type: "forward", target_group_arn: U }] }, group: ip }),
        "open",
    ],
    [
        "forward to a target group outside the stack",
        nlb({ listener: { port: 443, defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }] } }).filter(
            ({ name }) => name !== "group",
        ),
        "undecided",
    ],
    ["actions unknown", nlb({ listener: { port: 443, defaultActions: U }, group: ip }), "open"],
    [
        "no action that forwards",
        alb({
            listener: { port: 443, defaultActions: [{ type: "fixed-response" }] },
            filter: [open443],
            more: [open443],
        }),
        "closed",
    ],
    [
        "functions have no port",
        alb({
            listener: { port: 443 },
            group: { targetType: "lambda", port: undefined },
            filter: [open443],
            more: [open443],
        }),
        "closed",
    ],
    ["alb twins of the tokens", stack("network", { group: ip }, "alb"), "open"],
    [
        "listener of a load balancer outside the stack",
        nlb({ listener: { loadBalancerArn: "arn:lb" }, group: away }).slice(1),
        "undecided",
    ],
    [
        "listener of a load balancer outside the stack, other ports",
        nlb({ listener: { loadBalancerArn: "arn:lb", port: 443 }, group: away }).slice(1),
        "closed",
    ],
    ["a target group that nothing forwards to", nlb({}).slice(1, 2), "closed"],
];

it.each(rows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
    expect(judgeStack(resources.toReversed(), 6443, "load-balancer")).toBe(verdict);
});

const LISTENER = "aws:lb/listener:Listener";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

/** A network load balancer on 443 in front of an application load balancer in front of port 6443. */
function chain(differences: { readonly inner?: Properties; readonly outer?: Properties; readonly filter?: Resource }) {
    const inner = part(
        "aws:lb/loadBalancer:LoadBalancer",
        "inner",
        { internal: true, securityGroups: [U] },
        { securityGroups: differences.filter ? [differences.filter] : [] },
    );
    const outer = part("aws:lb/loadBalancer:LoadBalancer", "outer", { loadBalancerType: "network" });
    const pods = part(TARGETS, "pods", { port: 6443, targetType: "ip", ...differences.inner });
    const balancers = part(TARGETS, "balancers", { port: 443, targetType: "alb", ...differences.outer });
    const listener = (name: string, on: Resource, to: Resource) =>
        part(
            LISTENER,
            name,
            { loadBalancerArn: U, port: 443, defaultActions: [{ type: "forward", targetGroupArn: U }] },
            { loadBalancerArn: [on], defaultActions: [to] },
        );
    const attachment = part(
        ATTACHMENT,
        "attachment",
        { targetGroupArn: U, targetId: U },
        { targetGroupArn: [balancers], targetId: [inner] },
    );
    const filters = differences.filter ? [differences.filter] : [];
    return [
        inner,
        outer,
        pods,
        balancers,
        listener("front", outer, balancers),
        listener("back", inner, pods),
        attachment,
        ...filters,
    ];
}

const rule443 = (cidr: string) => securityGroup("filter", rule(443, cidr));
const chains: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["NLB to ALB: the port behind the second counts", chain({ filter: rule443("0.0.0.0/0") }), "open"],
    ["NLB to ALB: the group of the second sees the client", chain({ filter: rule443("10.0.0.0/8") }), "closed"],
    [
        "NLB to ALB: another port behind the second",
        chain({ filter: rule443("0.0.0.0/0"), inner: { port: 80 } }),
        "closed",
    ],
    ["NLB to ALB: groups of the second not known", chain({}), "undecided"],
    [
        "NLB to ALB: the second outside the stack",
        chain({ filter: rule443("0.0.0.0/0") }).filter((one) => one.name !== "inner" && one.name !== "back"),
        "undecided",
    ],
];

it.each(chains)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
});

function withRule(target: Resource, properties: Properties = {}): readonly Resource[] {
    const base = alb({ listener: { port: 443 }, group: { port: 80 }, filter: [open443], more: [open443, target] });
    const on = properties["listenerArn"] === undefined ? base.filter(({ name }) => name === "listener") : [];
    return [
        ...base,
        part(
            "aws:lb/listenerRule:ListenerRule",
            "rule",
            { listenerArn: U, actions: [{ type: "forward", targetGroupArn: U }], ...properties },
            { listenerArn: on, actions: [target] },
        ),
    ];
}

const api = part(TARGETS, "api", { port: 6443 });
const web = part(TARGETS, "web", { port: 80 });
const ruleRows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["ALB listener rule: its target port counts", withRule(api), "open"],
    ["ALB listener rule: another port", withRule(web), "closed"],
    ["ALB listener rule of a listener outside the stack", withRule(api, { listenerArn: "arn:l" }), "undecided"],
    [
        "ALB listener rule of a listener outside the stack, other port",
        withRule(web, { listenerArn: "arn:l" }),
        "closed",
    ],
    [
        "attachment to a target group outside the stack",
        [part(ATTACHMENT, "a", { targetGroupArn: "arn:tg", targetId: "i-1", port: 6443 })],
        "undecided",
    ],
    [
        "attachment to a target group outside the stack, other port",
        [part(ATTACHMENT, "a", { targetGroupArn: "arn:tg", targetId: "i-1", port: 80 })],
        "closed",
    ],
];

it.each(ruleRows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
});

const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const classic = (properties: Properties, groups: readonly Resource[]) => [
    part(
        CLASSIC,
        "classic",
        {
            listeners: [{ lbPort: 443, lbProtocol: "tcp", instancePort: 6443 }],
            securityGroups: groups.map(() => U),
            ...properties,
        },
        { securityGroups: groups },
    ),
    ...groups,
];
const classicRows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["CLB: judged at the listener port, concerns the instance port", classic({}, [open443]), "open"],
    ["CLB: a closed group", classic({}, [office443]), "closed"],
    ["CLB: internal", classic({ internal: true }, [open443]), "closed"],
    ["CLB: without groups gets the default group", classic({}, []), "undecided"],
    [
        "CLB: other ports",
        classic({ listeners: [{ lbPort: 443, lbProtocol: "tcp", instancePort: 80 }] }, [open443]),
        "closed",
    ],
    [
        "CLB: ports as text",
        classic({ listeners: [{ lbPort: "443", lbProtocol: "tcp", instancePort: "6443" }] }, [open443]),
        "open",
    ],
    ["CLB: listeners unknown", classic({ listeners: U }, [open443]), "undecided"],
];

it.each(classicRows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
});

const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
function privateLink(
    properties: Properties,
    more: readonly Resource[] = [],
    balancer: Properties = { internal: true },
): readonly Resource[] {
    const base = nlb({ balancer });
    const front = base.slice(0, 1);
    return [
        ...base,
        part(
            SERVICE,
            "service",
            { acceptanceRequired: false, networkLoadBalancerArns: [U], ...properties },
            { networkLoadBalancerArns: front },
        ),
        ...more,
    ];
}
const principal = (arn: string) =>
    part(
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        "principal",
        { vpcEndpointServiceId: U, principalArn: arn },
        { vpcEndpointServiceId: [part(SERVICE, "service", {})] },
    );
const nobody = part(GROUP, "nobody", { ingress: [] }, {}, { id: "sg-none" });
const linkRows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["PrivateLink open to every tenant", privateLink({ allowedPrincipals: ["*"] }), "open"],
    ["PrivateLink for one account", privateLink({ allowedPrincipals: ["arn:aws:iam::111122223333:root"] }), "closed"],
    [
        "PrivateLink whose load balancer admits nobody",
        privateLink({ allowedPrincipals: ["*"] }, [], { internal: true, securityGroups: ["sg-none"] }).concat(nobody),
        "closed",
    ],
    [
        "PrivateLink past groups that do not filter it",
        privateLink({ allowedPrincipals: ["*"] }, [], {
            internal: true,
            securityGroups: ["sg-none"],
            enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
        }).concat(nobody),
        "open",
    ],
    [
        "PrivateLink past groups that may filter it",
        privateLink({ allowedPrincipals: ["*"] }, [], {
            internal: true,
            securityGroups: ["sg-none"],
            enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: U,
        }).concat(nobody),
        "undecided",
    ],
    ["PrivateLink without principals", privateLink({}), "closed"],
    [
        "PrivateLink that asks for acceptance",
        privateLink({ allowedPrincipals: ["*"], acceptanceRequired: true }),
        "closed",
    ],
    ["PrivateLink whose principals are unknown", privateLink({ allowedPrincipals: U }), "undecided"],
    [
        "PrivateLink whose acceptance is unknown",
        privateLink({ allowedPrincipals: ["*"], acceptanceRequired: U }),
        "undecided",
    ],
    ["PrivateLink opened by a principal of its own", privateLink({}, [principal("*")]), "open"],
    ["PrivateLink with a principal of one account", privateLink({}, [principal("arn:aws:iam::1:root")]), "closed"],
    [
        "PrivateLink of a load balancer outside the stack",
        privateLink({ allowedPrincipals: ["*"], networkLoadBalancerArns: ["arn:lb"] }).slice(3),
        "undecided",
    ],
];

it.each(linkRows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
});

it("says how clients get through", () => {
    const [firewall] = composeFirewalls(nlb({ listener: { port: 443 }, group: ip }));
    expect(firewall?.rules[0]).toMatchObject({
        anchor: "load-balancer",
        because: [
            "load balancer balancer is internet-facing",
            "no security group filters it",
            "listener listener takes TCP port 443",
            "it forwards to target port 6443",
        ],
    });
});

it("aws-native: scheme, forwardConfig, targets and attributes inside", () => {
    const native = (scheme: string, preserve: string) => {
        const group = part("aws-native:elasticloadbalancingv2:TargetGroup", "group", {
            port: 443,
            targetGroupAttributes: [{ key: "preserve_client_ip.enabled", value: preserve }],
            targets: [{ id: "i-1", port: 6443 }],
        });
        const instance = part("aws-native:ec2:Instance", "instance", { securityGroupIds: [] }, {}, { id: "i-1" });
        const balancer = part("aws-native:elasticloadbalancingv2:LoadBalancer", "balancer", {
            type: "network",
            scheme,
        });
        const listener = part(
            "aws-native:elasticloadbalancingv2:Listener",
            "listener",
            {
                loadBalancerArn: U,
                port: 443,
                protocol: "TCP",
                defaultActions: [{ type: "forward", forwardConfig: { targetGroups: [{ targetGroupArn: U }] } }],
            },
            { loadBalancerArn: [balancer], defaultActions: [group] },
        );
        return judgeStack([balancer, listener, group, instance], 6443, "load-balancer");
    };
    expect(native("internet-facing", "false")).toBe("open");
    expect(native("internet-facing", "true")).toBe("undecided");
    expect(native("internal", "false")).toBe("closed");
});

it("prints no port or address that is a secret", () => {
    const secret = securityGroup("secret", {
        ...rule(443, "0.0.0.0/0"),
        cidrBlocks: new Secret(["8.8.0.0/15", "1.0.0.0/8"]),
    });
    const resources = nlb({
        listener: { port: new Secret(443) },
        group: { ...ip, port: new Secret(6443) },
        filter: [secret],
        more: [secret],
    });
    const firewalls = composeFirewalls(resources).filter(({ kind }) => kind === "load-balancer");
    const words = firewalls.flatMap(({ rules }) =>
        rules.flatMap((one) => [
            one.name,
            ...one.because,
            ...one.peers.map((peer) => ("text" in peer ? peer.text : "")),
        ]),
    );
    expect(judgeStack(resources, 6443, "load-balancer")).toBe("open");
    expect(words.join(" ")).toContain("listener listener takes TCP port [secret]");
    expect(words.join(" ")).not.toMatch(/443|8\.8|1\.0/);
});

it("reads a listener port that is no plain number as every port", () => {
    expect(judgeStack(nlb({ listener: { port: " 443" }, group: ip }), 6443, "load-balancer")).toBe("open");
});

it("names the security groups in front, and the listener where it is written", () => {
    const [firewall] = composeFirewalls(stack("network", { filter: [open6443], more: [open6443] })).filter(
        ({ kind }) => kind === "load-balancer",
    );
    expect(firewall?.rules[0]).toMatchObject({ at: "port" });
    expect(firewall?.rules[0]?.because).toContain("security group open-6443 decides who gets to a listener");
    const [both] = composeFirewalls(
        stack("network", { filter: [open6443, office6443], more: [open6443, office6443] }),
    ).filter(({ kind }) => kind === "load-balancer");
    expect(both?.rules[0]?.because).toContain(
        "its security groups (open-6443, office-6443) decide who gets to a listener",
    );
    const classic = part("aws:elb/loadBalancer:LoadBalancer", "classic", {
        listeners: [{ lbPort: 6443, instancePort: 443, lbProtocol: "tcp" }],
    });
    expect(composeFirewalls([classic])[0]?.rules[0]?.at).toBe("listeners[0].lbPort");
});
