import { describe, expect, it } from "vitest";
import type { Resource, Value } from "../../../src/value.js";
import { judge, notes, resource, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const nat = (properties: Properties): Properties => ({
    name: "api",
    ruleType: "NatRule",
    ipProtocols: ["TCP"],
    sourceAddresses: ["*"],
    destinationAddresses: ["20.1.1.1"],
    destinationPorts: ["6443"],
    translatedAddress: "10.0.0.4",
    translatedPort: "6443",
    ...properties,
});

const policy = (...rules: readonly Value[]) =>
    resource("azure-native:network:FirewallPolicyRuleCollectionGroup", "rcg", {
        ruleCollections: [
            { ruleCollectionType: "FirewallPolicyNatRuleCollection", priority: 100, action: { type: "DNAT" }, rules },
        ],
    });

const filter = (rule: Properties, collection: Properties = {}) =>
    resource("azure-native:network:FirewallPolicyRuleCollectionGroup", "rcg", {
        ruleCollections: [
            {
                ruleCollectionType: "FirewallPolicyFilterRuleCollection",
                action: { type: "Allow" },
                rules: [
                    {
                        name: "net",
                        ruleType: "NetworkRule",
                        ipProtocols: ["TCP"],
                        sourceAddresses: ["*"],
                        destinationPorts: ["6443"],
                        ...rule,
                    },
                ],
                ...collection,
            },
        ],
    });

const ipGroup = (name: string, ipAddresses: Value) =>
    resource("azure-native:network:IpGroup", name, { resourceGroupName: "rg", ipGroupsName: name, ipAddresses });
const idOf = (name: string) => `/subscriptions/s/resourceGroups/RG/providers/Microsoft.Network/ipGroups/${name}`;

describe("NAT rule", () => {
    it.each<[string, Resource, string]>([
        ["destinationPorts and translatedPort are the port", policy(nat({})), "open"],
        ["only the port in front", policy(nat({ translatedPort: "443" })), "open"],
        ["only the port behind", policy(nat({ destinationPorts: ["443"] })), "open"],
        ["the port behind as a number", policy(nat({ destinationPorts: ["443"], translatedPort: 6443 })), "open"],
        ["neither", policy(nat({ destinationPorts: ["443"], translatedPort: "8443" })), "closed"],
        ["a range in front", policy(nat({ destinationPorts: ["6000-7000"], translatedPort: "8443" })), "open"],
        ["from 0.0.0.0/0", policy(nat({ sourceAddresses: ["0.0.0.0/0"] })), "open"],
        ["from a small block", policy(nat({ sourceAddresses: ["203.0.113.0/24"] })), "closed"],
        ["from a range a-b", policy(nat({ sourceAddresses: ["10.0.0.0-10.0.0.9"] })), "closed"],
        ["from a range a-b that is wide", policy(nat({ sourceAddresses: ["1.0.0.0-9.255.255.255"] })), "open"],
        ["from a range that ends before it begins", policy(nat({ sourceAddresses: ["10.0.0.9-10.0.0.1"] })), "open"],
        ["from text that is no source", policy(nat({ sourceAddresses: ["0/0"] })), "open"],
        ["UDP", policy(nat({ ipProtocols: ["UDP"] })), "closed"],
        ["Any", policy(nat({ ipProtocols: ["any"] })), "open"],
        ["TCP and UDP", policy(nat({ ipProtocols: ["UDP", "TCP"] })), "open"],
        ["no source at all", policy(nat({ sourceAddresses: [] })), "open"],
        ["unknown source", policy(nat({ sourceAddresses: U })), "undecided"],
        ["unknown protocol", policy(nat({ ipProtocols: [U] })), "undecided"],
        [
            "unknown port behind, other port in front",
            policy(nat({ destinationPorts: ["443"], translatedPort: U })),
            "undecided",
        ],
        ["unknown port in front, the port behind", policy(nat({ destinationPorts: U })), "open"],
        ["unknown rule", policy(U), "undecided"],
        [
            "unknown collections",
            resource("azure-native:network:FirewallPolicyRuleCollectionGroup", "rcg", { ruleCollections: U }),
            "undecided",
        ],
        [
            "the form before collections",
            resource("azure-native:network:FirewallPolicyRuleGroup", "rg", {
                rules: [
                    {
                        ruleType: "FirewallPolicyNatRule",
                        ruleCondition: { ipProtocols: ["TCP"], sourceAddresses: ["*"], destinationPorts: ["443"] },
                        translatedPort: "6443",
                    },
                ],
            }),
            "open",
        ],
        [
            "AzureFirewall natRuleCollections",
            resource("azure-native:network:AzureFirewall", "fw", {
                natRuleCollections: [
                    {
                        rules: [
                            {
                                name: "api",
                                protocols: ["TCP"],
                                sourceAddresses: ["*"],
                                destinationPorts: ["6443"],
                                translatedPort: "443",
                            },
                        ],
                    },
                ],
            }),
            "open",
        ],
        [
            "AzureFirewall natRuleCollections for another port",
            resource("azure-native:network:AzureFirewall", "fw", {
                natRuleCollections: [
                    {
                        rules: [
                            {
                                protocols: ["TCP"],
                                sourceAddresses: ["*"],
                                destinationPorts: ["22"],
                                translatedPort: "22",
                            },
                        ],
                    },
                ],
            }),
            "closed",
        ],
        [
            "classic policy group: destinationPorts is one text, translatedPort a number",
            resource("azure:network/firewallPolicyRuleCollectionGroup:FirewallPolicyRuleCollectionGroup", "rcg", {
                natRuleCollections: [
                    {
                        action: "Dnat",
                        rules: [
                            {
                                protocols: ["TCP"],
                                sourceAddresses: ["*"],
                                destinationPorts: "443",
                                translatedPort: 6443,
                            },
                        ],
                    },
                ],
            }),
            "open",
        ],
        [
            "classic FirewallNatRuleCollection",
            resource("azure:network/firewallNatRuleCollection:FirewallNatRuleCollection", "nat", {
                action: "Dnat",
                rules: [
                    { protocols: ["TCP"], sourceAddresses: ["*"], destinationPorts: ["6443"], translatedPort: "6443" },
                ],
            }),
            "open",
        ],
        [
            "classic FirewallNatRuleCollection from a small block",
            resource("azure:network/firewallNatRuleCollection:FirewallNatRuleCollection", "nat", {
                rules: [{ protocols: ["TCP"], sourceAddresses: ["10.0.0.0/8"], destinationPorts: ["6443"] }],
            }),
            "closed",
        ],
        [
            "versioned",
            resource("azure-native:network/v20230901:FirewallPolicyRuleCollectionGroup", "rcg", {
                ruleCollections: [{ ruleCollectionType: "FirewallPolicyNatRuleCollection", rules: [nat({})] }],
            }),
            "open",
        ],
    ])("%s", (_name, firewall, verdict) => {
        expect(judge([firewall])).toBe(verdict);
    });
});

describe("network rule", () => {
    it("that admits the internet is an advisory", () => {
        const stack = [filter({})];
        expect(judge(stack)).toBe("closed");
        expect(notes(stack).map((note) => [note.code, note.weight, note.ports?.contains(6443)])).toEqual([
            ["azure-firewall-network-rule", "advisory", true],
        ]);
    });

    it.each<[string, Resource]>([
        ["of a Deny collection", filter({}, { action: { type: "Deny" } })],
        ["from a small block", filter({ sourceAddresses: ["10.0.0.0/8"] })],
        ["for UDP", filter({ ipProtocols: ["UDP"] })],
    ])("%s says nothing", (_name, firewall) => {
        expect(notes([firewall])).toEqual([]);
    });

    it("of the classic collection is an advisory", () => {
        const rules = [{ name: "net", protocols: ["TCP"], sourceAddresses: ["0.0.0.0/0"], destinationPorts: ["6443"] }];
        const type = "azure:network/firewallNetworkRuleCollection:FirewallNetworkRuleCollection";
        expect(notes([resource(type, "net", { action: "Allow", rules })])).toHaveLength(1);
        expect(notes([resource(type, "net", { action: "Deny", rules })])).toEqual([]);
    });
});

describe("IP groups", () => {
    const byId = (...names: readonly string[]) => policy(nat({ sourceAddresses: [], sourceIpGroups: names.map(idOf) }));
    const later = (groups: readonly Resource[], count = 1) => {
        const rules = [nat({ sourceAddresses: [], sourceIpGroups: Array.from({ length: count }, () => U) })];
        return resource(
            "azure-native:network:FirewallPolicyRuleCollectionGroup",
            "rcg",
            { ruleCollections: [{ ruleCollectionType: "FirewallPolicyNatRuleCollection", rules }] },
            { from: { ruleCollections: groups } },
        );
    };
    const wide = ipGroup("wide", ["0.0.0.0/0"]);
    const small = ipGroup("small", ["203.0.113.0/24"]);
    const classic = resource("azure:network/iPGroup:IPGroup", "g", {
        name: "g",
        resourceGroupName: "rg",
        cidrs: ["0.0.0.0/0"],
    });
    const entry = resource("azure:network/iPGroupCIDR:IPGroupCIDR", "e", {
        ipGroupId: idOf("small"),
        cidr: "0.0.0.0/0",
    });
    const classicSmall = resource("azure:network/iPGroup:IPGroup", "small", {
        name: "small",
        resourceGroupName: "rg",
        cidrs: ["203.0.113.0/24"],
    });

    it.each<[string, readonly Resource[], string]>([
        ["in the stack, open", [wide, byId("wide")], "open"],
        ["in the stack, small", [small, byId("small")], "closed"],
        ["names without regard to case", [wide, byId("WIDE")], "open"],
        ["outside the stack", [byId("other")], "undecided"],
        ["an unknown id with one dependency", [small, later([small])], "closed"],
        ["an unknown id with one dependency that is open", [wide, later([wide])], "open"],
        [
            "an unknown id with several, all small",
            [small, ipGroup("s2", ["10.0.0.0/8"]), later([small, ipGroup("s2", [])])],
            "closed",
        ],
        ["an unknown id with several, one open", [small, wide, later([small, wide])], "undecided"],
        ["an unknown id without dependency", [small, later([])], "undecided"],
        ["a group of unknown entries", [ipGroup("g", U), byId("g")], "undecided"],
        ["a group with ranges a-b", [ipGroup("g", ["10.0.0.1-10.0.0.9"]), byId("g")], "closed"],
        ["a classic group", [classic, byId("g")], "open"],
        ["an entry that is a resource of its own", [classicSmall, entry, byId("small")], "open"],
        ["a group by itself is no firewall", [wide], "closed"],
    ])("%s", (_name, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });
});
