import { expect, it } from "vitest";
import { tcp } from "../src/point.js";
import { PortSet } from "../src/port-set.js";
import { reach } from "../src/reach.js";
import { redundantRules } from "../src/redundant-rules.js";
import { known, type Rule } from "../src/rule.js";
import { maskOf, randomFrom, randomRule, ruleOf } from "./oracle.js";
import { everyone, from, named, rule, tier, to, unknownSource } from "./rules.js";

const POINT = tcp(6443);

type Row = readonly [
    name: string,
    rules: readonly Rule[],
    found: readonly (readonly [string, string, readonly string[]])[],
];

const ROWS: readonly Row[] = [
    [
        "finds nothing in a list that needs each rule",
        [rule("a", "allow", from("10.0.0.0/9")), rule("b", "allow", from("10.128.0.0/9"))],
        [],
    ],
    [
        "names a rule that two earlier ones cover between them",
        [
            rule("left", "deny", from("10.0.0.0/9"), tier(1)),
            rule("right", "allow", from("10.128.0.0/9"), tier(2)),
            rule("all", "allow", from("10.0.0.0/8"), tier(3)),
        ],
        [
            ["all", "shadowed", ["left", "right"]],
            ["left", "redundant", []],
        ],
    ],
    [
        "names the later of two equal rules",
        [rule("one", "allow", from("10.0.0.0/8")), rule("two", "allow", from("10.0.0.0/8"))],
        [["two", "shadowed", ["one"]]],
    ],
    [
        "names an earlier rule that a later one makes needless",
        [rule("small", "allow", from("10.0.0.0/9"), tier(1)), rule("large", "allow", from("10.0.0.0/8"), tier(2))],
        [["small", "redundant", []]],
    ],
    [
        "keeps an earlier rule that a deny would hide",
        [
            rule("small", "allow", from("10.0.0.0/16"), tier(1)),
            rule("deny", "deny", from("10.0.0.0/9"), tier(2)),
            rule("large", "allow", from("10.0.0.0/8"), tier(3)),
        ],
        [],
    ],
    [
        "names a deny that an earlier allow hides, and then the allow, which needs it no more",
        [
            rule("small", "allow", from("10.0.0.0/9"), tier(1)),
            rule("deny", "deny", from("10.0.0.0/16"), tier(2)),
            rule("large", "allow", from("10.0.0.0/8"), tier(3)),
        ],
        [
            ["deny", "shadowed", ["small"]],
            ["small", "redundant", []],
        ],
    ],
    [
        "names a deny at the end, where all is denied anyway",
        [rule("a", "allow", from("10.0.0.0/8")), rule("d", "deny", from("11.0.0.0/8"), tier(1))],
        [["d", "redundant", []]],
    ],
    [
        "keeps a rule whose reference nobody named before",
        [
            rule("a", "allow", from("10.0.0.0/8")),
            { ...rule("b", "allow", from("10.0.0.0/8")), peers: [from("10.0.0.0/8"), named("internal", "web")] },
        ],
        [["a", "redundant", []]],
    ],
    [
        "looks at the rules of the port only",
        [
            rule("small", "allow", from("10.0.0.0/9"), tier(1)),
            rule("other", "allow", from("10.0.0.0/8"), { ...tier(1), ports: known(PortSet.of(443)) }),
            rule("large", "allow", from("10.0.0.0/8"), tier(2)),
        ],
        [["small", "redundant", []]],
    ],
    [
        "neither covers with an unknown rule nor drops one",
        [
            rule("u", "allow", unknownSource("x"), tier(1)),
            rule("a", "allow", from("10.0.0.0/8"), tier(2)),
            rule("v", "allow", unknownSource("y", "10.0.0.0/8"), tier(3)),
        ],
        [],
    ],
    [
        "keeps a rule that counts at other source ports than the deny before it",
        [
            rule("d", "deny", everyone, { ...tier(1), sourcePorts: known(PortSet.of(1024, 65535)) }),
            rule("a", "allow", everyone, tier(2)),
        ],
        [],
    ],
    [
        "does not cover with an allow of one destination, which the allow of all makes needless",
        [
            rule("host", "allow", everyone, { ...tier(1), destination: to(["10.0.0.1/32"]) }),
            rule("net", "allow", everyone, tier(2)),
        ],
        [["host", "redundant", []]],
    ],
    [
        "keeps an allow of one destination before a deny of all",
        [
            rule("host", "allow", everyone, { ...tier(1), destination: to(["10.0.0.1/32"]) }),
            rule("deny", "deny", everyone, tier(2)),
            rule("net", "allow", everyone, tier(3)),
        ],
        [
            ["net", "shadowed", ["host", "deny"]],
            ["deny", "redundant", []],
        ],
    ],
    [
        "covers a destination by the two halves of it",
        [
            rule("low", "deny", everyone, { ...tier(1), destination: to(["10.0.0.0/25"]) }),
            rule("high", "allow", everyone, { ...tier(2), destination: to(["10.0.0.128/25"]) }),
            rule("both", "allow", everyone, { ...tier(3), destination: to(["10.0.0.0/24"]) }),
        ],
        [
            ["both", "shadowed", ["low", "high"]],
            ["low", "redundant", []],
        ],
    ],
    [
        "keeps a deny of a group whose machine may have the address of an allow",
        [
            rule("group", "deny", everyone, { ...tier(1), destination: to([], ["a"]) }),
            rule("host", "allow", everyone, { ...tier(2), destination: to(["10.0.0.1/32"]) }),
        ],
        [],
    ],
    [
        "keeps a deny of addresses that a name let in later may have",
        [rule("d", "deny", from("10.0.0.0/8"), tier(1)), rule("n", "allow", named("internal", "web"), tier(2))],
        [],
    ],
    [
        "keeps a deny of a name that may have addresses let in later",
        [rule("d", "deny", named("internal", "web"), tier(1)), rule("a", "allow", from("10.0.0.0/8"), tier(2))],
        [],
    ],
    [
        "keeps an allow before a deny of a name that may have its addresses",
        [
            rule("first", "allow", from("10.0.0.0/8"), tier(1)),
            rule("d", "deny", named("internal", "web"), tier(2)),
            rule("last", "allow", from("10.0.0.0/7"), tier(3)),
        ],
        [],
    ],
    [
        "keeps an allow of a name before a deny of its addresses",
        [
            rule("first", "allow", named("internal", "web"), tier(1)),
            rule("d", "deny", from("10.0.0.0/8"), tier(2)),
            rule("all", "allow", { ...named("internal", "web") }, tier(3)),
        ],
        [
            ["all", "shadowed", ["first"]],
            ["d", "redundant", []],
        ],
    ],
    [
        "never names a rule of the cloud itself, and lets others fall to it",
        [
            rule("own", "allow", from("10.0.0.0/8"), tier(1)),
            { ...rule("default", "allow", from("10.0.0.0/8"), tier(2)), implied: true },
        ],
        [["own", "redundant", []]],
    ],
    [
        "names an allow of one destination behind an allow of all",
        [
            rule("net", "allow", everyone, tier(1)),
            rule("host", "allow", everyone, { ...tier(2), destination: to(["10.0.0.1/32"]) }),
        ],
        [["host", "shadowed", ["net"]]],
    ],
];

it.each(ROWS)("%s", (_name, rules, expected) => {
    const found = redundantRules(rules, POINT);
    expect(found.map(({ rule: one, kind, by }) => [one.name, kind, by.map((other) => other.name)])).toEqual(expected);
});

it("changes nothing when all that it names are taken away together", () => {
    const random = randomFrom(99);
    let named = 0;
    for (let index = 0; index < 1000; index++) {
        const rules = Array.from({ length: 1 + random(8) }, () => randomRule(random, random(3) === 0)).map(ruleOf);
        const gone = new Set(redundantRules(rules, POINT).map((one) => one.rule));
        const [before, after] = [
            reach(rules, POINT),
            reach(
                rules.filter((one) => !gone.has(one)),
                POINT,
            ),
        ];
        for (const view of ["atLeast", "atMost"] as const) {
            const names = (found: typeof before) => found[view].references.map((one) => one.name).sort();
            expect([index, maskOf(after[view].addresses), names(after)]).toEqual([
                index,
                maskOf(before[view].addresses),
                names(before),
            ]);
        }
        named += gone.size;
    }
    expect(named).toBeGreaterThan(500);
});
