import { describe, expect, it } from "vitest";
import { makeRule, referencePeer, unknownPeer } from "../../src/cloud/shape.js";
import { type ExposureOptions, exposure } from "../../src/exposure.js";
import { IpSet } from "../../src/ip-set.js";
import type { Peer, ReferenceClass } from "../../src/peer.js";
import { tcp } from "../../src/point.js";
import { reach } from "../../src/reach.js";
import { type Given, type Verdict, verdictOn } from "../corpus.js";
import { securityGroup, tcp6443 } from "../given/aws.js";
import { aks, networkSecurityGroup, nsgRule } from "../given/azure.js";

function verdictOf(peer: Peer, options: ExposureOptions = {}) {
    return exposure(reach([makeRule({ resource: "urn:r", at: "", peers: [peer] })], tcp(6443)), options);
}

const CAUSE = { resource: "urn:r", at: "source", kind: "foreign", text: "it is not part of this stack" } as const;

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
