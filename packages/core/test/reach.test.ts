import { describe, expect, it } from "vitest";
import { IpSet } from "../src/ip-set.js";
import { tcp } from "../src/point.js";
import { PortSet } from "../src/port-set.js";
import { reach } from "../src/reach.js";
import { known, type Rule } from "../src/rule.js";
import { everyone, from, named, rule, tier, to, unknownSource } from "./rules.js";

const POINT = tcp(6443);

function admitted(...rules: readonly Rule[]): readonly [string, string] {
    const { atLeast, atMost } = reach(rules, POINT);
    return [atLeast.addresses.toString(), atMost.addresses.toString()];
}

function names(...rules: readonly Rule[]): readonly string[] {
    return reach(rules, POINT).atLeast.references.map((reference) => reference.name);
}

const ALL = "0.0.0.0/0, ::/0";
const NOTHING = "nothing";

describe("tiers", () => {
    const rows: readonly (readonly [name: string, rules: readonly Rule[], set: string])[] = [
        ["denies where no rule speaks", [], NOTHING],
        [
            "adds allows up",
            [rule("a", "allow", from("10.0.0.0/9")), rule("b", "allow", from("10.128.0.0/9"))],
            "10.0.0.0/8",
        ],
        [
            "lets a deny win in its tier",
            [rule("a", "allow", from("10.0.0.0/8")), rule("d", "deny", from("10.0.0.0/9"))],
            "10.128.0.0/9",
        ],
        [
            "lets the lower tier decide",
            [rule("d", "deny", everyone, tier(2)), rule("a", "allow", from("10.0.0.0/8"), tier(1))],
            "10.0.0.0/8",
        ],
        [
            "lets a deny of a lower tier decide",
            [rule("d", "deny", everyone, tier(1)), rule("a", "allow", everyone, tier(2))],
            NOTHING,
        ],
        [
            "keeps what an earlier deny leaves",
            [rule("d", "deny", from("0.0.0.0/1")), rule("a", "allow", from("0.0.0.0/0"), tier(1))],
            "128.0.0.0/1",
        ],
        ["keeps families apart", [rule("d", "deny", from("0.0.0.0/0")), rule("a", "allow", everyone, tier(1))], "::/0"],
        ["admits nobody through a pass", [rule("p", "pass", everyone), rule("a", "allow", everyone, tier(1))], NOTHING],
    ];

    it.each(rows)("%s", (_name, rules, set) => {
        expect(admitted(...rules)).toEqual([set, set]);
        expect(admitted(...rules.toReversed())).toEqual([set, set]);
    });
});

describe("what a rule is about", () => {
    const open = rule("a", "allow", everyone);
    const rows: readonly (readonly [name: string, rule: Rule, set: string])[] = [
        ["ignores egress", { ...open, direction: "egress" }, NOTHING],
        ["ignores another protocol", { ...open, protocols: known([17]) }, NOTHING],
        ["takes every protocol", { ...open, protocols: known("any") }, ALL],
        ["ignores another port", { ...open, ports: known(PortSet.of(443)) }, NOTHING],
        ["takes a range that holds the port", { ...open, ports: known(PortSet.of(6000, 7000)) }, ALL],
        ["ignores a rule for no destination", { ...open, destination: to([]) }, NOTHING],
        ["admits through one destination", { ...open, destination: to(["10.0.0.1/32"]) }, ALL],
        ["admits through one group", { ...open, destination: to([], ["web"]) }, ALL],
        ["admits through one source port", { ...open, sourcePorts: known(PortSet.of(53)) }, ALL],
    ];

    it.each(rows)("%s", (_name, one, set) => expect(admitted(one)).toEqual([set, set]));
});

