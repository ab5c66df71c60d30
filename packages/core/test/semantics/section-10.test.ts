import { describe, expect, it } from "vitest";
import { IpSet } from "../../src/ip-set.js";
import { Secret, type Value } from "../../src/value.js";
import { type Given, judge, U, type Verdict, verdictOn } from "../corpus.js";
import { aclEntry, eks, networkAcl, securityGroup, securityGroupRule, tcp6443, traffic } from "../given/aws.js";
import { aks, networkSecurityGroup, nsgRule } from "../given/azure.js";
import { gcpFirewall } from "../given/gcp.js";

const ANYONE = "0.0.0.0/0";
const SMALL = "198.51.100.0/24";
/** Each half is under the limit of 2^20 addresses, both together are not. */
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;

type Row = readonly [row: string, verdict: Verdict | readonly Verdict[], given: readonly Given[]];

const allow = (more: Given["props"]) => nsgRule(200, "Allow", { sourceAddressPrefix: "*", ...more });
const deny = (more: Given["props"]) => nsgRule(100, "Deny", { sourceAddressPrefix: "*", protocol: "*", ...more });

function ports(from: Value, to: Value): Given {
    return securityGroup({ protocol: "tcp", fromPort: from, toPort: to, cidrBlocks: [ANYONE] });
}

function sources(cidrBlocks: Value): Given {
    return securityGroup(tcp6443({ cidrBlocks }));
}

const KEYS: readonly Row[] = [
    [
        "snake_case under a bridged provider: read",
        "violation",
        [securityGroup({ protocol: "tcp", from_port: 6443, to_port: 6443, cidr_blocks: [ANYONE] })],
    ],
    [
        "snake_case and camelCase both present: union",
        "violation",
        [securityGroup(tcp6443({ cidrBlocks: [SMALL], cidr_blocks: [ANYONE] }))],
    ],
    [
        "snake_case and camelCase of one single value: either may win",
        "indeterminate",
        [securityGroup({ protocol: "tcp", fromPort: 443, from_port: 6444, toPort: 7000, cidrBlocks: [ANYONE] })],
    ],
    [
        "a key inside a rule that is neither: undecided if it could widen",
        "indeterminate",
        [securityGroup(tcp6443({ cidrBlocks: [SMALL], cidrBlock: ANYONE }))],
    ],
    [
        "a key inside a rule that is neither: no matter where the port does not fit",
        "ok",
        [securityGroup(traffic("tcp", 443, 443, { cidrBlocks: [SMALL], cidrBlock: ANYONE }))],
    ],
];

const PORTS: readonly Row[] = [
    ["fractional ports: the truncated range holds P", "violation", [ports(6443.7, 6443.9)]],
    ["fractional ports: the raw range holds P", "violation", [ports(6442.5, 6443.5)]],
    ["fractional ports as text", "violation", [ports("6443.5", "6443.5")]],
    ["a fraction that is cut to -1", "violation", [ports(-1.5, -1.5)]],
    ["NaN", "violation", [ports(Number.NaN, Number.NaN)]],
    ["infinities", "violation", [ports(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)]],
    ["0x192B", "violation", [ports("0x192B", "0x192B")]],
    [" 6443", "violation", [ports(" 6443", " 6443")]],
    ["leading zeros, which may be octal: 014453", "violation", [ports("014453", "014453")]],
    [
        "leading zeros in a port range of text",
        "violation",
        [networkSecurityGroup(allow({ destinationPortRange: "014453" }))],
    ],
    ["6e3", "violation", [ports("6e3", "6e3")]],
    ["unicode digits in a port", "violation", [ports("\uff16\uff14\uff14\uff13", "\uff16\uff14\uff14\uff13")]],
    ["numbers as decimal text are numbers: 443 to 10000", "violation", [ports("443", "10000")]],
    ["never compared as text: 7 to 600", "ok", [ports("7", "600")]],
    ["ports above 65535: any verdict", ["ok", "violation"], [ports(70000, 80000)]],
    ["swapped bounds: any verdict", ["ok", "violation"], [ports(7000, 6000)]],
    ["huge numbers: any verdict", ["ok", "violation"], [ports(-1e308, 1e308)]],
    [
        "odd ports of a deny clear nothing for sure",
        "indeterminate",
        [networkSecurityGroup(deny({ destinationPortRange: " 6443" }), allow({}))],
    ],
];

