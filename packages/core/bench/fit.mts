/** 600 blocks fitted into 60 inside an envelope: under 2 ms, both families. */
import assert from "node:assert/strict";
import { fit, IpSet } from "../dist/index.js";
import { ipv4Text, ipv6Text, randomNumbers } from "./inputs.mts";
import { reportLimit, timed } from "./measure.mts";

const below = randomNumbers(3);
for (const family of [4, 6] as const) {
    const write = family === 4 ? ipv4Text : ipv6Text;
    const [base, bits, length] = family === 4 ? [0x0a000000n, 24, 28] : [0x20010db8n << 96n, 96, 64];
    const leaf = () => write(base + (BigInt(below(2 ** 24)) << BigInt(bits - 24)), length + below(5));
    const blocks = new Set<string>();
    while (IpSet.parse(blocks).toCidrBlocks().length < 600) blocks.add(leaf());
    const set = IpSet.parse(blocks);
    const envelope = IpSet.of(write(base, family === 4 ? 8 : 32));
    assert.equal(set.toCidrBlocks().length, 600);
    assert.equal(fit(set, 60, envelope).length, 60);
    reportLimit(
        `fit-ipv${family}-600-into-60`,
        timed(() => fit(set, 60, envelope)),
        2,
    );
}
