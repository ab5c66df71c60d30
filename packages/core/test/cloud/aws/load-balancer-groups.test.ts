import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource } from "../../../src/value.js";
import { judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

const from = (port: number, source: Properties) => ({ protocol: "tcp", fromPort: port, toPort: port, ...source });
const everyone = (port: number) => from(port, { cidrBlocks: ["0.0.0.0/0"] });
const front = part(GROUP, "front", { ingress: [everyone(443)] });
const other = part(GROUP, "other", { ingress: [] });

/** A network load balancer on port 443 with these groups, in front of an instance on port 6443 with that group. */
function nlb(groups: readonly Resource[], behind: Resource, more: readonly Resource[] = []): readonly Resource[] {
    const balancer = part(
        BALANCER,
        "balancer",
        { loadBalancerType: "network", ...(groups.length > 0 ? { securityGroups: groups.map(() => U) } : {}) },
        { securityGroups: groups },
    );
    const targets = part(TARGETS, "targets", { port: 6443, protocol: "TCP" });
    const listener = part(
        LISTENER,
        "listener",
        {
            loadBalancerArn: U,
            port: 443,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: U }],
        },
        { loadBalancerArn: [balancer], defaultActions: [targets] },
    );
    const instance = part(
        "aws:ec2/instance:Instance",
        "instance",
        { vpcSecurityGroupIds: [U] },
        { vpcSecurityGroupIds: [behind] },
    );
    const attachment = part(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        "attachment",
        { targetGroupArn: U, targetId: U },
        { targetGroupArn: [targets], targetId: [instance] },
    );
    return [...new Set([balancer, targets, listener, instance, attachment, ...groups, behind, ...more])];
}

/** The group of the instance, whose rule at port 6443 names one of these groups. */
const naming = (...groups: readonly Resource[]) =>
    part(GROUP, "behind", { ingress: [from(6443, { securityGroups: [U] })] }, { ingress: groups });
const both = part(GROUP, "both", { ingress: [everyone(443), from(6443, { self: true })] });
const byId = (id: string) => part(GROUP, "behind", { ingress: [from(6443, { securityGroups: [id] })] });
const empty = part(GROUP, "behind", {});
const rule = (type: string, name: string, properties: Properties) =>
    part(
        type,
        name,
        { securityGroupId: U, ...properties },
        {
            securityGroupId: [empty],
            sourceSecurityGroupId: [front],
            referencedSecurityGroupId: [front],
        },
    );
const withId = (group: Resource, id: string): Resource => ({ ...group, id });

const rows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    [
        "a target's group that names the load balancer's lets in whoever came through",
        nlb([front], naming(front)),
        "open",
    ],
    ["a target's group that names another one", nlb([front], naming(other), [other]), "closed"],
    ["a target's group that names one of several", nlb([front], naming(front, other), [other]), "undecided"],
    ["a load balancer without groups cannot be named", nlb([], naming(front), [front]), "closed"],
    [
        "the same as a rule of its own",
        nlb([front], empty, [
            rule("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", {
                type: "ingress",
                sourceSecurityGroupId: U,
                ...from(6443, {}),
            }),
        ]),
        "open",
    ],
    [
        "the same as an ingress rule",
        nlb([front], empty, [
            rule("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
                referencedSecurityGroupId: U,
                ipProtocol: "tcp",
                fromPort: 6443,
                toPort: 6443,
            }),
        ]),
        "open",
    ],
    ["named by id", nlb([withId(front, "sg-1")], byId("sg-1")), "open"],
    ["named by account and id", nlb([withId(front, "sg-1")], byId("111122223333/sg-1")), "open"],
    ["another id", nlb([withId(front, "sg-1")], byId("sg-2")), "closed"],
    ["an id that may turn out to be the load balancer's", nlb([front], byId("sg-2")), "undecided"],
    ["itself, and the load balancer is in it", nlb([both], both), "open"],
    [
        "itself, and the load balancer is not in it",
        nlb([front], part(GROUP, "behind", { ingress: [from(6443, { self: true })] })),
        "closed",
    ],
    [
        "groups of the load balancer outside the stack, the same id",
        nlb([], byId("sg-1")).map((one) =>
            one.name === "balancer" ? { ...one, properties: { ...one.properties, securityGroups: ["sg-1"] } } : one,
        ),
        "undecided",
    ],
];

it.each(rows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources, 6443, "load-balancer")).toBe(verdict);
    expect(judgeStack(resources.toReversed(), 6443, "load-balancer")).toBe(verdict);
});

const ATTACHMENT = "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment";
const closed = part(GROUP, "behind", { ingress: [] });
const open = part(GROUP, "open", { ingress: [everyone(6443)] });