const PRIORITIES: readonly Row[] = [
    [
        "priority as text: a number, 1000 after 200",
        "violation",
        [networkSecurityGroup(deny({ priority: "1000" }), allow({ priority: "200" }))],
    ],
    [
        "rule number as text: 10 after 9",
        "violation",
        [
            networkAcl(
                { ...aclEntry(0, "deny", "-1", { cidrBlock: ANYONE }), ruleNo: "10" },
                { ...aclEntry(0, "allow", "-1", { cidrBlock: ANYONE }), ruleNo: "9" },
            ),
        ],
    ],
    [
        "equal priority inside one NSG: that deny clears nothing",
        "violation",
        [networkSecurityGroup(deny({ priority: 200 }), allow({ priority: 200 }))],
    ],
    [
        "equal rule name inside one NSG: that deny clears nothing",
        "violation",
        [networkSecurityGroup(deny({ name: "same" }), allow({ name: "SAME" }))],
    ],
];

const SWITCHES: readonly Row[] = [
    ["booleans as text: false, of any case", "ok", [eks({ endpointPublicAccess: "False" })]],
    ["booleans as text: true", "ok", [aks({ apiServerAccessProfile: { enablePrivateCluster: "TRUE" } })]],
    ["any other text takes both values", "indeterminate", [eks({ endpointPublicAccess: "no" })]],
    ["a number takes both values", "indeterminate", [eks({ endpointPublicAccess: 0 })]],
];

const ADDRESSES: readonly Row[] = [
    ["AWS empty text: everything", "violation", [sources([""])]],
    ["null in a list: undecided", "indeterminate", [sources([null])]],
    ["null where a list belongs: undecided", "indeterminate", [sources(null)]],
    ["an object where an address belongs: undecided", "indeterminate", [sources([{}])]],
    ["a number where an address belongs: undecided", "indeterminate", [sources([5])]],
    ["a list in a list: undecided", "indeterminate", [sources([[ANYONE]])]],
    ["zone ids: everything", "violation", [sources(["fe80::1%eth0/64"])]],
    ["leading zeros: everything", "violation", [sources(["010.0.0.0/8"])]],
    ["leading zeros of a prefix length: everything", "violation", [sources(["10.0.0.0/08"])]],
    ["unicode digits: everything", "violation", [sources(["\uff11\uff10.0.0.0/8"])]],
    ["zero-width characters: everything", "violation", [sources(["10.0.0.0/8\u200b"])]],
    ["a secret address is judged like any other", "violation", [sources([new Secret(ANYONE)])]],
    ["a secret list is judged like any other", "violation", [sources(new Secret([ANYONE]))]],
    ['EKS publicAccessCidrs [""]: open', "violation", [eks({ publicAccessCidrs: [""] })]],
    ["EKS list that a filter emptied: open", "violation", [eks({ publicAccessCidrs: [] })]],
    ['AKS authorizedIPRanges [""]: open', "violation", [aks({ apiServerAccessProfile: { authorizedIPRanges: [""] } })]],
    [
        "AKS list that a filter emptied: open",
        "violation",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: [] } })],
    ],
    ...["0/0", "0.0.0.0/00", "00.0.0.0/0", "010.0.0.0/8", "10.0.0.0,11.0.0.0", "1.2.3"].map(
        (text): Row => [
            `Azure prefix that is no valid prefix: ${text}`,
            "violation",
            [networkSecurityGroup(allow({ sourceAddressPrefix: text }))],
        ],
    ),
    [
        "stand-alone rule that fits P and has no source: undecided",
        "indeterminate",
        [securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443 })],
    ],
    [
        "stand-alone rule that does not fit P and has no source",
        "ok",
        [securityGroupRule({ protocol: "tcp", fromPort: 443, toPort: 443 })],
    ],
];

