import { describe, expect, it } from "vitest";
import { makeRule, referencePeer, unknownPeer } from "../../src/cloud/shape.js";
import { type ExposureOptions, exposure } from "../../src/exposure.js";
import { IpSet } from "../../src/ip-set.js";
import type { Peer, ReferenceClass } from "../../src/peer.js";
import { tcp } from "../../src/point.js";
import { INTERNET, PUBLIC_IPV4, PUBLIC_IPV6 } from "../../src/public-internet.js";
import { reach } from "../../src/reach.js";
import { type Given, type Verdict, verdictOn } from "../corpus.js";
import { securityGroup, tcp6443 } from "../given/aws.js";
import { aks, networkSecurityGroup, nsgRule } from "../given/azure.js";
import { gcpFirewall } from "../given/gcp.js";

function verdictOf(peer: Peer, options: ExposureOptions = {}) {
    return exposure(reach([makeRule({ resource: "urn:r", at: "", peers: [peer] })], tcp(6443)), options);
}

const CAUSE = { resource: "urn:r", at: "source", kind: "foreign", text: "it is not part of this stack" } as const;

const ANYONE = "0.0.0.0/0";
const allow = (more: Given["props"] = {}) => nsgRule(200, "Allow", { sourceAddressPrefix: "*", ...more });
const deny = (more: Given["props"] = {}, priority = 100) =>
    nsgRule(priority, "Deny", { sourceAddressPrefix: "*", protocol: "*", ...more });

type Row = readonly [row: string, verdict: Verdict, given: readonly Given[]];

const MODEL: readonly Row[] = [
    [
        "Source set: 0.0.0.0/0 never covers IPv6",
        "violation",
        [networkSecurityGroup(deny({ sourceAddressPrefix: ANYONE }), allow())],
    ],
    ["Packet of interest: TCP", "ok", [networkSecurityGroup(allow({ protocol: "Udp" }))]],
    ["Packet of interest: destination port P", "ok", [networkSecurityGroup(allow({ destinationPortRange: "6442" }))]],
    ["Packet of interest: inbound", "ok", [networkSecurityGroup(allow({ direction: "Outbound" }))]],
    ["Packet of interest: any source port", "violation", [networkSecurityGroup(allow({ sourcePortRange: "22" }))]],
    [
        "Packet of interest: any destination",
        "violation",
        [networkSecurityGroup(allow({ destinationAddressPrefix: "10.0.0.4" }))],
    ],
    [
        "Union semantics: one open rule is final",
        "violation",
        [securityGroup(tcp6443({ cidrBlocks: ["10.0.0.0/8"] }), tcp6443({ cidrBlocks: [ANYONE] }))],
    ],
    ["Ordered semantics: lowest order key first", "ok", [networkSecurityGroup(allow(), deny())]],
    ["Ordered semantics: first match decides", "violation", [networkSecurityGroup(allow(), deny({}, 300))]],
    [
        "Ordered semantics: source",
        "violation",
        [networkSecurityGroup(deny({ sourceAddressPrefix: "0.0.0.0/1" }), allow({ sourceAddressPrefix: ANYONE }))],
    ],
    ["Ordered semantics: src port", "violation", [networkSecurityGroup(deny({ sourcePortRange: "1-65535" }), allow())]],
    [
        "Ordered semantics: dst port",
        "violation",
        [networkSecurityGroup(deny({ destinationPortRange: "6444" }), allow())],
    ],
    ["Ordered semantics: protocol", "violation", [networkSecurityGroup(deny({ protocol: "Udp" }), allow())]],
    [
        "Ordered semantics: destination",
        "violation",
        [networkSecurityGroup(deny({ destinationAddressPrefix: "10.0.0.4" }), allow())],
    ],
    [
        "Ordered semantics: target",
        "violation",
        [
            gcpFirewall("deny", {
                priority: 1,
                denies: [{ protocol: "all" }],
                sourceRanges: [ANYONE],
                targetTags: ["x"],
            }),
            gcpFirewall("allow", { allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] }),
        ],
    ],
    [
        "Shadowing: an earlier deny hides an allow where it covers every dimension",
        "ok",
        [
            networkSecurityGroup(
                deny({ destinationAddressPrefix: "10.0.0.0/24", sourcePortRange: "0-65535" }),
                allow({ destinationAddressPrefix: "10.0.0.4" }),
            ),
        ],
    ],
    [
        "Shadowing: by the union of earlier denies",
        "ok",
        [
            networkSecurityGroup(
                deny({ sourcePortRange: "0-1023" }, 100),
                deny({ sourcePortRange: "1024-65535" }, 101),
                allow(),
            ),
        ],
    ],
    [
        "Shadowing: uncovered remainder stays admitted",
        "violation",
        [networkSecurityGroup(deny({ sourceAddressPrefix: "0.0.0.0/0" }), allow({ sourceAddressPrefix: "Internet" }))],
    ],
    [
        "Stateful: egress is ignored, also where replies need a rule",
        "violation",
        [
            {
                type: "aws:ec2/networkAcl:NetworkAcl",
                props: {
                    ingress: [
                        { ruleNo: 1, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: ANYONE },
                    ],
                    egress: [],
                },
            },
        ],
    ],
    ["Port translation: the front port", "violation", [service({ port: 6443, targetPort: 443 })]],
    ["Port translation: the port behind it", "violation", [service({ port: 443, targetPort: 6443 })]],
    ["Port translation: neither", "ok", [service({ port: 443, targetPort: 443 })]],
];