it("a group attached to the interface of a target adds to its own", () => {
    const attach = (on: readonly Resource[]) =>
        nlb([front], closed, [
            open,
            part(
                ATTACHMENT,
                "interface",
                { networkInterfaceId: U, securityGroupId: U },
                { networkInterfaceId: on, securityGroupId: [open] },
            ),
        ]);
    const [instance] = nlb([front], closed).filter(({ name }) => name === "instance");
    const second = part("aws:ec2/instance:Instance", "second", { vpcSecurityGroupIds: [] });
    expect(judgeStack(attach(instance ? [instance] : []), 6443, "load-balancer")).toBe("open");
    expect(judgeStack([...attach(instance ? [instance, second] : []), second], 6443, "load-balancer")).toBe(
        "undecided",
    );
    expect(judgeStack(attach([]), 6443, "load-balancer")).toBe("closed");
});

it("an address behind a load balancer may be that of an interface of the stack", () => {
    const through = (group: Resource, targetType: string) => {
        const base = nlb([front], closed);
        const [targets] = base.filter(({ name }) => name === "targets");
        const own = part(
            "aws:ec2/networkInterface:NetworkInterface",
            "eni",
            { securityGroups: [U] },
            { securityGroups: [group] },
        );
        const rest = base.filter(({ name }) => !["targets", "instance", "attachment"].includes(name));
        return [
            ...rest,
            ...(targets ? [{ ...targets, properties: { port: 6443, targetType, preserveClientIp: "true" } }] : []),
            own,
            group,
            part(
                "aws:lb/targetGroupAttachment:TargetGroupAttachment",
                "attachment",
                { targetGroupArn: U, targetId: U },
                { targetGroupArn: targets ? [targets] : [], targetId: [own] },
            ),
        ];
    };
    expect(judgeStack(through(open, "ip"), 6443, "load-balancer")).toBe("open");
    expect(judgeStack(through(part(GROUP, "shut", { ingress: [] }), "ip"), 6443, "load-balancer")).toBe("closed");
});

/** An application load balancer on port 443 with a rule that sends some requests to port 6443. */
function alb(conditions: readonly Properties[] | Properties[string]): readonly Resource[] {
    const balancer = part(BALANCER, "balancer", { securityGroups: [U] }, { securityGroups: [front] });
    const targets = part(TARGETS, "targets", { port: 6443 });
    const listener = part(
        LISTENER,
        "listener",
        { loadBalancerArn: U, port: 443, protocol: "HTTPS", defaultActions: [{ type: "fixed-response" }] },
        { loadBalancerArn: [balancer] },
    );
    const taking = part(
        "aws:lb/listenerRule:ListenerRule",
        "rule",
        {
            listenerArn: U,
            actions: [{ type: "forward", targetGroupArn: U }],
            conditions: conditions as Properties[string],
        },
        { listenerArn: [listener], actions: [targets] },
    );
    return [balancer, targets, listener, taking, front];
}

const conditions: readonly (readonly [string, Properties[string], Verdict])[] = [
    ["no condition on the source", [{ pathPattern: { values: ["/api"] } }], "open"],
    ["a small source", [{ sourceIp: { values: ["10.0.0.0/8"] } }], "closed"],
    ["a large source", [{ sourceIp: { values: ["10.0.0.0/8", "0.0.0.0/0"] } }], "open"],
    [
        "two conditions narrow both",
        [{ sourceIp: { values: ["8.0.0.0/8"] } }, { sourceIp: { values: ["9.0.0.0/8"] } }],
        "closed",
    ],
    ["a source that is not known", [{ sourceIp: { values: U } }], "undecided"],
    ["a condition that is not known", [U], "undecided"],
    ["without addresses it narrows nothing", [{ sourceIp: { values: [] } }], "open"],
    ["as CloudFormation writes it", [{ field: "source-ip", sourceIpConfig: { values: ["10.0.0.0/8"] } }], "closed"],
    ["as CloudFormation wrote it before", [{ field: "source-ip", values: ["10.0.0.0/8"] }], "closed"],
    ["another field", [{ field: "host-header", values: ["10.0.0.0/8"] }], "open"],
];

it.each(conditions)("listener rule: %s", (_, given, verdict) => {
    expect(judgeStack(alb(given), 6443, "load-balancer")).toBe(verdict);
});

it("names the group that may be the load balancer's", () => {
    const firewalls = composeFirewalls(nlb([front], naming(front, other), [other]));
    const causes = firewalls.flatMap(({ rules }) => rules.flatMap((one) => one.causes));
    expect(causes).toContainEqual(expect.objectContaining({ at: "ingress[0].securityGroups[0]" }));
});
