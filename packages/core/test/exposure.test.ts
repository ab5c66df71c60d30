import { describe, expect, it } from "vitest";
import { formatAddress, parseAddress } from "../src/address.js";
import { unknownPeer } from "../src/cloud/shape.js";
import { explain } from "../src/explain.js";
import { type Exposure, type ExposureOptions, exposure } from "../src/exposure.js";
import { IpSet } from "../src/ip-set.js";
import { tcp } from "../src/point.js";
import { PortSet } from "../src/port-set.js";
import { reach } from "../src/reach.js";
import { known, type Rule } from "../src/rule.js";
import { everyone, from, named, rule, tier, to, unknownSource } from "./rules.js";

const POINT = tcp(6443);

function judge(rules: readonly Rule[], options: ExposureOptions = {}): Exposure {
    return exposure(reach(rules, POINT), options);
}

function witnessOf(found: Exposure): readonly [string, string] | undefined {
    if (found.witness === undefined) return undefined;
    const { source, rule: by } = found.witness;
    return ["family" in source ? formatAddress(source) : source.name, by.name];
}

describe("the witness", () => {
    const rows: readonly (readonly [name: string, rules: readonly Rule[], witness: readonly [string, string]])[] = [
        ["is an address that everyone knows where everyone gets in", [rule("a", "allow", everyone)], ["1.0.0.1", "a"]],
        ["is IPv6 where only IPv6 gets in", [rule("a", "allow", from("::/0"))], ["2600::1", "a"]],
        ["is public where private space gets in too", [rule("a", "allow", from("10.0.0.0/7"))], ["11.0.0.1", "a"]],
        ["lies in the largest interval", [rule("a", "allow", from("8.0.0.0/12", "20.0.0.0/8"))], ["20.0.0.1", "a"]],
        [
            "is the IPv6 form where only that gets in",
            [rule("a", "allow", from("64:ff9b::/96"))],
            ["64:ff9b::b00:1", "a"],
        ],
        [
            "names the rule that decides, not one behind it",
            [rule("first", "allow", from("0.0.0.0/0"), tier(1)), rule("second", "allow", everyone, tier(2))],
            ["1.0.0.1", "first"],
        ],
        [
            "avoids what an earlier deny hides",
            [rule("d", "deny", from("0.0.0.0/1")), rule("a", "allow", from("0.0.0.0/0"), tier(1))],
            ["128.0.0.1", "a"],
        ],
        ["is a reference where that is what is refused", [rule("a", "allow", named("geo", "CH"))], ["CH", "a"]],
        [
            "of a sum is one of the addresses that make it up",
            [rule("a", "allow", from("8.0.0.0/13")), rule("b", "allow", from("8.8.0.0/13"))],
            ["8.0.0.1", "a"],
        ],
        [
            "gets in through the cell that lets it",
            [
                rule("d", "deny", everyone, { ...tier(1), sourcePorts: known(PortSet.of(1024, 65535)) }),
                rule("e", "deny", from("0.0.0.0/0"), { ...tier(2), destination: to(["10.0.0.1/32"]) }),
                rule("a", "allow", everyone, tier(3)),
            ],
            ["1.0.0.1", "a"],
        ],
    ];

    it.each(rows)("%s", (_name, rules, witness) => {
        const found = judge(rules);
        expect([found.verdict, witnessOf(found)]).toEqual(["open", witness]);
        const source = found.witness?.source;
        if (source !== undefined && "family" in source) {
            const replayed = explain(rules, POINT, source);
            expect([replayed.answer, replayed.decidedBy]).toEqual(["allow", found.witness?.rule]);
        }
    });

    it("is one host where one host is too many", () => {
        expect(witnessOf(judge([rule("a", "allow", from("8.8.8.8/32"))], { strict: true }))).toEqual(["8.8.8.8", "a"]);
    });

    it("avoids what is allowed or excused", () => {
        const options = { allowed: IpSet.of("0.0.0.0/2"), excused: { addresses: IpSet.of("64.0.0.0/2"), names: [] } };
        expect(witnessOf(judge([rule("a", "allow", from("0.0.0.0/0"))], options))).toEqual(["128.0.0.1", "a"]);
    });

    it("is none where nobody gets in", () => {
        expect(judge([rule("a", "allow", from("10.0.0.0/8"))]).witness).toBeUndefined();
    });
});

