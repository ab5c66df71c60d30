import { expect, it } from "vitest";
import { readSecurityRule } from "../../src/cloud/azure/security-rule.js";
import { sourceReasons } from "../../src/cloud/source-reasons.js";
import { Field } from "../../src/field.js";
import { contributionsOf } from "../../src/stack/contributions-of.js";
import { composeFirewalls } from "../../src/stack/stack.js";
import { type Resource, Secret, Unknown, type Value } from "../../src/value.js";

const small = Array.from({ length: 60 }, (_, index) => `10.${index}.0.0/16`);

it.each<[string, readonly Value[], readonly string[]]>([
    ["each of a few sources", ["8.8.8.8", "10.0.0.0/8"], ['list[0] is "8.8.8.8"', 'list[1] is "10.0.0.0/8"']],
    ["the open one of many", [...small, "0.0.0.0/0", ...small], ['list[60] is "0.0.0.0/0"', "120 more sources"]],
    [
        "two halves of the internet, in the order of the list",
        ["128.0.0.0/1", ...small, "0.0.0.0/1"],
        ['list[0] is "128.0.0.0/1"', 'list[61] is "0.0.0.0/1"', "60 more sources"],
    ],
    [
        "the widest of many",
        ["8.0.0.0/24", "9.0.0.0/16", "11.0.0.0/20", "12.0.0.0/8", "2600::/20"],
        ['list[1] is "9.0.0.0/16"', 'list[3] is "12.0.0.0/8"', 'list[4] is "2600::/20"', "2 more sources"],
    ],
    [
        "words and unknown values before blocks",
        [...small, "Internet", new Unknown(), "8.0.0.0/9"],
        ['list[60] is "Internet"', "list[61] is [unknown]", 'list[62] is "8.0.0.0/9"', "60 more sources"],
    ],
    [
        "the first of many that let nobody in from the internet",
        small,
        ['list[0] is "10.0.0.0/16"', 'list[1] is "10.1.0.0/16"', 'list[2] is "10.2.0.0/16"', "57 more sources"],
    ],
    [
        "no secret picked out by its value",
        [...small.slice(0, 3), "10.9.0.0/16", new Secret("0.0.0.0/0")],
        ['list[0] is "10.0.0.0/16"', 'list[1] is "10.1.0.0/16"', 'list[2] is "10.2.0.0/16"', "2 more sources"],
    ],
])("tells %s", (_name, values, expected) => {
    expect(sourceReasons(new Field(values, "list").items())).toEqual(expected);
});

const because = (properties: { readonly [key: string]: Value }) =>
    readSecurityRule({
        resource: "urn:nsg",
        field: new Field({ access: "Allow", direction: "Inbound", priority: 100, protocol: "Tcp", ...properties }, "r"),
        separate: false,
        name: "r",
    })[0]?.because;

it("says of a security rule what counts as everyone, or as every port", () => {
    expect(because({ destinationPortRange: "6443" })).toEqual([
        "no source is named, which counts as everyone",
        'protocol is "Tcp"',
        'destinationPortRange is "6443"',
    ]);
    expect(because({ sourceAddressPrefix: "0/0" })).toEqual([
        'sourceAddressPrefix is "0/0", which is no address prefix and counts as everyone',
        'protocol is "Tcp"',
        "no destination port is named, which counts as every port",
    ]);
    expect(because({ sourceAddressPrefix: "*", destinationPortRange: "*" })?.[0]).toBe('sourceAddressPrefix is "*"');
    expect(because({ sourceAddressPrefix: new Secret("0/0"), destinationPortRange: "*" })?.[0]).toBe(
        "sourceAddressPrefix is [secret]",
    );
    const groups = [{ id: "/clients" }];
    expect(because({ sourceApplicationSecurityGroups: groups, destinationPortRange: "*" })).toEqual([
        'protocol is "Tcp"',
        'destinationPortRange is "*"',
    ]);
});

it("says of a firewall of Google which range counts as everyone", () => {
    const [one] = composeFirewalls([
        {
            urn: "urn:f",
            type: "gcp:compute/firewall:Firewall",
            name: "f",
            properties: { network: "n", sourceRanges: ["10.0.0.0/8", "Internet"], allows: [{ protocol: "tcp" }] },
        },
    ]);
    expect(one?.rules[0]?.because.slice(0, 2)).toEqual([
        'sourceRanges[0] is "10.0.0.0/8"',
        'sourceRanges[1] is "Internet", which is no address block and counts as everyone',
    ]);
});

const mixed = [...small.slice(0, 20), "0.0.0.0/0", ...small.slice(20)];

it.each<readonly [string, object]>([
    ["aws:ec2/securityGroup:SecurityGroup", { ingress: [{ protocol: "-1", cidrBlocks: mixed }] }],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", protocol: "-1", cidrBlocks: mixed }],
    ["aws:eks/cluster:Cluster", { vpcConfig: { publicAccessCidrs: mixed } }],
    ["azure-native:containerservice:ManagedCluster", { apiServerAccessProfile: { authorizedIPRanges: mixed } }],
    ["gcp:compute/firewall:Firewall", { network: "n", allows: [{ protocol: "tcp" }], sourceRanges: mixed }],
    ["digitalocean:index/firewall:Firewall", { inboundRules: [{ protocol: "tcp", sourceAddresses: mixed }] }],
    ["hcloud:index/firewall:Firewall", { rules: [{ direction: "in", protocol: "tcp", sourceIps: mixed }] }],
    ["linode:index/firewall:Firewall", { inbounds: [{ action: "ACCEPT", protocol: "TCP", ipv4s: mixed }] }],
    ["civo:index/firewallRule:FirewallRule", { direction: "ingress", action: "allow", cidrs: mixed }],
    ["ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions", { kubeId: "k", ips: mixed }],
])("are told of %s with the open one among them", (type, properties) => {
    const resource = { urn: "urn:a", type, name: "a", properties: properties as Resource["properties"] };
    const reasons = contributionsOf(resource).flatMap(({ rules }) => rules.flatMap(({ because }) => because));
    expect(reasons.filter((reason) => reason.endsWith('is "0.0.0.0/0"')).length).toBeGreaterThan(0);
});
