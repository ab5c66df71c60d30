import { describe, expect, it } from "vitest";
import {
    addressPeer,
    decimal,
    integer,
    joinPorts,
    makeRule,
    type PortReading,
    portsBetween,
    portsOfText,
    type Reading,
    shownName,
    unreadKeys,
} from "../../src/cloud/shape.js";
import { Field } from "../../src/field.js";
import type { PortSet } from "../../src/port-set.js";
import { Secret, Unknown, type Value } from "../../src/value.js";

const U = new Unknown();
const ALL = "0-65535";

function field(value: Value): Field {
    return new Field(value, "at");
}

function bounds({ least, most }: Reading<PortSet>): readonly [string, string] {
    return [String(least), String(most)];
}

it("makes a rule that admits nobody less than it must: every default is the widest", () => {
    const rule = makeRule({ resource: "urn:r", at: "ingress[0]", peers: [] });
    expect([rule.name, rule.direction, rule.action, rule.certain]).toEqual(["ingress[0]", "ingress", "allow", true]);
    expect([
        rule.protocols.most,
        String(rule.ports.most),
        String(rule.sourcePorts.most),
        rule.destination.most,
    ]).toEqual(["any", ALL, ALL, "any"]);
});

describe("numbers", () => {
    it.each<[Value, ReturnType<typeof decimal>]>([
        [6443, 6443],
        [6443.5, 6443.5],
        ["6443", 6443],
        ["-1", -1],
        ["6443.50", 6443.5],
        [U, "unknown"],
        [undefined, undefined],
        [null, undefined],
        [Number.NaN, "odd"],
        [Number.POSITIVE_INFINITY, "odd"],
        ["0x192B", "odd"],
        [" 6443", "odd"],
        ["6443\n", "odd"],
        ["06443", "odd"],
        ["6e3", "odd"],
        ["+1", "odd"],
        ["", "odd"],
        ["\uff16", "odd"],
        [true, "odd"],
        [[6443], "odd"],
        [{}, "odd"],
    ])("reads %j as %j", (value, expected) => {
        expect(decimal(field(value))).toEqual(expected);
    });

    it("cuts fractions off towards zero", () => {
        expect([integer(field(199.9)), integer(field("-0.5")), integer(field("odd"))]).toEqual([199, -0, "odd"]);
    });
});

describe("ports between two bounds", () => {
    const rows: readonly (readonly [name: string, from: Value, to: Value, allow: string, deny: string])[] = [
        ["both known", 6000, 7000, "6000-7000", "6000-7000"],
        ["as text", "6000", "7000", "6000-7000", "6000-7000"],
        ["cut fractions: an allow has the cut range", 6443.5, 6443.9, "6443", "nothing"],
        ["beyond all ports", -5, 99_999, ALL, ALL],
        ["swapped", 7000, 6000, "nothing", "nothing"],
        ["odd: every port of an allow, surely none of a deny", "0x1", 7000, ALL, "nothing"],
    ];

    it.each(rows)("%s", (_name, from, to, allow, deny) => {
        const read = (action: PortReading["action"]) => portsBetween(field(from), field(to), { resource: "r", action });
        expect(String(read("allow").least)).toBe(allow);
        expect(String(read("deny").least)).toBe(deny);
        expect(read("deny").most.contains(read("deny").least)).toBe(true);
    });

    it.each<[string, Value, Value, string]>([
        ["the upper", 6443, U, "6443-65535"],
        ["the lower", U, 6443, "0-6443"],
        ["both", U, U, ALL],
        ["one beside a fraction", U, 6443.9, "0-6443"],
    ])("reach to the limit where %s is unknown, and hold nothing for sure", (_name, from, to, most) => {
        const found = portsBetween(field(from), field(to), { resource: "r", action: "allow" });
        expect(bounds(found)).toEqual(["nothing", most]);
        expect(found.causes.length).toBe([from, to].filter((bound) => bound === U).length);
    });

    it("are every port where a bound is not given, or the number that stands for it", () => {
        const found = (absent?: number) =>
            portsBetween(field(undefined), field(7000), {
                resource: "r",
                action: "allow",
                ...(absent === undefined ? {} : { absent }),
            });
        expect([String(found().most), String(found(0).most)]).toEqual([ALL, "0-7000"]);
    });

    it.each([-1, "-1", -1.7])("are every port where %j means that", (bound) => {
        const reading = { resource: "r", action: "allow", minusOneIsAll: true } as const;
        expect(String(portsBetween(field(bound), field(bound), reading).most)).toBe(ALL);
    });
});

