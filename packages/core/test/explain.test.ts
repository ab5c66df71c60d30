import { expect, it } from "vitest";
import { parseAddress } from "../src/address.js";
import { explain } from "../src/explain.js";
import { tcp } from "../src/point.js";
import { PortSet } from "../src/port-set.js";
import { known, type Rule } from "../src/rule.js";
import { everyone, from, named, rule, tier, to, unknownSource } from "./rules.js";

const ADDRESS = parseAddress("8.8.8.8");

type Row = readonly [
    name: string,
    rules: readonly Rule[],
    answer: string,
    decidedBy: string | undefined,
    shadowed: readonly string[],
];

const ROWS: readonly Row[] = [
    ["denies at the end of the list", [], "deny", undefined, []],
    [
        "denies at the end where no rule speaks of the address",
        [rule("a", "allow", from("10.0.0.0/8"))],
        "deny",
        undefined,
        [],
    ],
    ["names the rule that allows", [rule("a", "allow", from("8.0.0.0/8"))], "allow", "a", []],
    [
        "names the first of the rules, and those behind it in order",
        [
            rule("third", "allow", everyone, tier(3)),
            rule("first", "deny", from("8.8.0.0/16"), tier(1)),
            rule("other", "deny", from("9.0.0.0/8"), tier(1)),
            rule("second", "allow", from("8.8.8.8/32"), tier(2)),
        ],
        "deny",
        "first",
        ["second", "third"],
    ],
    [
        "lets a deny win in a tier and shadows the allow",
        [rule("a", "allow", everyone), rule("d", "deny", everyone)],
        "deny",
        "d",
        ["a"],
    ],
    [
        "passes over a deny of other source ports",
        [
            rule("d", "deny", everyone, { ...tier(1), sourcePorts: known(PortSet.of(1024, 65535)) }),
            rule("a", "allow", everyone, tier(2)),
            rule("b", "allow", everyone, tier(3)),
        ],
        "allow",
        "a",
        ["b"],
    ],
    [
        "passes over a deny of another destination",
        [
            rule("d", "deny", everyone, { ...tier(1), destination: to(["10.0.0.1/32"]) }),
            rule("a", "allow", everyone, { ...tier(2), destination: to(["10.0.0.2/32"]) }),
        ],
        "allow",
        "a",
        [],
    ],
    ["does not take a reference for the address", [rule("a", "allow", named("geo", "US"))], "deny", undefined, []],
    ["leaves open what an unknown source decides", [rule("a", "allow", unknownSource("cidr"))], "undecided", "a", []],
    [
        "leaves open what an unknown deny decides",
        [rule("d", "deny", unknownSource("cidr"), tier(1)), rule("a", "allow", everyone, tier(2))],
        "undecided",
        "a",
        [],
    ],
    [
        "decides where the unknown lies behind",
        [rule("a", "allow", everyone, tier(1)), rule("d", "deny", unknownSource("cidr"), tier(2))],
        "allow",
        "a",
        ["d"],
    ],
];

it.each(ROWS)("%s", (_name, rules, answer, decidedBy, shadowed) => {
    const found = explain(rules, tcp(6443), ADDRESS);
    expect([found.answer, found.decidedBy?.name, found.shadowed.map((one) => one.name)]).toEqual([
        answer,
        decidedBy,
        shadowed,
    ]);
});

it("names the unknown values that decide, and only those", () => {
    const rules = [
        rule("a", "allow", unknownSource("here")),
        rule("b", "allow", unknownSource("elsewhere", "9.0.0.0/8")),
    ];
    expect(explain(rules, tcp(6443), ADDRESS).causes.map((cause) => cause.at)).toEqual(["here"]);
    expect(explain([rule("a", "allow", everyone)], tcp(6443), ADDRESS).causes).toEqual([]);
});