function azureFirewall(source: string): Given {
    return {
        type: "azure-native:network:AzureFirewall",
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
                            sourceAddresses: [source],
                            destinationAddresses: ["20.0.0.1"],
                            destinationPorts: ["6443"],
                            translatedAddress: "10.0.0.4",
                            translatedPort: "6443",
                        },
                    ],
                },
            ],
        },
    };
}

const RANGES: readonly Row[] = [
    ["Azure Firewall ranges a-b: computed, wide", "violation", [azureFirewall("8.0.0.0-8.15.255.255")]],
    ["Azure Firewall ranges a-b: computed, one address under the limit", "ok", [azureFirewall("8.0.0.1-8.15.255.255")]],
];

/** Keys as a parser of JSON makes them: own, whatever their names. */
function parsed(text: string): Given["props"] {
    return JSON.parse(text);
}

const NAMES: readonly Row[] = [
    [
        "a key that is named as the prototype is text like any other",
        "ok",
        [securityGroup(parsed('{"__proto__": {"cidrBlocks": ["0.0.0.0/0"]}, "protocol": "tcp", "fromPort": 6443}'))],
    ],
    [
        "rules named __proto__ and constructor are told apart",
        "violation",
        [networkSecurityGroup(deny({ name: "constructor", priority: 300 }), allow({ name: "__proto__" }))],
    ],
    [
        "a tag named constructor is not looked up in a prototype",
        "indeterminate",
        [networkSecurityGroup(allow({ sourceAddressPrefix: "constructor" }))],
    ],
    [
        "a protocol named toString is not looked up in a prototype",
        "violation",
        [securityGroup(traffic("toString", 6443, 6443, { cidrBlocks: [ANYONE] }))],
    ],
];

describe("10. odd and hostile values", () => {
    it.each([...KEYS, ...PORTS, ...PRIORITIES, ...SWITCHES, ...ADDRESSES, ...RANGES, ...NAMES])(
        "%s: %s",
        (_row, verdict, given) => {
            expect([verdict].flat()).toContain(verdictOn(given));
        },
    );
});

const native = (name: string, more: Given["props"]): Given => ({
    type: "azure-native:network:NetworkSecurityGroup",
    name,
    props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", ...more },
});

const separate = (more: Given["props"], rest: Partial<Given> = {}): Given => ({
    type: "azure-native:network:SecurityRule",
    name: "rule",
    props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", ...allow({}), ...more },
    ...rest,
});

const LINKS: readonly Row[] = [
    [
        "scope and name together",
        "violation",
        [native("group", { securityRules: [deny({})] }), separate({ resourceGroupName: "other" })],
    ],
    [
        "Azure ignores case",
        "ok",
        [native("group", { securityRules: [deny({})] }), separate({ resourceGroupName: "RG" })],
    ],
    [
        "provider URN: two subscriptions never meet",
        "violation",
        [
            {
                ...native("group", { securityRules: [deny({})] }),
                provider: "urn:pulumi:dev::t::pulumi:providers:azure-native::one",
            },
            separate({}, { provider: "urn:pulumi:dev::t::pulumi:providers:azure-native::two" }),
        ],
    ],
    [
        "a deny whose link is uncertain clears nothing for sure",
        "indeterminate",
        [
            native("group", { securityRules: [allow({})] }),
            separate({ ...deny({}), resourceGroupName: U }, { dependencies: { resourceGroupName: [] } }),
        ],
    ],
];