describe("an undecided reach", () => {
    const known = rule("known", "allow", from("10.0.0.0/8"));

    it("names the unknown value that decides, and who would get in by which rule", () => {
        const found = judge([known, rule("a", "allow", unknownSource("ingress[0].cidrBlocks[0]"))]);
        expect(found.verdict).toBe("undecided");
        expect(found.causes.map((cause) => cause.at)).toEqual(["ingress[0].cidrBlocks[0]"]);
        expect(witnessOf(found)).toEqual(["1.0.0.1", "a"]);
    });

    it("leaves out unknown values that decide nothing", () => {
        const found = judge([
            rule("a", "allow", unknownSource("decides")),
            rule("b", "allow", unknownSource("private", "10.0.0.0/8")),
            {
                ...rule("c", "allow", unknownSource("otherPort")),
                ports: { least: PortSet.of(443), most: PortSet.of(443) },
            },
            rule("d", "deny", unknownSource("behind"), tier(9)),
        ]);
        expect(found.causes.map((cause) => cause.at)).toEqual(["decides"]);
    });

    it("names a deny that hangs over an open allow", () => {
        const found = judge([
            rule("d", "deny", unknownSource("sourceAddressPrefix")),
            rule("a", "allow", everyone, tier(1)),
        ]);
        expect([found.verdict, found.causes.map((cause) => cause.at)]).toEqual(["undecided", ["sourceAddressPrefix"]]);
        expect(witnessOf(found)).toEqual(["1.0.0.1", "a"]);
    });

    it("names each value once", () => {
        const cause = { resource: "urn:test", at: "prefixListIds[0]", kind: "foreign", text: "elsewhere" } as const;
        const found = judge([rule("a", "allow", unknownPeer(cause)), rule("b", "allow", unknownPeer(cause))]);
        expect(found.causes).toEqual([cause]);
    });

    it("names the unknown switch of a rule that only a reference makes open", () => {
        const cause = { resource: "urn:test", at: "disabled", kind: "unknown", text: "later" } as const;
        const found = judge([{ ...rule("a", "allow", named("geo", "CH")), certain: false, causes: [cause] }]);
        expect([found.verdict, found.causes, witnessOf(found)]).toEqual(["undecided", [cause], ["CH", "a"]]);
    });

    it("does not stay undecided where a known rule is open", () => {
        expect(judge([rule("a", "allow", unknownSource("x")), rule("b", "allow", everyone)]).verdict).toBe("open");
    });

    it("does not stay undecided where what is unknown is under the limit", () => {
        expect(judge([rule("a", "allow", unknownSource("x", "198.51.100.0/24", "8.0.0.0/13"))]).verdict).toBe("closed");
        expect(judge([rule("a", "allow", unknownSource("x", "8.0.0.0/13"))], { strict: true }).verdict).toBe(
            "undecided",
        );
    });

    it("says so where source ports and destinations were too many to tell apart", () => {
        const denies = Array.from({ length: 5000 }, (_, index) =>
            rule(`d${index}`, "deny", everyone, {
                ...tier(0),
                destination: to([`10.0.${index >> 8}.${index & 255}/32`]),
            }),
        );
        const found = judge([...denies, rule("a", "allow", everyone, tier(1))]);
        expect([found.verdict, found.causes.length]).toEqual(["undecided", 1]);
        expect(found.causes[0]?.text).toContain("too many");
    });
});

describe("what counts", () => {
    it("is counted: public addresses by family, without what is allowed", () => {
        const found = judge([rule("a", "allow", from("8.0.0.0/30", "10.0.0.0/8", "2a00:100::/126"))], {
            allowed: IpSet.of("8.0.0.0/32"),
        });
        expect([found.publicAtLeast.countIpv4, found.publicAtLeast.countIpv6]).toEqual([3n, 4n]);
        expect(found.publicAtMost).toBe(found.publicAtLeast);
    });

    it("counts IPv4 inside IPv6 together with IPv4, and the same address once", () => {
        const rules = [rule("a", "allow", from("8.0.0.0/13")), rule("b", "allow", from("::ffff:8.0.0.0/109"))];
        expect(judge(rules).verdict).toBe("closed");
        expect(judge([...rules, rule("c", "allow", from("2002:808::/29"))]).verdict).toBe("open");
    });

    it("keeps references out of what allowed blocks take away", () => {
        const options = { allowed: IpSet.of("8.0.0.0/8"), cloudTenantSources: "violation" } as const;
        expect(judge([rule("a", "allow", named("cloud-tenant", "AzureCloud"))], options).verdict).toBe("open");
    });

    it("leaves out a reference that is excused by name, of any case", () => {
        const excused = { addresses: IpSet.empty, names: ["storage", "azurecloud"] };
        const found = judge(
            [rule("a", "allow", named("cloud-tenant", "AzureCloud")), rule("b", "allow", named("service", "Storage"))],
            { excused },
        );
        expect([found.verdict, found.relays]).toEqual(["closed", []]);
    });

    it("can be asked again about a witness that is no address of this family", () => {
        expect(explain([rule("a", "allow", from("8.0.0.0/8"))], POINT, parseAddress("2600::1")).answer).toBe("deny");
    });
});
