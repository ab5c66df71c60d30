import fc from "fast-check";
import { expect, it } from "vitest";
import { compare } from "../src/compare.js";
import { IpSet } from "../src/ip-set.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import { CLIENTS, setOf } from "./oracle.js";
import { from, rule } from "./rules.js";

it("names what is granted beyond the intent, and what is lacking", () => {
    const granted = reach([rule("a", "allow", from("10.0.0.0/8"))], tcp(6443)).atLeast;
    const { excess, missing } = compare(granted, IpSet.of("10.0.0.0/9", "192.168.0.0/16"));
    expect([excess.toString(), missing.toString()]).toEqual(["10.128.0.0/9", "192.168.0.0/16"]);
});

it("takes a set as well as who is admitted", () => {
    const { excess, missing } = compare(IpSet.of("::/0"), IpSet.of("0.0.0.0/0"));
    expect([excess.toString(), missing.toString()]).toEqual(["::/0", "0.0.0.0/0"]);
});

it("leads from what is granted to the intent and back", () => {
    const masks = fc.integer({ min: 0, max: (1 << CLIENTS) - 1 });
    fc.assert(
        fc.property(masks, masks, (one, other) => {
            const [granted, intended] = [setOf(one), setOf(other)];
            const { excess, missing } = compare(granted, intended);
            expect(granted.subtract(excess).union(missing).equals(intended)).toBe(true);
            expect(excess.overlaps(intended) || missing.overlaps(granted)).toBe(false);
        }),
    );
});