describe("ports of a text", () => {
    const read = (value: Value, more: Partial<Parameters<typeof portsOfText>[1]> = {}) =>
        portsOfText(field(value), { resource: "r", action: "allow", ...more });

    it.each<[string, Value, string]>([
        ["one", "6443", "6443"],
        ["a number", 6443, "6443"],
        ["a range", "6443-6444", "6443-6444"],
        ["a list with commas and spaces", "22, 6443-6444,80", "22, 80, 6443-6444"],
        ["ports above 65535", "70000", "nothing"],
        ["swapped bounds", "7000-6000", "nothing"],
        ["not given", undefined, ALL],
    ])("%s", (_name, value, ports) => {
        expect(bounds(read(value))).toEqual([ports, ports]);
    });

    it.each([
        "",
        "6443-",
        "-6443",
        "6443-6444-6445",
        "06443",
        "014453",
        "6443 - 6444",
        "0x192B",
        "\u00a06443",
        "x",
        "22,,80",
    ])("that is no plain decimal is every port of an allow, none that a deny surely has: %j", (value) => {
        expect(bounds(read(value))).toEqual([ALL, ALL]);
        expect(bounds(read(value, { action: "deny" }))).toEqual(["nothing", ALL]);
    });

    it("with the words and the separator of a cloud", () => {
        expect(String(read("ANY", { everyPort: ["any"] }).most)).toBe(ALL);
        expect(String(read("6443:6444", { separator: ":" }).most)).toBe("6443-6444");
        expect(String(read("6443/6444", { separator: "/" }).most)).toBe("6443-6444");
    });

    it("unknown: nothing at least, everything at most", () => {
        const found = read(U);
        expect([...bounds(found), found.causes.map((cause) => [cause.at, cause.kind])]).toEqual([
            "nothing",
            ALL,
            [["at", "unknown"]],
        ]);
    });

    it("joined: what all of them hold, known only where all are", () => {
        expect(bounds(joinPorts([read("22"), read("80")]))).toEqual(["22, 80", "22, 80"]);
        const found = joinPorts([read("22"), read(U)]);
        expect([...bounds(found), found.causes.length]).toEqual(["22", ALL, 1]);
    });
});

describe("an address", () => {
    const read = (value: Value, more: Partial<Parameters<typeof addressPeer>[1]> = {}) => {
        const peer = addressPeer(field(value), { resource: "r", action: "allow", ...more });
        if (peer.kind === "addresses") return String(peer.addresses);
        return peer.kind === "unknown" ? `${peer.least} to ${peer.most}, ${peer.cause.kind}` : peer.kind;
    };
    const EVERYTHING = "0.0.0.0/0, ::/0";

    it.each<[string, Value, string]>([
        ["a block", "10.0.0.0/8", "10.0.0.0/8"],
        ["host bits are masked", "10.1.2.3/8", "10.0.0.0/8"],
        ["a bare address is everything", "10.1.2.3", EVERYTHING],
        ["empty text is everything", "", EVERYTHING],
        ["other text is everything", "everyone", EVERYTHING],
        ["unknown", U, `nothing to ${EVERYTHING}, unknown`],
        ["null", null, `nothing to ${EVERYTHING}, unreadable`],
        ["a list", ["10.0.0.0/8"], `nothing to ${EVERYTHING}, unreadable`],
    ])("%s", (_name, value, expected) => {
        expect(read(value)).toBe(expected);
    });

    it("is one address without a prefix length where the cloud reads it so", () => {
        expect(read("10.1.2.3", { bareAddress: true })).toBe("10.1.2.3/32");
    });

    it("of a deny that may mean everything clears nothing for sure", () => {
        expect(read("everyone", { action: "deny" })).toBe(`nothing to ${EVERYTHING}, unreadable`);
    });

    it("that is a secret is not shown", () => {
        const peer = addressPeer(field(new Secret("10.0.0.0/8")), { resource: "r", action: "allow" });
        expect("text" in peer && peer.text).toBe("[secret]");
    });
});

it("shows a name unless it is secret or not known", () => {
    expect([shownName(field("api"), "r"), shownName(field(new Secret("api")), "r"), shownName(field(U), "r")]).toEqual([
        "api",
        "r",
        "r",
    ]);
});

it("finds the keys that nobody reads, in either spelling", () => {
    const value = { fromPort: 1, from_port: 1, other: 1, __defaults: [] };
    expect(unreadKeys(field(value), ["fromPort"])).toEqual(["other"]);
    expect(unreadKeys(field("text"), ["fromPort"])).toEqual([]);
});
