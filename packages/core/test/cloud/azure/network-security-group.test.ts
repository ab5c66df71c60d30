import { describe, expect, it } from "vitest";
import { readerForToken } from "../../../src/cloud/azure/index.js";
import { tcp } from "../../../src/point.js";
import { redundantRules } from "../../../src/redundant-rules.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource, Value } from "../../../src/value.js";
import { exposures, group, judge, notes, resource, rule, separate, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const open = { sourceAddressPrefix: "*" };
const denyAll = { ...open, name: "no", priority: 200, access: "Deny" };

/** A group whose name is made up by the provider, so that nobody knows it in a preview. */
function unnamed(name: string, ...securityRules: readonly Properties[]): Resource {
    return resource("azure-native:network:NetworkSecurityGroup", name, { resourceGroupName: U, securityRules });
}

function of(groups: readonly Resource[], name: string, properties: Properties): Resource {
    return separate(
        name,
        { ...properties, networkSecurityGroupName: U, resourceGroupName: U },
        { from: { networkSecurityGroupName: groups } },
    );
}

describe("inline and separate rules are one list per group", () => {
    const a = unnamed("a", rule(denyAll));
    const b = unnamed("b", rule(denyAll));
    const bare = unnamed("bare");
    it.each<[string, readonly Resource[], string]>([
        ["an inline deny hides a separate allow", [group(rule(denyAll)), separate("api", open)], "closed"],
        ["a separate deny hides an inline allow", [group(rule(open)), separate("no", { ...denyAll })], "closed"],
        [
            "a separate allow in front is open",
            [group(rule(denyAll)), separate("api", { ...open, priority: 150 })],
            "open",
        ],
        [
            "names and resource groups are compared without regard to case",
            [
                group(rule(denyAll)),
                separate("api", { ...open, networkSecurityGroupName: "NSG", resourceGroupName: "RG" }),
            ],
            "closed",
        ],
        [
            "another resource group is another group",
            [group(rule(denyAll)), separate("api", { ...open, resourceGroupName: "other" })],
            "open",
        ],
        [
            "another name is another group",
            [group(rule(denyAll)), separate("api", { ...open, networkSecurityGroupName: "other" })],
            "open",
        ],
        [
            "equal priority inline and separate: that deny clears nothing",
            [group(rule(denyAll)), separate("api", { ...open, priority: 200 })],
            "open",
        ],
        [
            "equal name inline and separate, in another case: that deny clears nothing",
            [group(rule(denyAll)), separate("NO", { ...open, priority: 300 })],
            "open",
        ],
        [
            "two separate rules of one group outside the stack",
            [separate("api", open), separate("no", denyAll)],
            "closed",
        ],
        ["a separate rule of a group outside the stack is judged alone", [separate("api", open)], "open"],
        [
            "halves in an inline and a separate rule are everything",
            [group(rule({ sourceAddressPrefix: "8.0.0.0/13" })), separate("b", { sourceAddressPrefix: "9.0.0.0/13" })],
            "open",
        ],
        [
            "the same block twice counts once",
            [
                group(rule({ sourceAddressPrefix: "8.0.0.0/13" })),
                separate("b", { sourceAddressPrefix: "8.0.0.0/13", priority: 301 }),
            ],
            "closed",
        ],
        [
            "the id of a group in place of its name",
            [
                group(rule(denyAll)),
                separate("api", {
                    ...open,
                    networkSecurityGroupName:
                        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg",
                }),
            ],
            "closed",
        ],
        [
            "an auto-named group: the dependency of networkSecurityGroupName leads to it",
            [a, of([a], "api", open)],
            "closed",
        ],
        ["an auto-named group without a deny", [bare, of([bare], "api", open)], "open"],
        ["several dependencies, all with the deny", [a, b, of([a, b], "api", open)], "closed"],
        ["several dependencies, one with the deny", [a, bare, of([a, bare], "api", open)], "undecided"],
        [
            "several dependencies, none with a deny",
            [bare, unnamed("bare2"), of([bare, unnamed("bare2")], "api", open)],
            "open",
        ],
        [
            "a deny with several dependencies clears nothing",
            [unnamed("c", rule(open)), bare, of([unnamed("c"), bare], "no", denyAll)],
            "undecided",
        ],
        [
            "several dependencies, a deny behind the rule in one of them",
            [unnamed("late", rule({ ...denyAll, priority: 4000 })), bare, of([unnamed("late"), bare], "api", open)],
            "open",
        ],
        [
            "several dependencies, and a deny of a group that is not known",
            [
                unnamed("late", rule({ ...denyAll, priority: 4000 })),
                bare,
                of([unnamed("late"), bare], "api", open),
                separate("no", { ...denyAll, networkSecurityGroupName: U }),
            ],
            "undecided",
        ],
        [
            "a rule of a group that is not known, beside a group with a deny behind it",
            [group(rule({ ...denyAll, priority: 4000 })), separate("api", { ...open, networkSecurityGroupName: U })],
            "open",
        ],
        [
            "a rule of a group that is not known, beside a group with a deny before it",
            [group(rule(denyAll)), separate("api", { ...open, networkSecurityGroupName: U })],
            "undecided",
        ],
        [
            "a deny of a group that is not known may hide a rule of any group",
            [group(rule(open)), separate("no", { ...denyAll, networkSecurityGroupName: U })],
            "undecided",
        ],
        [
            "a deny of a group that is not known, beside a group outside the stack",
            [separate("api", open), separate("no", { ...denyAll, networkSecurityGroupName: U })],
            "undecided",
        ],
        [
            "a deny of a group in a resource group that is not known",
            [separate("api", open), separate("no", { ...denyAll, resourceGroupName: U })],
            "undecided",
        ],
        [
            "a deny of a group that is not known, in another resource group",
            [group(rule(open)), separate("no", { ...denyAll, networkSecurityGroupName: U, resourceGroupName: "q" })],
            "open",
        ],
        [
            "a deny of a group that is not known, which hides nothing of the port",
            [
                group(rule(open)),
                separate("no", { ...denyAll, networkSecurityGroupName: U, destinationPortRange: "22" }),
            ],
            "open",
        ],
        [
            "a deny of a group that is not known, of another subscription",
            [
                { ...group(rule(open)), provider: "urn:pulumi:dev::shop::pulumi:providers:azure-native::a" },
                separate(
                    "no",
                    { ...denyAll, networkSecurityGroupName: U },
                    { provider: "urn:pulumi:dev::shop::pulumi:providers:azure-native::b" },
                ),
            ],
            "open",
        ],
        [
            "a dependency of another property is no link",
            [
                a,
                separate(
                    "api",
                    { ...open, networkSecurityGroupName: "x", resourceGroupName: "rg" },
                    { from: { resourceGroupName: [a] } },
                ),
            ],
            "open",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });

    it("crowds of denies of groups that are not known leave every rule undecided", () => {
        const many = (count: number, make: (index: number) => Resource) =>
            Array.from({ length: count }, (_, i) => make(i));
        const denies = many(210, (i) => separate(`no${i}`, { ...denyAll, networkSecurityGroupName: U }));
        const groups = many(210, (i) =>
            resource("azure-native:network:NetworkSecurityGroup", `g${i}`, { securityRules: [rule(open)] }),
        );
        const verdicts = exposures([...denies, ...groups]).map(({ verdict }) => verdict);
        expect(verdicts.filter((verdict) => verdict === "undecided")).toHaveLength(210);
        expect(verdicts).not.toContain("open");
    });

    it("the order of the resources changes nothing", () => {
        const resources = [separate("api", open), group(rule(denyAll)), separate("other", { priority: 400, ...open })];
        expect(judge(resources)).toBe(judge(resources.toReversed()));
    });

    it("is reported on the group, with all its members", () => {
        const [firewall, ...others] = composeFirewalls([group(rule(denyAll)), separate("api", open)]);
        expect(others).toEqual([]);
        expect(firewall?.subject).toMatch(/NetworkSecurityGroup::nsg$/);
        expect(firewall?.members).toHaveLength(2);
    });
});

describe("types", () => {
    it.each([
        "azure-native:network:NetworkSecurityGroup",
        "azure-native:network/v20230201:NetworkSecurityGroup",
        "azure-native:network/v20150501preview:NetworkSecurityGroup",
        "azure-native_network_v20230201:network/v20230201:NetworkSecurityGroup",
        "azure-native_network_v20230201:network:NetworkSecurityGroup",
        "azure-native_network_v20230201:index:NetworkSecurityGroup",
        "azure-nextgen:network/latest:NetworkSecurityGroup",
        "azure-nextgen:network/v20200601:NetworkSecurityGroup",
        "azure:network/networkSecurityGroup:NetworkSecurityGroup",
        "azurerm:index/networkSecurityGroup:NetworkSecurityGroup",
    ])("%s", (type) => {
        expect(judge([resource(type, "nsg", { name: "nsg", securityRules: [rule(open)] })])).toBe("open");
    });

    it.each([
        "azure-native:network:SecurityRule",
        "azure-native:azurestackhci:SecurityRule",
        "azure-native:network/v20230201:SecurityRule",
        "azure-native_network_v20230201:network/v20230201:SecurityRule",
        "azure-nextgen:network/latest:SecurityRule",
        "azure:network/networkSecurityRule:NetworkSecurityRule",
        "azurerm:index/networkSecurityRule:NetworkSecurityRule",
    ])("%s", (type) => {
        expect(judge([resource(type, "api", rule(open))])).toBe("open");
    });

    it("a Terraform module writes its own spelling", () => {
        const rules = {
            name: "api",
            priority: 100,
            direction: "Inbound",
            access: "Allow",
            protocol: "Tcp",
            source_address_prefix: "*",
            destination_port_range: "6443",
        };
        expect(judge([resource("vnet:tf:azurerm_network_security_group", "nsg", { security_rule: [rules] })])).toBe(
            "open",
        );
    });

    it.each([
        "azure-native:network:Subnet",
        "azure-native:network:NetworkInterface",
        "azure-native:network:DefaultAdminRule",
        "azure-native:network:VirtualNetwork",
    ])("%s is not judged, a group nested in it is a mere reference", (type) => {
        expect(
            composeFirewalls([
                resource(type, "x", {
                    networkSecurityGroup: { securityRules: [rule(open)] },
                    flag: "AllowVnetInbound",
                }),
            ]),
        ).toEqual([]);
    });

    it.each<[string, Properties]>([
        [
            "azure-native:network:LoadBalancer",
            { loadBalancingRules: [{ frontendPort: 6443, backendPort: 6443, protocol: "Tcp" }] },
        ],
        ["azure-native:network:InboundNatRule", { frontendPort: 6443, backendPort: 6443, protocol: "Tcp" }],
    ])("%s is ok by itself: the group behind it decides", (type, properties) => {
        expect(composeFirewalls([resource(type, "lb", properties)])).toEqual([]);
    });
});

describe("classic", () => {
    const classic = (...securityRules: readonly Properties[]) =>
        resource("azure:network/networkSecurityGroup:NetworkSecurityGroup", "nsg", {
            name: "nsg",
            resourceGroupName: "rg",
            securityRules,
        });
    const classicRule = (properties: Properties) =>
        resource("azure:network/networkSecurityRule:NetworkSecurityRule", String(properties["name"]), {
            resourceGroupName: "rg",
            networkSecurityGroupName: "nsg",
            ...rule(properties),
        });

    it.each<[string, readonly Resource[], string]>([
        ["a group and its separate rule", [classic(rule(denyAll)), classicRule({ ...open, name: "api" })], "closed"],
        [
            "a native group and a classic rule: sums count",
            [
                group(rule({ sourceAddressPrefix: "8.0.0.0/13" })),
                classicRule({ name: "b", priority: 301, sourceAddressPrefix: "9.0.0.0/13" }),
            ],
            "open",
        ],
        [
            "lists of application security group ids",
            [classic(rule({ sourceApplicationSecurityGroupIds: ["/subscriptions/s/asg", U] }))],
            "closed",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });
});

describe("a default route widens VirtualNetwork", () => {
    const route = (properties: Properties) =>
        resource("azure-native:network:Route", "r", { addressPrefix: "0.0.0.0/0", ...properties });
    const table = resource("azure-native:network:RouteTable", "t", {
        routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" }],
    });

    it.each<[string, readonly Resource[]]>([
        ["a route to an appliance", [group(), route({ nextHopType: "VirtualAppliance" })]],
        ["a route to a gateway", [group(), route({ nextHopType: "VirtualNetworkGateway" })]],
        ["a route table", [group(), table]],
        ["half of everything", [group(), route({ addressPrefix: "128.0.0.0/1", nextHopType: "VirtualAppliance" })]],
        ["every IPv6 address", [group(), route({ addressPrefix: "::/0", nextHopType: "VirtualAppliance" })]],
        [
            "a classic route table",
            [
                group(),
                resource("azure:network/routeTable:RouteTable", "t", {
                    routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" }],
                }),
            ],
        ],
    ])("%s is mentioned", (_name, resources) => {
        expect(notes(resources).map((note) => [note.code, note.weight])).toEqual([
            ["virtual-network-widened", "advisory"],
        ]);
        expect(judge(resources)).toBe("closed");
    });

    it.each<[string, readonly Resource[]]>([
        ["a route to the internet", [group(), route({ nextHopType: "Internet" })]],
        [
            "a route of a small block",
            [group(), route({ addressPrefix: "10.1.0.0/16", nextHopType: "VirtualAppliance" })],
        ],
        [
            "a route of a public block that is small",
            [group(), route({ addressPrefix: "8.8.0.0/16", nextHopType: "VirtualAppliance" })],
        ],
        [
            "a group that denies VirtualNetwork first",
            [group(rule({ name: "no", access: "Deny", sourceAddressPrefix: "*" })), table],
        ],
    ])("%s is not", (_name, resources) => {
        expect(notes(resources)).toEqual([]);
    });
});

it("the witness names the rule and the property that opens it", () => {
    const [one] = exposures([group(rule({ ...open, destinationPortRange: "6000-7000" }))]);
    expect(one?.witness?.rule.name).toBe("api");
    expect(one?.witness?.rule.because).toEqual([
        'sourceAddressPrefix is "*"',
        'protocol is "Tcp"',
        'destinationPortRange is "6000-7000"',
    ]);
});

it.each([
    "azure-native:network:ApplicationSecurityGroup",
    "azure-native:network:FirewallPolicy",
    "azure-native:network/v20230901:WebApplicationFirewallPolicy",
    "azure-native:sql:FirewallRule",
    "azure-native:dbforpostgresql:FirewallRule",
    "azure-native:redis:FirewallRule",
    "azure:network/applicationSecurityGroup:ApplicationSecurityGroup",
    "azure:network/firewall:Firewall",
    "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation",
    "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation",
    "azure-native:awsconnector:Ec2SecurityGroup",
    "azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy",
    "azure:frontdoor/firewallPolicy:FirewallPolicy",
    "azure:hdinsight/kafkaCluster:KafkaCluster",
    "azure:netapp/volumeGroupOracle:VolumeGroupOracle",
    "azure:privatelink/applicationSecurityGroupAssociation:ApplicationSecurityGroupAssociation",
    "azure:signalr/serviceNetworkAcl:ServiceNetworkAcl",
    "azure:postgresql/firewallRule:FirewallRule",
    "azure:mssql/firewallRule:FirewallRule",
])("%s looks like a firewall and decides nothing about the port", (type) => {
    expect(readerForToken(type)?.(resource(type, "x", { startIpAddress: "0.0.0.0" }))).toEqual([]);
});

it.each([
    "azure-native:network:NatGateway",
    "azure:paloalto/nextGenerationFirewallVirtualNetworkLocalRulestack:X",
    "aws:ec2/securityGroup:SecurityGroup",
])("%s has no reader here", (type) => {
    expect(readerForToken(type)).toBeUndefined();
});

it("says that a rule depends on which group it belongs to", () => {
    const denying = group(rule({ name: "no", priority: 100, access: "Deny", sourceAddressPrefix: "*" }));
    const open = { sourceAddressPrefix: "*", priority: 300, networkSecurityGroupName: U };
    const causes = exposures([denying, separate("api", open)]).flatMap((one) => one.causes);
    expect(causes.map((cause) => [cause.at, cause.kind])).toEqual([["networkSecurityGroupName", "unknown"]]);
});

it("names the rules of a group that others make needless, and none of the default rules", () => {
    const named = (name: string, priority: number, sourceAddressPrefix: string, more: Properties = {}) =>
        rule({ name, priority, sourceAddressPrefix, ...more });
    const [firewall] = composeFirewalls([
        group(
            named("office", 100, "198.51.100.0/28"),
            named("host", 110, "203.0.113.7", { destinationAddressPrefix: "10.0.0.4" }),
            named("again", 120, "198.51.100.8"),
            named("offices", 130, "198.51.100.0/24"),
            named("vpn", 140, "203.0.113.0/24", { destinationAddressPrefix: "10.0.0.0/24" }),
            named("no", 4096, "*", { access: "Deny" }),
        ),
    ]);
    const found = redundantRules(firewall?.rules ?? [], tcp(6443));
    expect(found.map((one) => [one.rule.name, one.kind, one.by.map(({ name }) => name)])).toEqual([
        ["again", "shadowed", ["office"]],
        ["office", "redundant", []],
        ["host", "redundant", []],
    ]);
});