function service(port: Given["props"]): Given {
    return {
        type: "kubernetes:core/v1:Service",
        props: { metadata: { name: "api" }, spec: { type: "LoadBalancer", ports: [port] } },
    };
}

it.each(MODEL)("1. %s: %s", (_row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});

/** Blocks that hold no public address, with the neighbour that does. */
const NOT_PUBLIC = [
    ..."0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24".split(
        " ",
    ),
    ..."192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32".split(
        " ",
    ),
    ..."224.0.0.0/4 2001::/23 2001:1::1/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28 2001:db8::/32".split(
        " ",
    ),
    ..."3fff::/20 ::/128 ::1/128 100::/64 100:0:0:1::/64 64:ff9b:1::/48 5f00::/16 fc00::/7 fe80::/10 ff00::/8".split(
        " ",
    ),
    ..."4000::/3 2001::/32".split(" "),
];

describe("1.1 what internet means", () => {
    it("counts 3,702,258,432 public IPv4 addresses", () => {
        expect(PUBLIC_IPV4.size(4)).toBe(3_702_258_432n);
    });

    it.each(NOT_PUBLIC)("excludes %s", (block) => {
        expect(INTERNET.overlaps(IpSet.of(block))).toBe(false);
        expect(verdictOn([group([block])], { strict: true })).toBe("ok");
    });

    it.each(["192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"])("keeps %s as public", (block) => {
        expect(PUBLIC_IPV4.contains(IpSet.of(block))).toBe(true);
    });

    it.each([
        ["NAT64", "64:ff9b::8.8.8.8/128", "64:ff9b::10.0.0.1/128"],
        ["mapped", "::ffff:8.8.8.8/128", "::ffff:10.0.0.1/128"],
        ["6to4", "2002:808:808::/48", "2002:a00:1::/48"],
    ])("judges %s as the IPv4 it embeds", (_form, open, closed) => {
        expect(verdictOn([group([open])], { strict: true })).toBe("violation");
        expect(verdictOn([group([closed])], { strict: true })).toBe("ok");
    });

    it("does not count 6to4 in public IPv6", () => {
        expect(PUBLIC_IPV6.overlaps(IpSet.of("2002::/16"))).toBe(false);
    });
});

