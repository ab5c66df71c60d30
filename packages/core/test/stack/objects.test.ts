import { describe, expect, it } from "vitest";
import type { Link } from "../../src/stack/link.js";
import { type Linkable, Objects } from "../../src/stack/objects.js";
import type { Resource } from "../../src/value.js";
import { link, resource } from "./stacks.js";

const AWS = "urn:pulumi:dev::t::pulumi:providers:aws";
const NATIVE = "urn:pulumi:dev::t::pulumi:providers:aws-native::one";

/** A group that is known by these keys; null for a scope that is not known. */
function owner(name: string, keys: readonly string[], scope: string | null = "", provider?: string): Linkable {
    const given = provider === undefined ? {} : { provider };
    return { resource: resource(name, given), identity: { kind: "group", keys, scope: scope ?? undefined } };
}

function found(owners: readonly Linkable[], to: Partial<Link>, from: Partial<Resource> = {}) {
    const { certain, candidates, additive } = new Objects(owners).resolve(link(to), resource("from", from));
    const names = (list: readonly Linkable[]) => list.map((one) => one.resource.name);
    return { certain: names(certain), candidates: names(candidates), additive };
}

const sure = (...certain: string[]) => ({ certain, candidates: [] as string[], additive: false });
const unsure = (...candidates: string[]) => ({ certain: [] as string[], candidates, additive: false });

type Row = readonly [name: string, owners: readonly Linkable[], to: Partial<Link>, found: ReturnType<typeof found>];

const ROWS: readonly Row[] = [
    ["a known id", [owner("a", ["1"]), owner("b", ["2"])], { key: "2" }, sure("b")],
    ["any of the keys an object is known by", [owner("a", ["1", "arn:1"])], { key: "arn:1" }, sure("a")],
    ["an id that no object has", [owner("a", ["1"])], { key: "9" }, unsure()],
    ["an object of another kind", [owner("a", ["1"])], { kind: "list", key: "1" }, unsure()],
    ["an object of another scope", [owner("a", ["1"], "rg")], { key: "1", scope: "other" }, unsure()],
    [
        "a link whose scope is not known: a candidate",
        [owner("a", ["1"], "rg")],
        { key: "1", scope: undefined },
        unsure("a"),
    ],
    [
        "an object whose scope is not known: a candidate",
        [owner("a", ["1"], null)],
        { key: "1", scope: "rg" },
        unsure("a"),
    ],
    ["several resources that write one object", [owner("a", ["1"]), owner("b", ["1"])], { key: "1" }, sure("a", "b")],
    ["one dependency", [owner("a", []), owner("b", [])], { dependencies: ["urn:b"] }, sure("b")],
    ["several dependencies", [owner("a", []), owner("b", [])], { dependencies: ["urn:a", "urn:b"] }, unsure("a", "b")],
    ["a dependency that is no such object", [owner("a", [])], { dependencies: ["urn:x"] }, unsure()],
    [
        "dependencies that write one object",
        [owner("a", ["1"]), owner("b", ["1"])],
        { dependencies: ["urn:a", "urn:b"] },
        sure("a", "b"),
    ],
    [
        "a dependency that the known id contradicts",
        [owner("a", ["1"])],
        { key: "2", dependencies: ["urn:a"] },
        unsure(),
    ],
    ["a dependency whose own id is not known", [owner("a", [])], { key: "2", dependencies: ["urn:a"] }, sure("a")],
    [
        "a dependency that the known scope contradicts",
        [owner("a", [], "rg")],
        { scope: "other", dependencies: ["urn:a"] },
        unsure(),
    ],
    ["nothing known", [owner("a", ["1"])], {}, unsure()],
    ["a name that is a key of every object", [owner("a", ["1"])], { key: "constructor" }, unsure()],
];

it.each(ROWS)("leads by %s", (_name, owners, to, expected) => {
    expect(found(owners, to)).toEqual(expected);
});

describe("across providers", () => {
    it("two of one package never meet", () => {
        expect(found([owner("a", ["1"], "", `${AWS}::one`)], { key: "1" }, { provider: `${AWS}::two` })).toEqual(
            unsure(),
        );
    });

    it("two packages add up where id and scope agree", () => {
        const two = found([owner("a", ["1"], "", `${AWS}::one`)], { key: "1" }, { provider: NATIVE });
        expect(two).toEqual({ certain: ["a"], candidates: [], additive: true });
    });

    it("two packages are unsure where a scope is not known, or several come into question", () => {
        const one = owner("a", ["1"], null, `${AWS}::one`);
        expect(found([one], { key: "1" }, { provider: NATIVE })).toEqual(unsure("a"));
        const both = [owner("a", ["1"], "", `${AWS}::one`), owner("b", ["1"], "", `${AWS}::two`)];
        expect(found(both, { key: "1" }, { provider: NATIVE })).toEqual(unsure("a", "b"));
    });

    it("one that names none may meet any", () => {
        expect(found([owner("a", ["1"], "", `${AWS}::one`)], { key: "1" }).additive).toBe(true);
    });
});

it("knows all that write one object, over a chain of keys", () => {
    const owners = [owner("a", ["1"]), owner("b", ["2"]), owner("c", ["1", "2"])];
    const objects = new Objects(owners);
    for (const one of owners) {
        expect(new Set(objects.same(one))).toEqual(new Set(owners));
        expect(objects.same(one)).toHaveLength(owners.length);
    }
});

it("is made of ten thousand twins in no time that is felt", () => {
    const twins = Array.from({ length: 10_000 }, (_, index) => owner(`t${index}`, ["1"]));
    const objects = new Objects(twins);
    const lists = new Set(twins.map((twin) => objects.same(twin)));
    expect([lists.size, [...lists][0]?.length]).toEqual([1, 10_000]);
});
