import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FirewallError, IpSet } from "../../src/index.js";
import {
    aggregated,
    cidrSources,
    ciSources,
    expiryOf,
    exposureSources,
    type IntentSource,
    lockOutWarnings,
    nodePorts,
    parseDate,
    portProfiles,
    readProfiles,
    refuseInternetTogether,
    refuseMixedUp,
    withoutCovered,
} from "../../src/intent/index.js";
import { ODD_SPELLINGS } from "../odd-spellings.js";

const NOW = new Date("2026-11-25T12:00:00Z");
const block = fc.oneof(
    fc.tuple(fc.nat(1), fc.nat(15)).map(([network, subnet]) => `10.${network}.${subnet}.0/24`),
    fc.nat(1).map((network) => `10.${network}.0.0/16`),
    fc.tuple(fc.nat(1), fc.nat(15), fc.nat(3)).map(([network, subnet, host]) => `10.${network}.${subnet}.${host}/32`),
);
const blocks = fc.uniqueArray(block, { minLength: 1, maxLength: 12 });
const setOf = (sources: readonly IntentSource[]) =>
    IpSet.ofBlocks(sources.flatMap((source) => (source.block ? [source.block] : [])));

function refused(call: () => unknown): FirewallError {
    try {
        call();
    } catch (error) {
        if (error instanceof FirewallError) return error;
        throw error;
    }
    throw new Error("nothing was refused");
}

describe("a role's blocks", () => {
    it.each(ODD_SPELLINGS.filter(({ strict }) => strict.startsWith("cidr-")))(
        "are refused with $kind, $text, at their own place",
        ({ text, strict }) => {
            const error = refused(() => cidrSources("nodes", ["10.0.0.0/8", text], "nodes.cidrBlocks"));
            expect(error).toMatchObject({ code: strict, at: "nodes.cidrBlocks[1]" });
            for (const part of [error.what, error.why, error.fix]) expect(part).toMatch(/^[^.!].{5,}[^.!]$/s);
        },
    );

    it("admit the same addresses when they are aggregated, and when what is covered is left out", () => {
        fc.assert(
            fc.property(blocks, (texts) => {
                const sources = cidrSources("nodes", texts, "nodes");
                const { peers, covered } = withoutCovered(sources);
                expect(setOf(aggregated(sources)).equals(setOf(sources))).toBe(true);
                expect(setOf(peers).equals(setOf(sources))).toBe(true);
                expect(peers.length + covered.length).toBe(sources.length);
                for (const one of peers)
                    for (const other of peers)
                        if (one !== other) expect(one.block?.contains(other.block as never)).toBe(false);
            }),
        );
    });

    it("are refused as the internet by several roles together, at the one that completes it", () => {
        const half = (role: "nodes" | "monitoring", text: string) => cidrSources(role, [text], role);
        const sources = [
            ...half("nodes", "1.0.0.0/13"),
            ...half("nodes", "10.0.0.0/8"),
            ...half("monitoring", "1.8.0.0/13"),
        ];
        expect(refused(() => refuseInternetTogether(sources))).toMatchObject({
            code: "open-to-world",
            at: "monitoring[0]",
        });
        refuseInternetTogether(sources.slice(0, 2));
    });
});

describe("two names for one source", () => {
    const [nat, block] = [
        { role: "ownAddresses", at: "ownAddresses.nat", kind: "ipv4", name: "ip-nat", who: "nat" },
        ...cidrSources("nodes", ["192.0.2.7/32"], "nodes.cidrBlocks"),
    ] as const satisfies readonly (IntentSource | undefined)[];
    const values = new Map([["ownAddresses.nat", "192.0.2.7/32"]]);
    const sources = block ? [nat, block] : [];

    it("are refused where each source has a rule of its own", () => {
        expect(refused(() => refuseMixedUp(sources, values, { perRole: false })).code).toBe("duplicate-entry");
    });

    it("are fine where each role has rules of its own", () => {
        refuseMixedUp(sources, values, { perRole: true });
    });
});

describe("time-limited entries", () => {
    const words = { one: "cidrBlock", many: "cidrBlocks" };
    const entry = (expires: string) => ({ deployer: { cidrBlock: "203.0.113.10/32", expires } });

    it.each([
        ["2026-11-24", "expired"],
        ["2026-11-25", "soon"],
        ["2026-12-08", "soon"],
        ["2026-12-09", "valid"],
    ])("that end on %s are %s", (date, state) => {
        expect(expiryOf(parseDate(date, "expires"), NOW)).toBe(state);
    });

    it("warn before they end, and stop the program after", () => {
        expect(ciSources(entry("2026-11-25"), words, NOW).warnings).toEqual(["ci.deployer ends on 2026-11-25"]);
        expect(ciSources(entry("2027-11-25"), words, NOW).warnings).toEqual([]);
        expect(refused(() => ciSources(entry("2026-11-24"), words, NOW))).toMatchObject({
            code: "entry-expired",
            at: "ci.deployer.expires",
        });
    });

    it("of an exposure always warn, with what is signed", () => {
        const signed = { sources: ["0.0.0.0/0"], reason: "gateway", owner: "a@example.com", expires: "2027-11-25" };
        const { sources, warnings } = exposureSources(signed, NOW);
        expect(sources.map(({ who }) => who)).toEqual(["0.0.0.0/0"]);
        expect(warnings).toEqual([
            "The API is exposed on purpose to 0.0.0.0/0 until 2027-11-25: gateway (a@example.com)",
        ]);
    });
});

it("warns when nobody is left who could deploy, whoever else comes in", () => {
    const of = (role: "nodes" | "administrators") => cidrSources(role, ["10.0.0.0/8"], role);
    expect(lockOutWarnings(of("nodes"))).toEqual([expect.stringMatching(/no way in/)]);
    expect(lockOutWarnings([...of("nodes"), ...of("administrators")])).toEqual([]);
});

describe("ports", () => {
    it.each([
        ["kubeadm", [6443, 2379, 10250, 10257, 10259]],
        ["k3s", [6443, 2379, 10250]],
        ["rke2", [6443, 9345, 2379, 10250]],
        ["talos", [6443, 50000, 50001, 2379, 10250, 10257, 10259]],
        ["microk8s", [16443, 25000, 12379, 19001, 10250, 10257, 10259]],
        ["openshift", [6443, 22623, 2379, 10250, 10257, 10259]],
    ] as const)("of %s are all protected", (distribution, ports) => {
        expect(portProfiles(distribution).map(({ from }) => from)).toEqual(ports);
    });

    it("of the API move where the user says so, and the others stay", () => {
        expect(readProfiles({ distribution: "k3s", port: 7443 }).map(({ from }) => from)).toEqual([7443, 2379, 10250]);
        expect(readProfiles({}).map(({ from }) => from)[0]).toBe(6443);
    });

    it("on the nodes are the kubelet's, the named products' and the custom ones, each once", () => {
        expect(nodePorts({ webhookProducts: ["certManager", "istio"], webhookPorts: [9443, 15017] })).toEqual([
            9443, 10250, 15017,
        ]);
        expect(nodePorts({})).toEqual([10250]);
        expect(refused(() => nodePorts({ webhookProducts: ["istoi"] })).at).toBe("webhookProducts[0]");
    });

    it("never reach a node's etcd port from a worker", () => {
        for (const name of ["kubeadm", "k3s", "rke2", "talos", "microk8s", "openshift"] as const)
            for (const profile of portProfiles(name))
                if (profile.purpose === "etcd") expect(profile.roles).toEqual(["controlPlane"]);
    });
});
