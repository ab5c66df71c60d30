import { expect, it } from "vitest";
import { type Given, U, type Verdict, verdictOn } from "../corpus.js";
import { nsgRule } from "../given/azure.js";
import { gcpFirewall } from "../given/gcp.js";

const ANYONE = "0.0.0.0/0";
/** Each half is under the limit of 2^20 addresses, both together are not. */
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;

type Row = readonly [row: string, verdict: Verdict, given: readonly Given[]];

function aclRule(
    name: string,
    number: number,
    action: string,
    acl: Given["props"][string],
    more: Partial<Given> = {},
): Given {
    return {
        type: "aws:ec2/networkAclRule:NetworkAclRule",
        name,
        props: { networkAclId: acl, ruleNumber: number, ruleAction: action, protocol: "-1", cidrBlock: ANYONE },
        ...more,
    };
}

const NACL: Given = { type: "aws:ec2/networkAcl:NetworkAcl", name: "acl", id: "acl-1", props: { vpcId: "vpc-1" } };

const ORDERED: readonly Row[] = [
    ["AWS NACL: by id", "ok", [NACL, aclRule("deny", 1, "deny", "acl-1"), aclRule("allow", 2, "allow", "acl-1")]],
    [
        "AWS NACL: outside the stack, rules of one ACL are put together",
        "ok",
        [aclRule("deny", 1, "deny", "acl-9"), aclRule("allow", 2, "allow", "acl-9")],
    ],
    [
        "AWS NACL: outside the stack, a deny of another package clears nothing for sure",
        "indeterminate",
        [
            aclRule("deny", 1, "deny", "acl-9", { provider: "urn:pulumi:dev::t::pulumi:providers:aws::one" }),
            aclRule("allow", 2, "allow", "acl-9", { provider: "urn:pulumi:dev::t::pulumi:providers:other::one" }),
        ],
    ],
    [
        "AWS NACL: unresolvable deny does not shadow",
        "violation",
        [NACL, aclRule("deny", 1, "deny", U), aclRule("allow", 2, "allow", "acl-1")],
    ],
    [
        "AWS NACL: a case that hangs on the link is indeterminate",
        "indeterminate",
        [
            NACL,
            { ...NACL, name: "other", id: "acl-2" },
            aclRule("deny", 1, "deny", "acl-1"),
            aclRule("allow", 2, "allow", U, { dependencies: { networkAclId: ["acl", "other"] } }),
        ],
    ],
    [
        "AWS NACL: two candidates, and each has the deny",
        "ok",
        [
            NACL,
            { ...NACL, name: "other", id: "acl-2" },
            aclRule("deny", 1, "deny", "acl-1"),
            aclRule("deny too", 1, "deny", "acl-2"),
            aclRule("allow", 2, "allow", U, { dependencies: { networkAclId: ["acl", "other"] } }),
        ],
    ],
];

function nsg(name: string, more: Partial<Given> = {}, props: Given["props"] = {}): Given {
    return {
        type: "azure-native:network:NetworkSecurityGroup",
        name,
        props: { resourceGroupName: "rg", networkSecurityGroupName: name, ...props },
        ...more,
    };
}

function securityRule(name: string, props: Given["props"], more: Partial<Given> = {}): Given {
    return {
        type: "azure-native:network:SecurityRule",
        name,
        props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRuleName: name, ...props },
        ...more,
    };
}

const deny = nsgRule(100, "Deny", { sourceAddressPrefix: "*", protocol: "*" });
const allow = nsgRule(200, "Allow", { sourceAddressPrefix: "*" });

const AZURE: readonly Row[] = [
    ["Azure NSG: group and rule names", "ok", [nsg("nsg"), securityRule("deny", deny), securityRule("allow", allow)]],
    [
        "Azure NSG: inline and stand-alone",
        "ok",
        [nsg("nsg", {}, { securityRules: [deny] }), securityRule("allow", allow)],
    ],
    [
        "Azure NSG: names ignore case",
        "ok",
        [
            nsg("nsg", {}, { securityRules: [deny] }),
            securityRule("allow", { ...allow, networkSecurityGroupName: "NSG" }),
        ],
    ],
    [
        "Azure NSG: the same name in another resource group is another group",
        "violation",
        [nsg("nsg", {}, { securityRules: [deny] }), securityRule("allow", { ...allow, resourceGroupName: "other" })],
    ],
    [
        "Azure NSG: dependencies on the name property",
        "ok",
        [
            nsg("auto", {}, { networkSecurityGroupName: undefined, securityRules: [deny] }),
            securityRule(
                "allow",
                { ...allow, networkSecurityGroupName: U },
                { dependencies: { networkSecurityGroupName: ["auto"] } },
            ),
        ],
    ],
    [
        "Azure NSG: a deny whose link is uncertain clears nothing for sure",
        "indeterminate",
        [nsg("nsg", {}, { securityRules: [allow] }), securityRule("deny", { ...deny, networkSecurityGroupName: U })],
    ],
    [
        "Azure NSG: classic rule of a native group",
        "violation",
        [
            nsg("nsg", {}, { securityRules: [nsgRule(200, "Allow", { sourceAddressPrefix: HALVES[0] })] }),
            {
                type: "azure:network/networkSecurityRule:NetworkSecurityRule",
                name: "classic",
                props: {
                    ...nsgRule(210, "Allow", { sourceAddressPrefix: HALVES[1] }),
                    resourceGroupName: "rg",
                    networkSecurityGroupName: "nsg",
                },
            },
        ],
    ],
];

const GCP: readonly Row[] = [
    [
        "GCP VPC: same network",
        "ok",
        [
            gcpFirewall("deny", { priority: 1, denies: [{ protocol: "all" }], sourceRanges: [ANYONE] }),
            gcpFirewall("allow", { allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] }),
        ],
    ],
    [
        "GCP VPC: another network",
        "violation",
        [
            gcpFirewall("deny", { network: "a", priority: 1, denies: [{ protocol: "all" }], sourceRanges: [ANYONE] }),
            gcpFirewall("allow", { network: "b", allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] }),
        ],
    ],
    [
        "GCP VPC: two rules with the same single dependency share it",
        "ok",
        [
            { type: "gcp:compute/network:Network", name: "net", props: {} },
            ...[
                gcpFirewall("deny", { network: U, priority: 1, denies: [{ protocol: "all" }], sourceRanges: [ANYONE] }),
                gcpFirewall("allow", { network: U, allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] }),
            ].map((one) => ({ ...one, dependencies: { network: ["net"] } })),
        ],
    ],
    [
        "GCP address group: by dependency",
        "ok",
        [
            {
                type: "gcp:networksecurity/addressGroup:AddressGroup",
                name: "partners",
                props: { items: ["198.51.100.0/24"], type: "IPV4", location: "global", capacity: 10 },
            },
            {
                type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
                name: "rule",
                props: {
                    firewallPolicy: "policy",
                    priority: 1,
                    action: "allow",
                    direction: "INGRESS",
                    match: { layer4Configs: [{ ipProtocol: "tcp" }], srcAddressGroups: [U] },
                },
                dependencies: { match: ["partners"] },
            },
        ],
    ],
];

it.each([...ORDERED, ...AZURE, ...GCP])("7. %s: %s", (_row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
    expect(verdictOn(given.toReversed())).toBe(verdict);
});
