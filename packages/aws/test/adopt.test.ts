import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { adoptSecurityGroupRules, Distribution, type ExistingSecurityGroupRule } from "../src/index.js";
import { planGroup } from "../src/plan.js";
import { ruleArguments, ruleSources } from "../src/source-values.js";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** As the command prints a rule: ports -1 where there are none, and only the source that there is. */
function existing(id: string, egress: boolean, inputs: Record<string, unknown>): ExistingSecurityGroupRule {
    const text = (name: string) => (typeof inputs[name] === "string" ? inputs[name] : undefined);
    const number = (name: string) => (typeof inputs[name] === "number" ? inputs[name] : -1);
    const [ipv4, ipv6] = [text("cidrIpv4"), text("cidrIpv6")];
    const [list, group] = [text("prefixListId"), text("referencedSecurityGroupId")];
    return {
        SecurityGroupRuleId: id,
        IsEgress: egress,
        IpProtocol: String(inputs.ipProtocol),
        FromPort: number("fromPort"),
        ToPort: number("toPort"),
        ...(ipv4 === undefined ? {} : { CidrIpv4: ipv4 }),
        ...(ipv6 === undefined ? {} : { CidrIpv6: ipv6 }),
        ...(list === undefined ? {} : { PrefixListId: list }),
        ...(group === undefined ? {} : { ReferencedGroupInfo: { GroupId: group } }),
    };
}

const args = {
    securityGroupId: "sg-api",
    distribution: Distribution.K3s,
    pathMtuDiscovery: true,
    nodes: { securityGroups: { workers: "sg-w" }, prefixLists: { vpn: "pl-1" }, prefixListMaxEntries: { vpn: 3 } },
    administrators: { cidrBlocks: ["198.51.100.0/24", "2001:db8::/48"] },
    extraRules: { vrrp: { protocol: "112", cidrBlock: "10.0.0.0/16", description: "keepalived" } },
};
const plan = planGroup("api", args);
const children = [
    ...plan.ingress.map((rule) => ({ type: INGRESS, rule })),
    ...plan.egress.map((rule) => ({ type: EGRESS, rule })),
].map(({ type, rule }) => ({
    type,
    name: rule.name,
    props: ruleArguments(rule, "sg-api", ruleSources(args, plan.sources), undefined) as Record<string, unknown>, // plain texts here
}));
const call = (transform: pulumi.ResourceTransform, child: { type: string; name: string; props: object }) =>
    transform({ ...child, custom: true, opts: {} });

describe("rules that a group has already", () => {
    const rules = children.map(({ type, name, props }) => existing(`sgr-${name}`, type === EGRESS, props));

    it.each(children)("are recognised one by one: $name", (child) => {
        expect(call(adoptSecurityGroupRules(rules), child)).toEqual({
            props: child.props,
            opts: { import: `sgr-${child.name}`, ignoreChanges: ["description", "tags"] },
        });
    });

    it("are recognised by number as by name, and whatever the spelling of an address", () => {
        const child = children.find(({ name }) => name.startsWith("6443-2001-db8"));
        const spelled = {
            ...existing("sgr-1", false, child?.props ?? {}),
            IpProtocol: "6",
            CidrIpv6: "2001:DB8:0::/48",
        };
        expect(child && call(adoptSecurityGroupRules([spelled]), child)).toMatchObject({ opts: { import: "sgr-1" } });
    });

    it.each(["fromPort", "cidrIpv4", "ipProtocol"])("are not taken for another rule that differs in %s", (name) => {
        const child = {
            type: INGRESS,
            name: "x",
            props: { ipProtocol: "tcp", fromPort: 1, toPort: 1, cidrIpv4: "10.0.0.0/8" },
        };
        const rule = existing("sgr-1", false, { ...child.props, [name]: name === "fromPort" ? 2 : "udp" });
        expect(call(adoptSecurityGroupRules([rule]), child)).toBeUndefined();
        expect(call(adoptSecurityGroupRules([existing("sgr-1", true, child.props)]), child)).toBeUndefined();
    });

    it("keep what the user ignores already, and leave every other type alone", () => {
        const [child] = children;
        const ignored =
            child && adoptSecurityGroupRules(rules)({ ...child, custom: true, opts: { ignoreChanges: ["tags"] } });
        expect(ignored).toMatchObject({ opts: { ignoreChanges: ["tags", "description"] } });
        expect(child && call(adoptSecurityGroupRules(rules), { ...child, type: "aws:ec2/vpc:Vpc" })).toBeUndefined();
    });

    it("are refused where they are not what the command prints", () => {
        const wrong = (value: unknown) => () => adoptSecurityGroupRules(value as ExistingSecurityGroupRule[]); // read from a file
        expect(wrong({ SecurityGroupRules: [] })).toThrow(/describe-security-group-rules/);
        expect(wrong([{}])).toThrow(/^rules\[0\]/);
        expect(wrong([null])).toThrow(pulumi.InputPropertyError);
    });
});
