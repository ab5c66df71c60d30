import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource, Value } from "../../../src/value.js";
import { group, judge, resource, rule, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const admin = (name: string, properties: Properties = {}, given = {}) =>
    resource(
        "azure-native:network:AdminRule",
        name,
        {
            resourceGroupName: "rg",
            networkManagerName: "nm",
            configurationName: "c",
            ruleCollectionName: "rc",
            kind: "Custom",
            access: "AlwaysAllow",
            direction: "Inbound",
            priority: 100,
            protocol: "Tcp",
            sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
            destinationPortRanges: ["6443"],
            ...properties,
        },
        given,
    );
const configuration = (name: string) =>
    resource("azure-native:network:SecurityAdminConfiguration", name, {
        resourceGroupName: "rg",
        networkManagerName: "nm",
    });
const c = configuration("c");
const later = { configurationName: U };

it.each<[string, readonly Resource[], string]>([
    ["AlwaysAllow from the internet", [admin("a")], "open"],
    ["Allow leaves the answer to the groups", [admin("a", { access: "Allow" })], "closed"],
    ["Deny", [admin("a", { access: "Deny" })], "closed"],
    ["alwaysallow in lower case", [admin("a", { access: "alwaysallow" })], "open"],
    ["AlwaysAllow Outbound", [admin("a", { direction: "Outbound" })], "closed"],
    ["AlwaysAllow for UDP", [admin("a", { protocol: "Udp" })], "closed"],
    ["AlwaysAllow for Any", [admin("a", { protocol: "Any" })], "open"],
    ["AlwaysAllow of other ports", [admin("a", { destinationPortRanges: ["22", "443"] })], "closed"],
    ["AlwaysAllow without ports is every port", [admin("a", { destinationPortRanges: [] })], "open"],
    ["AlwaysAllow from a small block", [admin("a", { sources: [{ addressPrefix: "10.0.0.0/8" }] })], "closed"],
    [
        "AlwaysAllow from the tag Internet",
        [admin("a", { sources: [{ addressPrefix: "Internet", addressPrefixType: "ServiceTag" }] })],
        "open",
    ],
    ["AlwaysAllow without sources may have lost them in a preview", [admin("a", { sources: [] })], "undecided"],
    [
        "a Deny of lower priority in one configuration",
        [admin("a"), admin("d", { access: "Deny", priority: 50 })],
        "closed",
    ],
    ["a Deny of higher priority", [admin("a"), admin("d", { access: "Deny", priority: 150 })], "open"],
    [
        "an Allow in front ends the evaluation as well",
        [admin("a"), admin("p", { access: "Allow", priority: 50 })],
        "closed",
    ],
    [
        "a Deny of another configuration",
        [admin("a"), admin("d", { access: "Deny", priority: 50, configurationName: "other" })],
        "open",
    ],
    [
        "a Deny of another network manager",
        [admin("a"), admin("d", { access: "Deny", priority: 50, networkManagerName: "other" })],
        "open",
    ],
    ["equal priority: the Deny clears nothing", [admin("a"), admin("d", { access: "Deny" })], "open"],
    [
        "one configuration by dependency",
        [
            c,
            admin("a", later, { from: { configurationName: [c] } }),
            admin("d", { ...later, access: "Deny", priority: 50 }, { from: { configurationName: [c] } }),
        ],
        "closed",
    ],
    [
        "a Deny does not clear a network security group",
        [group(rule({ sourceAddressPrefix: "*" })), admin("d", { access: "Deny" })],
        "open",
    ],
    ["AlwaysAllow skips the network security group", [group(), admin("a")], "open"],
    ["unknown access", [admin("a", { access: U })], "undecided"],
    ["unknown sources", [admin("a", { sources: U })], "undecided"],
    [
        "unknown priority beside a Deny",
        [admin("a", { priority: U }), admin("d", { access: "Deny", priority: 50 })],
        "undecided",
    ],
    [
        "unknown priority beside a Deny at the minimum",
        [admin("a", { priority: U }), admin("d", { access: "Deny", priority: 1 })],
        "closed",
    ],
])("%s", (_name, resources, verdict) => {
    expect(judge(resources)).toBe(verdict);
});

it.each<[string, string, string]>([
    ["a Deny in the same configuration", "c", "closed"],
    ["a Deny in another configuration", "other", "open"],
])("classic: %s", (_name, configurationName, verdict) => {
    const classic = (name: string, of: string, properties: Properties) => {
        const manager = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkManagers/nm";
        return resource("azure:network/networkManagerAdminRule:NetworkManagerAdminRule", name, {
            adminRuleCollectionId: `${manager}/securityAdminConfigurations/${of}/ruleCollections/rc`,
            direction: "Inbound",
            protocol: "Tcp",
            sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
            destinationPortRanges: ["6443"],
            ...properties,
        });
    };
    const rules = [
        classic("a", "c", { action: "AlwaysAllow", priority: 100 }),
        classic("d", configurationName, { action: "Deny", priority: 50 }),
    ];
    expect(judge(rules)).toBe(verdict);
});

it("DefaultAdminRule has a flag and no content", () => {
    expect(
        composeFirewalls([resource("azure-native:network:DefaultAdminRule", "d", { flag: "AllowVnetInbound" })]),
    ).toEqual([]);
});

const networkGroup = { addressPrefix: "/s/networkManagers/nm/networkGroups/spokes", addressPrefixType: "NetworkGroup" };

it.each<[string, Properties, string]>([
    ["a network group is inside", { sources: [networkGroup] }, "closed"],
    ["a network group that is not known is inside", { sources: [{ ...networkGroup, addressPrefix: U }] }, "closed"],
    ["a network group beside everybody", { sources: [networkGroup, { addressPrefix: "Internet" }] }, "open"],
    ["an unknown prefix without a type", { sources: [{ addressPrefix: U }] }, "undecided"],
])("AlwaysAllow from %s", (_name, properties, verdict) => {
    expect(judge([admin("a", properties)])).toBe(verdict);
});

it("a Deny to one network group leaves the others open", () => {
    const deny = admin("d", { access: "Deny", priority: 50, destinations: [networkGroup] });
    expect(judge([admin("a"), deny])).toBe("open");
    expect(judge([admin("a", { destinations: [networkGroup] }), deny])).toBe("closed");
});

const userRule = (properties: Properties) =>
    resource("azure-native:network:SecurityUserRule", "u", {
        direction: "Inbound",
        protocol: "Tcp",
        sources: [{ addressPrefix: "*" }],
        destinationPortRanges: ["6443"],
        ...properties,
    });

it.each<[string, Resource, string]>([
    ["a user rule lets in what it names", userRule({}), "open"],
    ["a user rule for one block", userRule({ sources: [{ addressPrefix: "203.0.113.0/24" }] }), "closed"],
    ["a user rule for another port", userRule({ destinationPortRanges: ["22"] }), "closed"],
    ["an outbound user rule", userRule({ direction: "Outbound" }), "closed"],
    ["a user rule with an unknown source", userRule({ sources: [{ addressPrefix: U }] }), "undecided"],
    ["a user rule in its older form", { ...userRule({}), type: "azure-native:network:UserRule" }, "open"],
])("%s", (_name, one, verdict) => {
    expect(judge([one])).toBe(verdict);
});