const SUMS: readonly Row[] = [
    [
        "inline + stand-alone",
        "violation",
        [
            { ...sources([HALVES[0]]), name: "group", id: "sg-1" },
            securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [HALVES[1]] }),
        ],
    ],
    [
        "classic + native",
        "violation",
        [
            native("group", { securityRules: [allow({ sourceAddressPrefix: HALVES[0] })] }),
            {
                type: "azure:network/networkSecurityRule:NetworkSecurityRule",
                name: "classic",
                props: {
                    ...allow({ sourceAddressPrefix: HALVES[1] }),
                    resourceGroupName: "rg",
                    networkSecurityGroupName: "nsg",
                },
            },
        ],
    ],
    [
        "prefix list + entry",
        "violation",
        [
            {
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                name: "list",
                id: "pl-1",
                props: { entries: [{ cidr: HALVES[0] }] },
            },
            {
                type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name: "entry",
                props: { prefixListId: "pl-1", cidr: HALVES[1] },
            },
            securityGroup(tcp6443({ prefixListIds: ["pl-1"] })),
        ],
    ],
    [
        "a literal id + the same id by reference",
        "violation",
        [
            { ...securityGroup(), name: "group", id: "sg-1" },
            ...HALVES.map((half, index) => ({
                ...securityGroupRule(
                    {
                        protocol: "tcp",
                        fromPort: 6443,
                        toPort: 6443,
                        cidrBlocks: [half],
                        securityGroupId: index === 0 ? "sg-1" : U,
                    },
                    index === 0 ? {} : { securityGroupId: ["group"] },
                ),
                name: `rule-${index}`,
            })),
        ],
    ],
    [
        "the same block twice counts once",
        "ok",
        [securityGroup(...[1, 2].map(() => tcp6443({ cidrBlocks: [HALVES[0]] })))],
    ],
    [
        "groups of one instance are not added up",
        "ok",
        HALVES.map((half, index) => ({ ...sources([half]), name: `group-${index}`, id: `sg-${index}` })),
    ],
    [
        "a network of another name is another firewall",
        "ok",
        HALVES.map((half, index) =>
            gcpFirewall(`allow-${index}`, {
                network: `net-${index}`,
                allows: [{ protocol: "tcp" }],
                sourceRanges: [half],
            }),
        ),
    ],
];

describe("10. links and sums", () => {
    it.each([...LINKS, ...SUMS])("%s: %s", (_row, verdict, given) => {
        expect(verdictOn(given)).toBe(verdict);
        expect(verdictOn(given.toReversed())).toBe(verdict);
    });

    it("counts allowed blocks once for a sum over several resources", () => {
        const given = [
            { ...sources([HALVES[0]]), name: "group", id: "sg-1" },
            securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [HALVES[1]] }),
        ];
        expect(verdictOn(given, { allowed: IpSet.of("8.0.0.0/32") })).toBe("ok");
        expect(verdictOn(given, { allowed: IpSet.of("9.0.0.0/32") })).toBe("violation");
    });
});

it("10. no secret reaches a word of a finding", () => {
    const secret = "203.0.113.77/32";
    const given = [
        sources(new Secret([ANYONE, secret])),
        networkSecurityGroup(allow({ name: new Secret("hidden-name"), sourceAddressPrefix: new Secret("HiddenTag") })),
        gcpFirewall("allow", {
            name: new Secret("hidden-name"),
            allows: [{ protocol: "tcp" }],
            sourceTags: [new Secret("hidden-tag")],
        }),
        {
            type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
            name: "policy-rule",
            props: {
                ruleName: new Secret("hidden-name"),
                firewallPolicy: "policy",
                priority: 1,
                action: "allow",
                direction: "INGRESS",
                match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: [ANYONE] },
            },
        },
    ];
    const words = JSON.stringify(
        judge(given).map(({ firewall, found }) => [
            firewall.notes,
            found.causes,
            firewall.rules.map((rule) => [
                rule.name,
                rule.because,
                rule.peers.map((peer) => ("text" in peer ? peer.text : "")),
            ]),
        ]),
    );
    expect(words).not.toMatch(/203\.0\.113\.77|hidden/i);
});