describe("cells of source port and destination", () => {
    const allow = (more: Partial<Rule> = {}) => rule("a", "allow", everyone, { ...tier(2), ...more });
    const deny = (more: Partial<Rule> = {}) => rule("d", "deny", everyone, { ...tier(1), ...more });
    const low = { sourcePorts: known(PortSet.of(0, 1023)) };
    const high = { sourcePorts: known(PortSet.of(1024, 65535)) };

    const rows: readonly (readonly [name: string, rules: readonly Rule[], set: string])[] = [
        ["a deny of high source ports leaves the low ones", [deny(high), allow()], ALL],
        ["denies of all source ports together leave nothing", [deny(high), deny(low), allow()], NOTHING],
        ["an allow of low source ports is no match for a deny of them", [deny(low), allow(low)], NOTHING],
        ["a deny of one host leaves the others", [deny({ destination: to(["10.0.0.1/32"]) }), allow()], ALL],
        [
            "a deny of one host hides an allow to it",
            [deny({ destination: to(["10.0.0.1/32"]) }), allow({ destination: to(["10.0.0.1/32"]) })],
            NOTHING,
        ],
        [
            "a deny of a net hides an allow to a host in it",
            [deny({ destination: to(["10.0.0.0/8"]) }), allow({ destination: to(["10.0.0.1/32"]) })],
            NOTHING,
        ],
        [
            "a deny of a host leaves an allow to its net",
            [deny({ destination: to(["10.0.0.1/32"]) }), allow({ destination: to(["10.0.0.0/8"]) })],
            ALL,
        ],
        [
            "a deny of a group hides an allow to it",
            [deny({ destination: to([], ["web"]) }), allow({ destination: to([], ["web"]) })],
            NOTHING,
        ],
        [
            "a deny of a group leaves an allow to two",
            [deny({ destination: to([], ["web"]) }), allow({ destination: to([], ["web", "db"]) })],
            ALL,
        ],
        [
            "a group is not compared with an address",
            [deny({ destination: to(["10.0.0.0/8"]) }), allow({ destination: to([], ["web"]) })],
            ALL,
        ],
        [
            "a deny of a host and a group hides both",
            [deny({ destination: to(["10.0.0.1/32"], ["web"]) }), allow({ destination: to(["10.0.0.1/32"], ["web"]) })],
            NOTHING,
        ],
        [
            "a deny of one port range and one host leaves the rest of both",
            [deny({ ...low, destination: to(["10.0.0.1/32"]) }), allow({ destination: to(["10.0.0.1/32"]) })],
            ALL,
        ],
        [
            "a deny of everything else still counts in each cell",
            [deny(high), rule("e", "deny", from("0.0.0.0/0"), tier(0)), allow()],
            "::/0",
        ],
    ];

    it.each(rows)("%s", (_name, rules, set) => expect(admitted(...rules)).toEqual([set, set]));

    it("is sound, and says that it is not exact, where the cells are too many to tell apart", () => {
        const denies = Array.from({ length: 5000 }, (_, index) =>
            deny({ destination: to([`10.0.${index >> 8}.${index & 255}/32`]) }),
        );
        const found = reach([...denies, allow()], POINT);
        expect([found.atLeast.addresses.toString(), found.atMost.addresses.toString(), found.coarse]).toEqual([
            NOTHING,
            ALL,
            true,
        ]);
        expect(reach([...denies.slice(0, 50), allow()], POINT).coarse).toBe(false);
    });
});

