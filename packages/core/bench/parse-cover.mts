/** Strings to the fewest CIDR blocks as strings, against cidr-tools `mergeCidr`. */
import assert from "node:assert/strict";
import { mergeCidr } from "cidr-tools";
import { IpSet } from "../dist/index.js";
import { cidrs } from "./inputs.mts";
import { race, report } from "./measure.mts";

for (const family of [4, 6] as const) {
    for (const [count, goal] of [
        [10, 1],
        [1000, 2],
        [10_000, 3],
    ] as const) {
        const texts = cidrs(family, count, count + family);
        const ours = () =>
            IpSet.parse(texts)
                .toCidrBlocks()
                .map((block) => block.toString());
        const peer = () => mergeCidr(texts);
        assert.deepEqual(new Set(ours()), new Set(peer()));
        report(`parse-cover-ipv${family}-${count}`, race(ours, peer), goal);
    }
}
