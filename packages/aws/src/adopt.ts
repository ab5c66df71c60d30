import { CidrBlock, FirewallError } from "@portcullis/core";
import type * as pulumi from "@pulumi/pulumi";
import { asInputError } from "./input-error.js";

/** A rule that exists, as `aws ec2 describe-security-group-rules` prints it. */
export interface ExistingSecurityGroupRule {
    readonly SecurityGroupRuleId: string;
    readonly IsEgress: boolean;
    readonly IpProtocol: string;
    /** -1 where the protocol has no ports. */
    readonly FromPort?: number;
    readonly ToPort?: number;
    readonly CidrIpv4?: string;
    readonly CidrIpv6?: string;
    readonly PrefixListId?: string;
    readonly ReferencedGroupInfo?: { readonly GroupId?: string };
}

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const NUMBERS: ReadonlyMap<string, string> = new Map([
    ["6", "tcp"],
    ["17", "udp"],
    ["1", "icmp"],
    ["58", "icmpv6"],
]);

/**
 * Takes over rules that a security group has already, instead of creating them again, which EC2 refuses: a transform
 * that imports each existing rule into the child that says the same. Descriptions and tags stay as they are until the
 * transform is removed, after the first `pulumi up`. Rules that no child says stay foreign.
 *
 * ```ts
 * // aws ec2 describe-security-group-rules --filters Name=group-id,Values=sg-0123456789abcdef0 > rules.json
 * const { SecurityGroupRules } = JSON.parse(readFileSync("rules.json", "utf8"));
 * new ApiServerSecurityGroup("api", args, { transforms: [adoptSecurityGroupRules(SecurityGroupRules)] });
 * ```
 *
 * A child is recognised by plain texts only: give `securityGroupId` and the groups of the sources as texts while adopting.
 * Rules that a `SecurityGroup` had inline stay in the group when they are taken out of the program: they are adopted too.
 *
 * @throws pulumi.InputPropertyError where the rules are not what the command prints.
 */
export function adoptSecurityGroupRules(rules: readonly ExistingSecurityGroupRule[]): pulumi.ResourceTransform {
    const ids = asInputError(() => idsByContent(rules));
    return ({ type, props, opts }) => {
        if (type !== INGRESS && type !== EGRESS) return undefined;
        const id = ids.get(contentOf(type === EGRESS, new Map<string, unknown>(Object.entries(props))));
        if (id === undefined) return undefined;
        const kept = [...("ignoreChanges" in opts ? (opts.ignoreChanges ?? []) : []), "description", "tags"];
        return { props, opts: { ...opts, import: id, ignoreChanges: [...new Set(kept)] } };
    };
}

function idsByContent(rules: readonly ExistingSecurityGroupRule[]): ReadonlyMap<string, string> {
    if (!Array.isArray(rules)) throw notRules("rules");
    return new Map(
        rules.map((rule, index) => {
            if (typeof rule?.SecurityGroupRuleId !== "string") throw notRules(`rules[${index}]`);
            const content = new Map<string, unknown>([
                ["ipProtocol", rule.IpProtocol],
                ["fromPort", rule.FromPort],
                ["toPort", rule.ToPort],
                ["cidrIpv4", rule.CidrIpv4],
                ["cidrIpv6", rule.CidrIpv6],
                ["prefixListId", rule.PrefixListId],
                ["referencedSecurityGroupId", rule.ReferencedGroupInfo?.GroupId],
            ]);
            return [contentOf(rule.IsEgress === true, content), rule.SecurityGroupRuleId];
        }),
    );
}

/** What a rule admits, as one text: the same for the cloud's spelling and ours. */
function contentOf(egress: boolean, rule: ReadonlyMap<string, unknown>): string {
    const protocol = String(rule.get("ipProtocol")).toLowerCase();
    const port = (name: string) => (rule.get(name) === undefined || rule.get(name) === null ? -1 : rule.get(name));
    const source = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]
        .map((name) => rule.get(name))
        .map((value) => (typeof value === "string" ? (CidrBlock.read(value)?.toString() ?? value) : ""));
    return JSON.stringify([egress, NUMBERS.get(protocol) ?? protocol, port("fromPort"), port("toPort"), ...source]);
}

function notRules(at: string): FirewallError {
    return new FirewallError({
        code: "argument-malformed",
        at,
        what: "This is no list of rules that exist",
        why: "Each needs its id, a text that begins with sgr-, to be taken over",
        fix: "Give the list SecurityGroupRules that aws ec2 describe-security-group-rules prints",
    });
}