describe("1. symbolic source atoms", () => {
    it.each<[ReferenceClass, string]>([
        ["internal", "closed"],
        ["probe", "closed"],
        ["service", "closed"],
        ["cloud-tenant", "open"],
        ["geo", "open"],
    ])("judges %s as %s", (kind, verdict) => {
        expect(verdictOf(referencePeer(kind, "name", "name")).verdict).toBe(verdict);
    });

    it("makes a remark of a service that relays", () => {
        const found = verdictOf(referencePeer("service", "Storage", "Storage"));
        expect(found.relays.map((relay) => relay.name)).toEqual(["Storage"]);
    });

    it("makes a remark of cloud tenants where the operator says so, never of countries", () => {
        const options = { cloudTenantSources: "advisory" } as const;
        const tenants = verdictOf(referencePeer("cloud-tenant", "AzureCloud", "AzureCloud"), options);
        expect([tenants.verdict, tenants.relays.length]).toEqual(["closed", 1]);
        expect(verdictOf(referencePeer("geo", "CH", "CH"), options).verdict).toBe("open");
    });

    it("leaves OPAQUE undecided, with its cause", () => {
        const found = verdictOf(unknownPeer(CAUSE));
        expect([found.verdict, found.causes]).toEqual(["undecided", [CAUSE]]);
    });

    it("judges INTERNET as open", () => {
        for (const source of ["*", "Internet", "0.0.0.0/0", "::/0"]) {
            const given = networkSecurityGroup(nsgRule(100, "Allow", { sourceAddressPrefix: source }));
            expect([source, verdictOn([given])]).toEqual([source, "violation"]);
        }
    });
});

/** The rows of 1.2, and of the blocks that are named in 1.1. */
const BLOCKS: readonly (readonly [row: string, blocks: readonly string[], verdict: Verdict, strict: Verdict])[] = [
    ["0.0.0.0/0", ["0.0.0.0/0"], "violation", "violation"],
    ["::/0", ["::/0"], "violation", "violation"],
    ["0:0:0:0:0:0:0:0/0", ["0:0:0:0:0:0:0:0/0"], "violation", "violation"],
    ["1.2.3.4/0: host bits are masked first", ["1.2.3.4/0"], "violation", "violation"],
    ["0.0.0.0/1 + 128.0.0.0/1", ["0.0.0.0/1", "128.0.0.0/1"], "violation", "violation"],
    ["each half alone", ["128.0.0.0/1"], "violation", "violation"],
    ["10.0.0.0/7", ["10.0.0.0/7"], "violation", "violation"],
    ["172.0.0.0/8", ["172.0.0.0/8"], "violation", "violation"],
    ["192.0.0.0/8", ["192.0.0.0/8"], "violation", "violation"],
    ["192.168.0.0/15", ["192.168.0.0/15"], "ok", "violation"],
    ["a /12", ["8.0.0.0/12"], "violation", "violation"],
    ["one address less than a /12", ["8.0.0.0/13", "8.8.0.0/14", "8.12.0.0/15", "8.14.0.0/16"], "ok", "violation"],
    ["0.0.0.0/8", ["0.0.0.0/8"], "ok", "ok"],
    ["0.0.0.0/32", ["0.0.0.0/32"], "ok", "ok"],
    ["224.0.0.0/3", ["224.0.0.0/3"], "ok", "ok"],
    ["100.64.0.0/10", ["100.64.0.0/10"], "ok", "ok"],
    ["8000::/1", ["8000::/1"], "ok", "ok"],
    ["4000::/2", ["4000::/2"], "ok", "ok"],
    ["fc00::/7", ["fc00::/7"], "ok", "ok"],
    ["::/1", ["::/1"], "violation", "violation"],
    ["2000::/3", ["2000::/3"], "violation", "violation"],
    ["2600::/12", ["2600::/12"], "violation", "violation"],
    ["2a00::/12", ["2a00::/12"], "violation", "violation"],
    ["a /24 of IPv6", ["2a00:100::/24"], "violation", "violation"],
    ["a /25 of IPv6", ["2a00:100::/25"], "ok", "violation"],
    ["a string that is no address", ["everyone"], "violation", "violation"],
    ["64:ff9b::/96 equals 0.0.0.0/0", ["64:ff9b::/96"], "violation", "violation"],
    ["::ffff:0:0/96 equals 0.0.0.0/0", ["::ffff:0:0/96"], "violation", "violation"],
    ["2002::/16 equals 0.0.0.0/0", ["2002::/16"], "violation", "violation"],
    ["6to4 of private IPv4", ["2002:a00::/24"], "ok", "ok"],
    ["2001::/32 (Teredo) is inside 2001::/23, not public", ["2001::/32"], "ok", "ok"],
    ["2001:db8::/32", ["2001:db8::/32"], "ok", "ok"],
    ["3fff::/20", ["3fff::/20"], "ok", "ok"],
    ["192.31.196.0/24 stays public", ["192.31.196.0/24"], "ok", "violation"],
];

