import { isIP } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, parseAddress, tryParseAddress } from "../src/index.js";

it.each([
    ["dotted decimal", "192.0.2.10", 4, 0xc000020an, "192.0.2.10"],
    ["the first address", "0.0.0.0", 4, 0n, "0.0.0.0"],
    ["the last address", "255.255.255.255", 4, 0xffffffffn, "255.255.255.255"],
    ["the IPv6 zero", "::", 6, 0n, "::"],
    ["loopback", "::1", 6, 1n, "::1"],
    ["all groups", "1:2:3:4:5:6:7:8", 6, 0x00010002000300040005000600070008n, "1:2:3:4:5:6:7:8"],
    ["upper case", "2001:DB8::A", 6, 0x20010db800000000000000000000000an, "2001:db8::a"],
    ["leading zeros in groups", "2001:0db8:0000::0001", 6, 0x20010db8000000000000000000000001n, "2001:db8::1"],
    ["one zero group stays", "2001:db8:0:1:1:1:1:1", 6, 0x20010db8000000010001000100010001n, "2001:db8:0:1:1:1:1:1"],
    ["a gap for one group", "1:2:3:4:5:6:7::", 6, 0x00010002000300040005000600070000n, "1:2:3:4:5:6:7:0"],
    ["the longest run", "2001:0:0:1:0:0:0:1", 6, 0x20010000000000010000000000000001n, "2001:0:0:1::1"],
    ["the first of equal runs", "2001:db8:0:0:1:0:0:1", 6, 0x20010db8000000000001000000000001n, "2001:db8::1:0:0:1"],
    ["an IPv4 tail", "64:ff9b::192.0.2.1", 6, 0x0064ff9b0000000000000000c0000201n, "64:ff9b::c000:201"],
    ["IPv4-mapped", "::ffff:c000:201", 6, 0xffffc0000201n, "::ffff:192.0.2.1"],
    [
        "the last IPv6 address",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        6,
        2n ** 128n - 1n,
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ],
] as const)("reads and writes %s", (_name, text, family, value, written) => {
    const address = parseAddress(text);
    expect(address).toEqual({ family, value });
    expect(formatAddress(address)).toBe(written);
    expect(formatAddress({ family, value })).toBe(written);
});

it.each([
    ["nothing", "", /empty/],
    ["a leading zero", "010.0.0.1", /octal/],
    ["a space", " 10.0.0.1", /space/],
    ["a line end", "10.0.0.1\n", /space/],
    ["a zone id", "fe80::1%eth0", /zone id/],
    ["three octets", "10.0.1", /four decimal numbers/],
    ["a number", "167772160", /four decimal numbers/],
    ["hexadecimal", "0x0a.0.0.1", /Hexadecimal/],
    ["an octet too large", "256.0.0.1", /0 to 255/],
    ["digits of another script", "١٠.0.0.1", /plain ASCII/],
    ["a zero-width character", "10.0.0.1\u200b", /plain ASCII/],
    ["two gaps", "1::2::3", /eight groups/],
    ["a gap for no group", "1:2:3:4::5:6:7:8", /eight groups/],
    ["nine groups", "1:2:3:4:5:6:7:8:9", /eight groups/],
    ["five digits", "12345::", /eight groups/],
    ["a block", "10.0.0.0/8", /prefix length/],
    ["a name", "localhost", /neither/],
] as const)("refuses %s", (_name, text, why) => {
    expect(tryParseAddress(text)).toBeUndefined();
    expect(() => parseAddress(text)).toThrow(
        expect.objectContaining({ code: "address-malformed", why: expect.stringMatching(why) }),
    );
});

it("writes what it reads, for every address of both families", () => {
    const address = fc.oneof(
        fc.record({ family: fc.constant(4 as const), value: fc.bigInt(0n, 2n ** 32n - 1n) }),
        fc.record({ family: fc.constant(6 as const), value: fc.bigInt(0n, 2n ** 128n - 1n) }),
        fc.record({
            family: fc.constant(6 as const),
            value: fc
                .array(fc.constantFrom(0n, 0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
                .map((groups) => groups.reduce<bigint>((value, group) => (value << 16n) | group, 0n)),
        }),
    );
    fc.assert(
        fc.property(address, (one) => {
            const text = formatAddress(one);
            expect(isIP(text)).toBe(one.family);
            expect(parseAddress(text)).toEqual(one);
        }),
        { numRuns: 2000 },
    );
});

it("agrees with the platform on which texts are addresses", () => {
    const piece = fc.constantFrom(
        "0",
        "1",
        "10",
        "255",
        "256",
        "01",
        "a",
        "ffff",
        "fffff",
        ".",
        ".",
        ":",
        ":",
        "::",
        "/",
        "%",
        " ",
    );
    fc.assert(
        fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
            const text = pieces.join("");
            // The platform alone takes a zone id.
            const expected = text.includes("%") ? 0 : isIP(text);
            expect(tryParseAddress(text)?.family ?? 0).toBe(expected);
        }),
        { numRuns: 20_000 },
    );
});

it("agrees with the platform on addresses with one character changed", () => {
    const texts = ["192.0.2.10", "2001:db8::192.0.2.1", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1", "2001:db8::1:0"];
    const change = fc.constantFrom(..."0123456789abcfg.:/-+ ");
    fc.assert(
        fc.property(fc.constantFrom(...texts), fc.nat(20), fc.nat(2), change, (text, at, removed, added) => {
            const changed = text.slice(0, at) + added + text.slice(at + removed);
            expect(tryParseAddress(changed)?.family ?? 0).toBe(isIP(changed));
        }),
        { numRuns: 20_000 },
    );
});