describe("unknown values", () => {
    const allow = rule("a", "allow", everyone, tier(2));
    const deny = rule("d", "deny", everyone, tier(1));
    const some = (least: PortSet, most: PortSet) => ({ least, most });
    const nowhere = { addresses: IpSet.empty, groups: [] };

    const rows: readonly (readonly [name: string, rules: readonly Rule[], least: string, most: string])[] = [
        ["an unknown source admits at most", [rule("a", "allow", unknownSource("s"))], NOTHING, ALL],
        ["an uncertain allow admits at most", [{ ...allow, certain: false }], NOTHING, ALL],
        ["an unknown port admits at most", [{ ...allow, ports: some(PortSet.empty, PortSet.all) }], NOTHING, ALL],
        ["an unknown protocol admits at most", [{ ...allow, protocols: { least: [], most: "any" } }], NOTHING, ALL],
        [
            "an unknown source port of an allow is the client's own",
            [{ ...allow, sourcePorts: some(PortSet.empty, PortSet.all) }],
            ALL,
            ALL,
        ],
        [
            "an unknown destination of an allow is somewhere",
            [{ ...allow, destination: { least: nowhere, most: "any" } }],
            ALL,
            ALL,
        ],
        [
            "but a deny may stand there",
            [deny, { ...allow, destination: { least: nowhere, most: "any" } }],
            NOTHING,
            NOTHING,
        ],
        [
            "and a deny of one destination only if that may be the one",
            [
                { ...deny, destination: to(["10.0.0.4/32"]) },
                { ...allow, destination: { least: nowhere, most: "any" } },
            ],
            NOTHING,
            ALL,
        ],
        [
            "an unknown source port at a destination that no deny names",
            [
                { ...deny, destination: to(["10.0.0.4/32"]) },
                { ...allow, destination: to(["10.0.0.5/32"]), sourcePorts: some(PortSet.empty, PortSet.all) },
            ],
            ALL,
            ALL,
        ],
        [
            "an unknown destination beside a deny of some source ports",
            [
                { ...deny, sourcePorts: known(PortSet.of(1024, 65535)) },
                { ...allow, destination: { least: nowhere, most: "any" } },
            ],
            ALL,
            ALL,
        ],
        [
            "an unknown destination among some that no deny names",
            [
                { ...deny, destination: to(["10.0.0.4/32"]) },
                { ...allow, destination: { least: nowhere, most: to(["10.1.0.0/16"]).most } },
            ],
            ALL,
            ALL,
        ],
        ["an uncertain deny clears at least only", [{ ...deny, certain: false }, allow], NOTHING, ALL],
        [
            "an unknown source of a deny clears at least only",
            [rule("d", "deny", unknownSource("s", "0.0.0.0/0")), allow],
            "::/0",
            ALL,
        ],
        [
            "an unknown destination of a deny clears at least only",
            [{ ...deny, destination: { least: nowhere, most: "any" } }, allow],
            NOTHING,
            ALL,
        ],
        ["a deny that may stand before or after", [{ ...deny, priority: { least: 1, most: 3 } }, allow], NOTHING, ALL],
        ["a deny that surely stands before", [{ ...deny, priority: { least: 0, most: 2 } }, allow], NOTHING, NOTHING],
        ["a deny that surely stands after", [{ ...deny, priority: { least: 3, most: 9 } }, allow], ALL, ALL],
        [
            "an allow that may stand before the deny",
            [deny, { ...allow, priority: { least: 0, most: 9 } }],
            NOTHING,
            ALL,
        ],
    ];

    it.each(rows)("%s", (_name, rules, least, most) => expect(admitted(...rules)).toEqual([least, most]));

    it("is one object where nothing that matters is unknown", () => {
        const other = { ...allow, ports: known(PortSet.of(22)), certain: false };
        const found = reach([deny, allow, other], POINT);
        expect(found.atLeast).toBe(found.atMost);
    });

    it("takes a list that nobody resolved for what its reader says", () => {
        const cause = { resource: "urn:test", at: "prefixListIds[0]", kind: "foreign", text: "elsewhere" } as const;
        const link = { kind: "list", key: "pl-1", scope: "", dependencies: [], cause };
        const unknown = { kind: "unknown", least: IpSet.empty, most: IpSet.ipv4, cause } as const;
        expect(admitted(rule("a", "allow", { kind: "list", link, otherwise: unknown }))).toEqual([
            NOTHING,
            "0.0.0.0/0",
        ]);
    });
});

describe("references", () => {
    const tenants = named("cloud-tenant", "AzureCloud", { includesPrefix: "AzureCloud." });
    const west = named("cloud-tenant", "AzureCloud.west");
    const rows: readonly (readonly [name: string, rules: readonly Rule[], names: readonly string[]])[] = [
        ["gets in by name", [rule("a", "allow", west)], ["AzureCloud.west"]],
        ["is named once", [rule("a", "allow", west), rule("b", "allow", west)], ["AzureCloud.west"]],
        ["is kept out by the same name", [rule("d", "deny", west), rule("a", "allow", west)], []],
        ["is kept out by a name that includes it", [rule("d", "deny", tenants), rule("a", "allow", west)], []],
        [
            "is not kept out by one that it includes",
            [rule("d", "deny", west), rule("a", "allow", tenants)],
            ["AzureCloud"],
        ],
        [
            "is not kept out by a later deny",
            [rule("d", "deny", west, tier(2)), rule("a", "allow", west, tier(1))],
            ["AzureCloud.west"],
        ],
        [
            "is not kept out by a namesake of another class",
            [rule("d", "deny", named("service", "x")), rule("a", "allow", named("geo", "x"))],
            ["x"],
        ],
        ["is kept out by a deny of everyone", [rule("d", "deny", everyone), rule("a", "allow", west)], []],
        [
            "is kept out by denies that cover all it can mean",
            [
                rule("d", "deny", from("10.0.0.0/9")),
                rule("e", "deny", from("10.128.0.0/9")),
                rule("a", "allow", named("internal", "net", { within: IpSet.of("10.0.0.0/8") })),
            ],
            [],
        ],
        [
            "is not kept out by a deny of a part",
            [rule("d", "deny", from("0.0.0.0/0")), rule("a", "allow", west)],
            ["AzureCloud.west"],
        ],
    ];

    it.each(rows)("%s", (_name, rules, expected) => expect(names(...rules)).toEqual(expected));

    it("of a deny narrow no addresses: what cannot be compared never narrows the answer", () => {
        expect(admitted(rule("d", "deny", tenants), rule("a", "allow", everyone, tier(1)))).toEqual([ALL, ALL]);
    });
});
