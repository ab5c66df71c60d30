import { expect, it } from "vitest";
import { IpSet } from "../../src/ip-set.js";
import { type Given, U, type Verdict, verdictOn } from "../corpus.js";
import { securityGroup, securityGroupRule, tcp6443 } from "../given/aws.js";
import { networkSecurityGroup, nsgRule } from "../given/azure.js";
import { gcpFirewall } from "../given/gcp.js";

const ANYONE = "0.0.0.0/0";
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;

type Row = readonly [number: number, row: string, verdict: Verdict, given: readonly Given[]];

function nsgOf(...rules: readonly (readonly [number, "Allow" | "Deny", string, Given["props"]?])[]): Given {
    return networkSecurityGroup(
        ...rules.map(([priority, access, source, more]) =>
            nsgRule(priority, access, { sourceAddressPrefix: source, ...more }),
        ),
    );
}

function hierarchical(action: string, priority: number): Given {
    return {
        type: "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
        name: `${action}-${priority}`,
        props: {
            firewallPolicy: "policy",
            priority,
            action,
            direction: "INGRESS",
            match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: [ANYONE] },
        },
    };
}

function adminRule(name: string, priority: number, access: string): Given {
    return {
        type: "azure-native:network:AdminRule",
        name,
        props: {
            kind: "Custom",
            resourceGroupName: "rg",
            networkManagerName: "manager",
            configurationName: "configuration",
            ruleCollectionName: "collection",
            ruleName: name,
            priority,
            access,
            direction: "Inbound",
            protocol: "Tcp",
            sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
            destinationPortRanges: ["6443"],
        },
    };
}

const ROWS: readonly Row[] = [
    [
        1,
        "a deny of 0.0.0.0/0 does not cover an embedding prefix",
        "violation",
        [nsgOf([100, "Deny", ANYONE], [200, "Allow", "64:ff9b::/96"])],
    ],
    [1, "a deny of Internet does", "ok", [nsgOf([100, "Deny", "Internet"], [200, "Allow", "64:ff9b::/96"])]],
    [2, "an Azure allow from 0.0.0.0/0 is INTERNET", "violation", [nsgOf([200, "Allow", ANYONE])]],
    [2, "and a deny of it covers IPv4 only", "violation", [nsgOf([100, "Deny", ANYONE], [200, "Allow", "*"])]],
    [2, "which is all that the allow admits", "ok", [nsgOf([100, "Deny", ANYONE], [200, "Allow", ANYONE])]],
    [
        3,
        "the chain never clears an object",
        "violation",
        [hierarchical("deny", 1), gcpFirewall("allow", { allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] })],
    ],
    [
        4,
        "a deny from an OPAQUE source hangs over an allow",
        "indeterminate",
        [nsgOf([100, "Deny", "NoSuchTag"], [200, "Allow", "*"])],
    ],
    [
        4,
        "but not over one that stands before it",
        "violation",
        [nsgOf([300, "Deny", "NoSuchTag"], [200, "Allow", "*"])],
    ],
    [
        5,
        "an unknown port bound is never -1",
        "ok",
        [securityGroupRule({ protocol: "tcp", fromPort: U, toPort: 443, cidrBlocks: [ANYONE] })],
    ],
    [
        6,
        "GCP protocol unknown, ports known and not fitting",
        "ok",
        [gcpFirewall("allow", { allows: [{ protocol: U, ports: ["443"] }], sourceRanges: [ANYONE] })],
    ],
    [
        6,
        "GCP protocol unknown, ports known and fitting",
        "indeterminate",
        [gcpFirewall("allow", { allows: [{ protocol: U, ports: ["6443"] }], sourceRanges: [ANYONE] })],
    ],
    [
        7,
        "sums: different targets are not added up",
        "ok",
        HALVES.map((half, index) =>
            gcpFirewall(`allow-${index}`, {
                allows: [{ protocol: "tcp" }],
                sourceRanges: [half],
                targetTags: [`t${index}`],
            }),
        ),
    ],
    [
        7,
        "sums: untargeted rules count together with each target set",
        "violation",
        HALVES.map((half, index) =>
            gcpFirewall(`allow-${index}`, {
                allows: [{ protocol: "tcp" }],
                sourceRanges: [half],
                ...(index === 0 ? {} : { targetTags: ["t"] }),
            }),
        ),
    ],
    [
        8,
        "Azure IP group in the stack",
        "violation",
        [
            {
                type: "azure-native:network:IpGroup",
                name: "ipgroup",
                id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ipGroups/ipgroup",
                props: { resourceGroupName: "rg", ipGroupsName: "ipgroup", ipAddresses: ["8.0.0.0/8"] },
            },
            {
                type: "azure-native:network:AzureFirewall",
                name: "firewall",
                props: {
                    resourceGroupName: "rg",
                    natRuleCollections: [
                        {
                            name: "c",
                            priority: 100,
                            rules: [
                                {
                                    name: "r",
                                    protocols: ["TCP"],
                                    sourceIpGroups: [
                                        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ipGroups/ipgroup",
                                    ],
                                    destinationAddresses: ["20.0.0.1"],
                                    destinationPorts: ["6443"],
                                    translatedAddress: "10.0.0.4",
                                    translatedPort: "6443",
                                },
                            ],
                        },
                    ],
                },
            },
        ],
    ],
    [
        9,
        "versioned azure-native tokens",
        "violation",
        [
            "azure-native:network/v20230201:NetworkSecurityGroup",
            "azure-native_network_v20230201:network:NetworkSecurityGroup",
        ].map((type, index) => ({ ...nsgOf([100, "Allow", "*"]), type, name: `nsg-${index}` })),
    ],
    [
        10,
        "Azure LoadBalancer and InboundNatRule are ok by themselves",
        "ok",
        [
            {
                type: "azure-native:network:LoadBalancer",
                name: "lb",
                props: {
                    resourceGroupName: "rg",
                    loadBalancingRules: [{ frontendPort: 6443, backendPort: 6443, protocol: "Tcp" }],
                },
            },
            {
                type: "azure-native:network:InboundNatRule",
                name: "nat",
                props: {
                    resourceGroupName: "rg",
                    loadBalancerName: "lb",
                    frontendPort: 6443,
                    backendPort: 6443,
                    protocol: "Tcp",
                },
            },
        ],
    ],
    [11, "order among AdminRules", "ok", [adminRule("deny", 1, "Deny"), adminRule("allow", 2, "AlwaysAllow")]],
    [
        11,
        "order among AdminRules, the other way",
        "violation",
        [adminRule("deny", 3, "Deny"), adminRule("allow", 2, "AlwaysAllow")],
    ],
    [
        12,
        "the global tag covers the regional one",
        "ok",
        [nsgOf([100, "Deny", "AzureCloud"], [200, "Allow", "AzureCloud.westeurope"])],
    ],
    [12, "not the reverse", "violation", [nsgOf([100, "Deny", "AzureCloud.westeurope"], [200, "Allow", "AzureCloud"])]],
];

it.each(ROWS)("9.%i %s: %s", (_number, _row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});

it("9.13 subtracts allowed blocks from addresses, while tenants stay", () => {
    const allowed = IpSet.of("8.0.0.0/8");
    expect(verdictOn([securityGroup(tcp6443({ cidrBlocks: ["8.0.0.0/8"] }))], { allowed })).toBe("ok");
    expect(verdictOn([nsgOf([100, "Allow", "AzureCloud"])], { allowed })).toBe("violation");
    expect(verdictOn([nsgOf([100, "Allow", "*"])], { allowed })).toBe("violation");
});
