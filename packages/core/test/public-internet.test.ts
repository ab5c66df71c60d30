import fc from "fast-check";
import { expect, it } from "vitest";
import { INTERNET, IpSet, PUBLIC_IPV4, PUBLIC_IPV6, parseAddress, publicPart } from "../src/index.js";

it("counts public IPv4 as 3,702,258,432 addresses", () => {
    expect(PUBLIC_IPV4.size(4)).toBe(3_702_258_432n);
    expect(PUBLIC_IPV4.size(6)).toBe(0n);
});

it.each([
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "224.0.0.0/3",
    "::/128",
    "::1/128",
    "100::/64",
    "100:0:0:1::/64",
    "64:ff9b:1::/48",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
    "8000::/1",
    "4000::/2",
    "2001::/23",
    "2001::/32",
    "2001:1::3/128",
    "2001:20::/28",
    "2001:db8::/32",
    "3fff::/20",
])("%s holds no public address", (text) => {
    const part = publicPart(IpSet.of(text));
    expect([part.countIpv4, part.countIpv6]).toEqual([0n, 0n]);
    expect(part.ipv4.union(part.ipv6).isEmpty).toBe(true);
});

it.each([
    ["192.31.196.0/24", 256n, 0n],
    ["192.52.193.0/24", 256n, 0n],
    ["192.175.48.0/24", 256n, 0n],
    ["192.168.0.0/15", 65_536n, 0n],
    ["10.0.0.0/7", 2n ** 24n, 0n],
    ["0.0.0.0/1", 2n ** 31n - 3n * 2n ** 24n - 2n ** 22n, 0n],
    ["2600::/12", 0n, 2n ** 116n],
    ["2a00::/12", 0n, 2n ** 116n],
    ["2000::/3", 3_702_258_432n, 2n ** 125n - 2n ** 105n - 2n ** 96n - 2n ** 108n - 2n ** 112n],
    ["::/1", 3_702_258_432n, 2n ** 125n - 2n ** 105n - 2n ** 96n - 2n ** 108n - 2n ** 112n],
    ["0.0.0.0/0", 3_702_258_432n, 0n],
])("%s holds %d public IPv4 and %d IPv6 addresses", (text, ipv4, ipv6) => {
    const part = publicPart(IpSet.of(text));
    expect([part.countIpv4, part.countIpv6]).toEqual([ipv4, ipv6]);
});

it.each([
    ["NAT64", "64:ff9b::/96", "0.0.0.0/0"],
    ["IPv4-mapped", "::ffff:0:0/96", "0.0.0.0/0"],
    ["6to4", "2002::/16", "0.0.0.0/0"],
    ["a NAT64 block", "64:ff9b::800:0/104", "8.0.0.0/8"],
    ["a mapped address", "::ffff:8.8.8.8/128", "8.8.8.8/32"],
    ["a 6to4 site", "2002:808:808::/48", "8.8.8.8/32"],
    ["one address of a 6to4 site", "2002:808:808::1/128", "8.8.8.8/32"],
    ["several 6to4 sites", "2002:800::/24", "8.0.0.0/8"],
    ["a private mapped block", "::ffff:10.0.0.0/104", "10.0.0.0/8"],
])("judges %s as the IPv4 it embeds", (_name, text, ipv4) => {
    const part = publicPart(IpSet.of(text));
    expect(part.ipv4.equals(IpSet.of(ipv4).intersect(PUBLIC_IPV4))).toBe(true);
    expect(part.countIpv6).toBe(0n);
});

it("counts an IPv4 address once, however it is admitted", () => {
    const part = publicPart(IpSet.of("8.8.8.0/24", "::ffff:8.8.8.0/120", "64:ff9b::808:800/120", "2002:808:808::/48"));
    expect(part.countIpv4).toBe(256n);
});

it.each([
    ["8.8.8.8", true],
    ["10.0.0.1", false],
    ["2600::1", true],
    ["fd00::1", false],
    ["::ffff:8.8.8.8", true],
    ["::ffff:10.0.0.1", false],
    ["64:ff9b::8.8.8.8", true],
    ["64:ff9b::10.0.0.1", false],
    ["2002:808:808::1", true],
    ["2002:a00:1::1", false],
])("%s in the internet: %s", (text, expected) => {
    expect(INTERNET.contains(parseAddress(text))).toBe(expected);
});

it("gives every address of the internet a public part, and no other", () => {
    expect(INTERNET.family(4).equals(PUBLIC_IPV4)).toBe(true);
    expect(INTERNET.contains(PUBLIC_IPV6)).toBe(true);
    const embedding = fc.constantFrom(0x64ff9bn << 96n, 0xffffn << 32n, 0x2002n << 112n, 0x2600n << 112n);
    fc.assert(
        fc.property(embedding, fc.bigInt(0n, 2n ** 32n - 1n), fc.bigInt(0n, 2n ** 80n - 1n), (base, ipv4, rest) => {
            const is6to4 = base === 0x2002n << 112n;
            const address = { family: 6 as const, value: is6to4 ? base + (ipv4 << 80n) + rest : base + ipv4 };
            const part = publicPart(IpSet.ofRange(address, address));
            expect(INTERNET.contains(address)).toBe(part.countIpv4 + part.countIpv6 === 1n);
        }),
        { numRuns: 1000 },
    );
});
