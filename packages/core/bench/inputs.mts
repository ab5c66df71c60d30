/** Numbers that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (state + 0x6d2b79f5) | 0;
        let value = Math.imul(state ^ (state >>> 15), 1 | state);
        value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
        return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
    };
}

/** CIDR blocks as text, in random order: half of them in runs of up to sixteen neighbours. */
export function cidrs(family: 4 | 6, count: number, seed: number): string[] {
    const below = randomNumbers(seed);
    const list: string[] = [];
    const write = family === 4 ? ipv4Text : ipv6Text;
    const prefixLength = () => (family === 4 ? 16 + below(17) : 32 + below(33));
    while (list.length < count / 2) list.push(write(random(family, below), prefixLength()));
    while (list.length < count) {
        const length = prefixLength();
        const size = 1n << BigInt((family === 4 ? 32 : 128) - length);
        const run = 2 + below(15);
        const start = random(family, below);
        for (let index = 0n; index < run && list.length < count; index++)
            list.push(write(start + index * size, length));
    }
    for (let index = list.length - 1; index > 0; index--) {
        const other = below(index + 1);
        [list[index], list[other]] = [list[other] as string, list[index] as string];
    }
    // Written out and read again: texts come over a wire, not as pieces that are still to be joined.
    return JSON.parse(JSON.stringify(list)) as string[];
}

/** An address in dotted decimal or IPv6, as a number. */
export function random(family: 4 | 6, below: (most: number) => number): bigint {
    if (family === 4) return BigInt(below(2 ** 32));
    const [a, b, c] = [below(2 ** 32), below(2 ** 32), below(2 ** 32)].map(BigInt) as [bigint, bigint, bigint];
    return ((0x20000000n | (a >> 3n)) << 96n) | (b << 64n) | (c << 32n) | BigInt(below(2 ** 32));
}

export function ipv4Text(value: bigint, length: number): string {
    const first = Number(BigInt.asUintN(32, (value >> BigInt(32 - length)) << BigInt(32 - length)));
    return `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}/${length}`;
}

export function ipv6Text(value: bigint, length: number): string {
    const first = BigInt.asUintN(128, (value >> BigInt(128 - length)) << BigInt(128 - length));
    const groups = Array.from({ length: 8 }, (_, group) =>
        ((first >> BigInt(112 - group * 16)) & 0xffffn).toString(16),
    );
    // Blocks end in zeros: write them as people do.
    return `${groups.join(":").replace(/(:0)+$/, "::")}/${length}`;
}
