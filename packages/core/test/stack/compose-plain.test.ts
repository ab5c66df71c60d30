import { describe, expect, it } from "vitest";
import { exposure } from "../../src/exposure.js";
import { tcp } from "../../src/point.js";
import { reach } from "../../src/reach.js";
import type { Contribution } from "../../src/stack/contribution.js";
import { composeContributions } from "../../src/stack/stack.js";
import { group, member, rule } from "./stacks.js";

const ANYONE = "0.0.0.0/0";
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;

/** Each firewall by its subject, members and verdict. */
function found(parts: readonly Contribution[]): readonly string[] {
    const firewalls = composeContributions(
        parts.map((part) => part.resource),
        parts,
    );
    return firewalls.map(({ subject, members, rules }) => {
        const others = members.filter((one) => one !== subject).map((one) => one.slice(4));
        return `${subject.slice(4)}[${others.join(" ")}] ${exposure(reach(rules, tcp(6443))).verdict}`;
    });
}

const allow = (name: string, block: string = ANYONE) => rule(`urn:${name}`, "allow", block, 2);
const deny = (name: string, block: string = ANYONE) => rule(`urn:${name}`, "deny", block, 1);
const ordered = { semantics: "ordered" } as const;

describe("rules that only add up", () => {
    it("of one group are one firewall, reported on the group", () => {
        const parts = [
            group("g", ["1"], { rules: [allow("g", HALVES[0])] }),
            member("m", { key: "1" }, [allow("m", HALVES[1])]),
        ];
        expect(found(parts)).toEqual(["g[m] open"]);
    });

    it("of a group that several resources write are one firewall", () => {
        const parts = HALVES.map((half, index) => group(`g${index}`, ["1"], { rules: [allow(`g${index}`, half)] }));
        expect(found(parts)).toEqual(["g0[g1] open"]);
    });

    it("that may belong to one of two are judged by themselves, and counted as perhaps in each", () => {
        const parts = [
            group("a", [], { rules: [allow("a", HALVES[0])] }),
            group("b", []),
            member("m", { dependencies: ["urn:a", "urn:b"] }, [allow("m", HALVES[1])]),
        ];
        expect(found(parts)).toEqual(["a[m] undecided", "b[m] closed", "m[] closed"]);
    });

    it("of one group outside the stack are one firewall", () => {
        const parts = HALVES.map((half, index) => member(`m${index}`, { key: "9" }, [allow(`m${index}`, half)]));
        expect(found(parts)).toEqual(["m0[m1] open"]);
    });

    it("of no known group are judged one by one", () => {
        const parts = HALVES.map((half, index) => member(`m${index}`, {}, [allow(`m${index}`, half)]));
        expect(found(parts)).toEqual(["m0[] closed", "m1[] closed"]);
    });

    it("whose ids came from one resource that is no group may be of one group", () => {
        const parts = HALVES.map((half, index) =>
            member(`m${index}`, { dependencies: ["urn:elsewhere"] }, [allow(`m${index}`, half)]),
        );
        expect(found(parts)).toEqual(["m0[] closed", "m0[m1] undecided", "m1[] closed"]);
    });
});

describe("rules in order", () => {
    it("of one object outside the stack see one another", () => {
        const parts = [
            member("d", { key: "9" }, [deny("d")], ordered),
            member("a", { key: "9" }, [allow("a")], ordered),
        ];
        expect(found(parts)).toEqual(["d[a] closed"]);
    });

    it("that surely belong to an object are judged there only", () => {
        const parts = [
            group("g", ["1"], { ...ordered, rules: [deny("g")] }),
            member("a", { key: "1" }, [allow("a")], ordered),
        ];
        expect(found(parts)).toEqual(["g[a] closed"]);
    });

    it("that may belong to an object with a deny are undecided there", () => {
        const parts = [
            group("g", [], { ...ordered, rules: [deny("g")] }),
            group("h", [], ordered),
            member("a", { dependencies: ["urn:g", "urn:h"] }, [allow("a")], ordered),
        ];
        expect(found(parts)).toEqual(["g[a] closed", "h[a] undecided"]);
    });

    it("that may belong to objects without a deny are open wherever they are", () => {
        const parts = [
            group("g", [], ordered),
            group("h", [], ordered),
            member("a", { dependencies: ["urn:g", "urn:h"] }, [allow("a")], ordered),
        ];
        expect(found(parts)).toEqual(["a[] open", "g[a] undecided", "h[a] undecided"]);
    });

    it("a deny of no known object clears nothing", () => {
        const parts = [group("g", ["1"], { ...ordered, rules: [allow("g")] }), member("d", {}, [deny("d")], ordered)];
        expect(found(parts)).toEqual(["d[] closed", "g[] open"]);
    });

    it("an allow of no known object hangs where a deny of that kind is elsewhere", () => {
        const parts = [group("g", ["1"], { ...ordered, rules: [deny("g")] }), member("a", {}, [allow("a")], ordered)];
        expect(found(parts)).toEqual(["a[] undecided", "g[] closed"]);
    });
});

describe("what stands alone", () => {
    const { identity: _, ...alone } = group("alone", []);

    it("is a firewall by itself, a list is none", () => {
        const list = { identity: { kind: "list", keys: [], scope: "" }, entries: [] };
        expect(found([{ ...alone, rules: [allow("alone")] }])).toEqual(["alone[] open"]);
        expect(found([{ ...alone, list }])).toEqual([]);
    });
});

it("takes members of members, and ends where they belong to one another", () => {
    const a = { ...group("a", ["1"]), belongsTo: { ...member("x", { key: "2" }, []).belongsTo } } as Contribution;
    const b = { ...group("b", ["2"]), belongsTo: { ...member("x", { key: "1" }, []).belongsTo } } as Contribution;
    expect(found([a, b, member("m", { key: "2" }, [allow("m")])]).join()).not.toContain("m[");
    expect(found([group("a", ["1"]), { ...b, rules: [allow("b")] }, member("m", { key: "2" }, [])])).toEqual([
        "a[b m] open",
    ]);
});

it("is linear in rules that hang over the same objects", () => {
    const count = 3000;
    const members = Array.from({ length: count }, (_, index) =>
        member(`m${index}`, { dependencies: ["urn:g", "urn:h"] }, [deny(`m${index}`, "10.0.0.0/8")], ordered),
    );
    const parts = [group("g", [], ordered), group("h", [], ordered), ...members];
    expect(found(parts)).toHaveLength(2);
});
