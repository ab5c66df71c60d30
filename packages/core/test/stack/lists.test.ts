import { describe, expect, it } from "vitest";
import { addressesPeer, makeRule, unknownPeer } from "../../src/cloud/shape.js";
import { IpSet } from "../../src/ip-set.js";
import type { Peer } from "../../src/peer.js";
import type { Action } from "../../src/rule.js";
import type { Contribution } from "../../src/stack/contribution.js";
import type { Link } from "../../src/stack/link.js";
import { Lists } from "../../src/stack/lists.js";
import { CAUSE, link, resource } from "./stacks.js";

function from(block: string): Peer {
    return addressesPeer(IpSet.of(block), block);
}

function list(
    name: string,
    keys: readonly string[],
    entries: readonly Peer[],
    belongsTo?: Partial<Link>,
): Contribution {
    const part = belongsTo === undefined ? {} : { belongsTo: link({ kind: "list", ...belongsTo }) };
    return {
        resource: resource(name),
        kind: "firewall",
        semantics: "union",
        rules: [],
        notes: [],
        list: { identity: { kind: "list", keys, scope: "" }, entries, ...part },
    };
}

function user(to: Partial<Link>, action: Action = "allow", provider?: string): Contribution {
    const peer: Peer = { kind: "list", link: link({ kind: "list", ...to }), otherwise: unknownPeer(CAUSE) };
    return {
        resource: resource("user", provider === undefined ? {} : { provider }),
        kind: "firewall",
        semantics: "ordered",
        rules: [makeRule({ resource: "urn:user", at: "rule", action, peers: [peer] })],
        notes: [],
    };
}

/** What the peers of the rule may be, at least and at most. */
function written(lists: readonly Contribution[], by: Contribution): readonly string[] {
    const peers = new Lists([...lists, by]).writeOut(by).rules[0]?.peers ?? [];
    return peers.map((peer) => {
        if (peer.kind === "addresses") return String(peer.addresses);
        return peer.kind === "unknown" ? `${peer.least} to ${peer.most}` : peer.kind;
    });
}

const A = list("a", ["1"], [from("10.0.0.0/9"), from("11.0.0.0/8")]);
const B = list("b", ["2"], [from("10.0.0.0/8")]);
const EVERYTHING = "0.0.0.0/0, ::/0";

describe("a rule that names a list", () => {
    it("has what stands in it", () => {
        expect(written([A, B], user({ key: "1" }))).toEqual(["10.0.0.0/9", "11.0.0.0/8"]);
    });

    it("has what its entries add, which are resources of their own", () => {
        expect(written([A, list("entry", [], [from("12.0.0.0/8")], { key: "1" })], user({ key: "1" }))).toEqual([
            "10.0.0.0/9",
            "11.0.0.0/8",
            "12.0.0.0/8",
        ]);
    });

    it("has an entry that may belong elsewhere in some completions only", () => {
        const entry = list("entry", [], [from("12.0.0.0/8")], { dependencies: ["urn:a", "urn:b"] });
        expect(written([A, B, entry], user({ key: "1" }))).toEqual([
            "10.0.0.0/9",
            "11.0.0.0/8",
            "nothing to 12.0.0.0/8",
        ]);
    });

    it("that may be one of several has at least what all of them hold, at most what any does", () => {
        expect(written([A, B], user({ dependencies: ["urn:a", "urn:b"] }))).toEqual(["10.0.0.0/9 to 10.0.0.0/7"]);
    });

    it("outside the stack has what its reader says", () => {
        expect(written([A], user({ key: "9" }))).toEqual([`nothing to ${EVERYTHING}`]);
    });

    it("of another package adds up in an allow and clears nothing for sure in a deny", () => {
        const other = "urn:pulumi:dev::t::pulumi:providers:other::one";
        expect(written([A], user({ key: "1" }, "allow", other))).toEqual(["10.0.0.0/9", "11.0.0.0/8"]);
        expect(written([A], user({ key: "1" }, "deny", other))).toEqual([
            "nothing to 10.0.0.0/9",
            "nothing to 11.0.0.0/8",
        ]);
    });

    it("may mean anything where a list in a list is not followed", () => {
        const nested: Peer = { kind: "list", link: link({ kind: "list", key: "2" }), otherwise: unknownPeer(CAUSE) };
        const outer = list("outer", ["3"], [nested]);
        expect(written([outer, B], user({ dependencies: ["urn:outer", "urn:b"] }))).toEqual([
            `nothing to ${EVERYTHING}`,
        ]);
    });
});

it("leaves a contribution that names no list as it is", () => {
    expect(new Lists([A]).writeOut(A)).toBe(A);
});
