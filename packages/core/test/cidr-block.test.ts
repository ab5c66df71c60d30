import fc from "fast-check";
import { expect, it } from "vitest";
import { CidrBlock, FirewallError, IpSet, parseAddress } from "../src/index.js";
import { ODD_SPELLINGS } from "./odd-spellings.js";

it("lists at least the 56 odd spellings, each once", () => {
    expect(new Set(ODD_SPELLINGS.map(({ text }) => text)).size).toBe(ODD_SPELLINGS.length);
    expect(ODD_SPELLINGS.length).toBeGreaterThanOrEqual(56);
});

it.each(ODD_SPELLINGS)("answers $text ($kind)", ({ text, strict, cloud }) => {
    const answer = answerOf(() => CidrBlock.parse(text));
    expect(answer).toBe(strict);
    expect(CidrBlock.read(text, { bareAddress: true })?.toString()).toBe(cloud);
    // A set reads its entries by the same rule.
    expect(answerOf(() => IpSet.parse([text]))).toBe(strict);
});

function answerOf(read: () => unknown): string {
    try {
        return String(read());
    } catch (error) {
        if (error instanceof FirewallError) return error.code;
        throw error;
    }
}

it.each([
    ["no prefix length", "192.0.2.1", /Write "192.0.2.1\/32"/],
    ["no prefix length, IPv6", "2001:db8::1", /Write "2001:db8::1\/128"/],
    ["host bits", "10.1.2.3/8", /Write "10.1.2.3\/32" for the address or "10.0.0.0\/8" for the block/],
    ["host bits, IPv6", "2001:db8::1/64", /Write "2001:db8::1\/128" for the address or "2001:db8::\/64" for the block/],
    ["host bits of the whole internet", "1.2.3.4/0", /Write "1.2.3.4\/32" for the address\.$/],
    ["a space", "10.0.0.0 /8", /Remove the space/],
    ["leading zeros", "010.0.0.1/8", /without leading zeros/],
    ["a netmask", "10.0.0.0/255.0.0.0", /Write the prefix length/],
] as const)("says how to mend %s", (_name, text, fix) => {
    expect(() => CidrBlock.parse(text)).toThrow(fix);
});

it("names what is not text at all", () => {
    // The cast gives the parser what a program without types may give it.
    expect(() => CidrBlock.parse(undefined as unknown as string)).toThrow(
        "A value of type undefined is not a CIDR block",
    );
    expect(CidrBlock.read(7 as unknown as string)).toBeUndefined();
});

it("cuts a long text in the message", () => {
    expect(() => CidrBlock.parse("1".repeat(5000))).toThrow(/^"1{100}\.\.\." is not/);
});

it("reads a bare address only where asked", () => {
    expect(CidrBlock.read("192.0.2.1")).toBeUndefined();
    expect(CidrBlock.read("192.0.2.1", { bareAddress: true })?.toString()).toBe("192.0.2.1/32");
    expect(CidrBlock.read("2001:db8::1", { bareAddress: true })?.toString()).toBe("2001:db8::1/128");
});

it.each([
    ["10.0.0.0/8", "10.0.0.0", "10.255.255.255"],
    ["0.0.0.0/0", "0.0.0.0", "255.255.255.255"],
    ["192.0.2.7/32", "192.0.2.7", "192.0.2.7"],
    ["2001:db8::/33", "2001:db8::", "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff"],
    ["::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
])("knows the first and last address of %s", (text, first, last) => {
    const block = CidrBlock.parse(text);
    expect(block.first).toEqual(parseAddress(first));
    expect(block.last).toEqual(parseAddress(last));
});

it.each([
    ["itself", "10.0.0.0/8", "10.0.0.0/8", true],
    ["a part", "10.0.0.0/8", "10.1.0.0/16", true],
    ["more than itself", "10.1.0.0/16", "10.0.0.0/8", false],
    ["a neighbour", "10.0.0.0/8", "11.0.0.0/8", false],
    ["the other family", "0.0.0.0/0", "::/0", false],
    ["a part in the last lane", "2001:db8::/96", "2001:db8::ffff:0/112", true],
    ["a neighbour in the second lane", "2001:db8::/48", "2001:db8:1::/48", false],
])("contains %s", (_name, outer, inner, expected) => {
    expect(CidrBlock.parse(outer).contains(CidrBlock.parse(inner))).toBe(expected);
    expect(CidrBlock.parse(outer).equals(CidrBlock.parse(inner))).toBe(outer === inner);
});

it("contains an address", () => {
    expect(CidrBlock.parse("10.0.0.0/8").contains(parseAddress("10.9.8.7"))).toBe(true);
    expect(CidrBlock.parse("10.0.0.0/8").contains(parseAddress("11.0.0.0"))).toBe(false);
    expect(CidrBlock.parse("0.0.0.0/0").contains(parseAddress("::ffff:1.2.3.4"))).toBe(false);
});

it("writes what it reads, and masks as arithmetic does", () => {
    const space = fc.constantFrom({ family: 4 as const, width: 32 }, { family: 6 as const, width: 128 });
    fc.assert(
        fc.property(space, fc.bigInt(0n, 2n ** 128n - 1n), fc.nat(128), ({ family, width }, bits, length) => {
            const prefixLength = Math.min(length, width);
            const hostBits = BigInt(width - prefixLength);
            const value = BigInt.asUintN(width, bits);
            const first = (value >> hostBits) << hostBits;
            const written = IpSet.ofRange({ family, value }, { family, value })
                .toString()
                .replace(/\d+$/, String(prefixLength));
            const block = CidrBlock.read(written);
            expect(block?.first).toEqual({ family, value: first });
            expect(block?.last).toEqual({ family, value: first + (1n << hostBits) - 1n });
            expect(CidrBlock.parse(String(block)).equals(CidrBlock.parse(String(block)))).toBe(true);
            expect(String(CidrBlock.parse(String(block)))).toBe(String(block));
            if (first !== value) expect(() => CidrBlock.parse(written)).toThrow(/bits set/);
        }),
        { numRuns: 2000 },
    );
});
