import { expect, it } from "vitest";
import { composeFirewalls, readerFor } from "../../../src/stack/index.js";
import { judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const SNAKE = { protocol: "tcp", from_port: 6443, to_port: 6443, cidr_blocks: ["0.0.0.0/0"] };
const CAMEL = { protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] };

/** The same type in a module, as it is named there, and bridged as a whole. */
const rows: readonly (readonly [string, string, Properties, Verdict])[] = [
    ["group in a module", "network:tf:aws_security_group", { ingress: [SNAKE] }, "open"],
    [
        "closed group in a module",
        "network:tf:aws_security_group",
        { ingress: [{ ...SNAKE, cidr_blocks: ["10.0.0.0/8"] }] },
        "closed",
    ],
    ["group of the provider", "aws:index/securityGroup:SecurityGroup", { ingresses: [CAMEL] }, "open"],
    ["group of the provider, rules not known", "aws:index/securityGroup:SecurityGroup", { ingresses: U }, "undecided"],
    [
        "ingress rule of the provider",
        "aws:index/vpcSecurityGroupIngressRule:VpcSecurityGroupIngressRule",
        { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
        "open",
    ],
    ["rule in a module", "network:tf:aws_security_group_rule", { type: "ingress", ...SNAKE }, "open"],
    ["cluster in a module", "k:tf:aws_eks_cluster", { vpc_config: [{ endpoint_public_access: false }] }, "closed"],
    ["cluster in a module, open", "k:tf:aws_eks_cluster", { vpc_config: [{ subnet_ids: [] }] }, "open"],
    [
        "Lightsail ports in a module",
        "l:tf:aws_lightsail_instance_public_ports",
        { port_info: [{ protocol: "tcp", from_port: 6443, to_port: 6443 }] },
        "open",
    ],
    [
        "network ACL in a module, its action kept",
        "network:tf:aws_network_acl",
        {
            ingress: [
                { rule_no: 1, action: "deny", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" },
            ],
        },
        "closed",
    ],
    ["a stack in a module", "s:tf:aws_cloudformation_stack", { template_body: template() }, "open"],
    ["another type in a module", "s:tf:aws_s3_bucket", { ingress: [SNAKE] }, "closed"],
];

function template(): string {
    const ingress = [{ IpProtocol: "-1", CidrIp: "0.0.0.0/0" }];
    return JSON.stringify({
        Resources: { G: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: ingress } } },
    });
}

it.each(rows)("%s", (_, type, properties, verdict) => {
    expect(judgeStack([part(type, "it", properties)])).toBe(verdict);
});

it("load balancers of a module find their parts", () => {
    const front = part("lb:tf:aws_lb", "front", { load_balancer_type: "network" });
    const targets = (port: number) => part("lb:tf:aws_lb_target_group", "targets", { port, target_type: "ip" });
    const listener = (action: Properties) =>
        part(
            "lb:tf:aws_lb_listener",
            "listener",
            { load_balancer_arn: U, port: 443, protocol: "TCP", default_action: [action] },
            { load_balancer_arn: [front], default_action: [targets(1)] },
        );
    const one = listener({ type: "forward", target_group_arn: U });
    const several = listener({ type: "forward", forward: [{ target_group: [{ arn: U, weight: 1 }] }] });
    expect(judgeStack([front, targets(6443), one])).toBe("open");
    expect(judgeStack([front, targets(6443), several])).toBe("open");
    expect(judgeStack([front, targets(8443), one])).toBe("closed");
});

it("prefix lists of a module are written out", () => {
    const list = part("n:tf:aws_ec2_managed_prefix_list", "list", { entry: [{ cidr: "0.0.0.0/0" }] });
    const rule = part(
        "n:tf:aws_security_group_rule",
        "rule",
        { ...SNAKE, type: "ingress", cidr_blocks: undefined, prefix_list_ids: [U] },
        { prefix_list_ids: [list] },
    );
    expect(judgeStack([list, rule])).toBe("open");
});

it("a rule of a listener keeps its own action", () => {
    const rule = part("lb:tf:aws_lb_listener_rule", "rule", {
        listener_arn: "arn:l",
        action: [{ type: "forward", target_group_arn: "arn:t" }],
        condition: [{ source_ip: [{ values: ["10.0.0.0/8"] }] }],
    });
    expect(judgeStack([rule])).toBe("closed");
});

it("leads to the place as the program has it", () => {
    const [firewall] = composeFirewalls([part("aws:index/securityGroup:SecurityGroup", "it", { ingresses: [CAMEL] })]);
    expect(firewall?.rules[0]?.at).toBe("ingresses[0]");
});

it("has a reader for each name that it knows", () => {
    const names = [
        "alb_listener",
        "elb",
        "instance",
        "verifiedaccess_endpoint",
        "cloudfront_distribution",
        "lightsail_lb",
    ];
    expect(names.filter((name) => readerFor(`m:tf:aws_${name}`) === undefined)).toEqual([]);
});