function group(blocks: readonly string[]): Given {
    const ipv6 = blocks.filter((block) => block.includes(":"));
    return securityGroup(
        tcp6443({ cidrBlocks: blocks.filter((block) => !ipv6.includes(block)), ipv6CidrBlocks: ipv6 }),
    );
}

describe("1.2 verdict and thresholds", () => {
    it.each(BLOCKS)("judges %s", (_row, blocks, verdict, strict) => {
        expect(verdictOn([group(blocks)])).toBe(verdict);
        expect(verdictOn([group(blocks)], { strict: true })).toBe(strict);
    });

    it("judges the public space minus RFC 1918 as open", () => {
        const privateSpace = IpSet.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3");
        const blocks = IpSet.ipv4.subtract(privateSpace).toCidrBlocks().map(String);
        expect(blocks).toHaveLength(30);
        expect(verdictOn([group(blocks)])).toBe("violation");
    });

    it("sums over all rules of one firewall", () => {
        const half = (block: string) => tcp6443({ cidrBlocks: [block] });
        expect(verdictOn([securityGroup(half("8.0.0.0/13"))])).toBe("ok");
        expect(verdictOn([securityGroup(half("8.0.0.0/13"), half("8.8.0.0/13"))])).toBe("violation");
        expect(verdictOn([securityGroup(half("8.0.0.0/13"), half("8.0.0.0/13"))])).toBe("ok");
    });

    it("subtracts the operator's allowed blocks, also from IPv4 inside IPv6", () => {
        const allowed = IpSet.of("8.0.0.0/8");
        expect(verdictOn([group(["8.0.0.0/8"])], { allowed })).toBe("ok");
        expect(verdictOn([group(["::ffff:8.0.0.0/104"])], { allowed, strict: true })).toBe("ok");
        expect(verdictOn([group(["8.0.0.0/7"])], { allowed })).toBe("violation");
    });

    it("subtracts what is exposed on purpose: addresses, and references by name", () => {
        const tenant = networkSecurityGroup(nsgRule(100, "Allow", { sourceAddressPrefix: "AzureCloud" }));
        const excused = { addresses: IpSet.of("8.0.0.0/8"), names: ["AzureCloud"] };
        expect(verdictOn([tenant], { excused })).toBe("ok");
        expect(verdictOn([group(["8.0.0.0/8"])], { excused })).toBe("ok");
        expect(verdictOn([tenant], { excused: { ...excused, names: ["Azure"] } })).toBe("violation");
    });

    it("judges each firewall on its own", () => {
        const closed: Given = { type: "aws:ec2/networkAcl:NetworkAcl", name: "acl", props: { ingress: [] } };
        expect(verdictOn([group(["0.0.0.0/0"]), closed])).toBe("violation");
    });

    it("takes a text that is no address for everything on AWS and for an unknown tag on Azure", () => {
        expect(verdictOn([group(["any"])])).toBe("violation");
        const tag = networkSecurityGroup(nsgRule(100, "Allow", { sourceAddressPrefix: "NoSuchTag" }));
        expect(verdictOn([tag])).toBe("indeterminate");
        expect(verdictOn([aks({ apiServerAccessProfile: { authorizedIPRanges: ["10.0.0.0/8"] } })])).toBe("ok");
    });
});
