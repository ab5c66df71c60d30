/** 1,000 blocks taken from 10,000, sets prepared, against cidr-tools `excludeCidr`, which takes text. */
import assert from "node:assert/strict";
import { excludeCidr } from "cidr-tools";
import { IpSet } from "../dist/index.js";
import { cidrs } from "./inputs.mts";
import { race, report } from "./measure.mts";

for (const family of [4, 6] as const) {
    const [from, without] = [cidrs(family, 10_000, 1), cidrs(family, 1000, 2)];
    const [set, other] = [IpSet.parse(from), IpSet.parse(without)];
    const ours = () => set.subtract(other);
    const peer = () => excludeCidr(from, without);
    assert.deepEqual(new Set(ours().toCidrBlocks().map(String)), new Set(peer()));
    report(`subtract-ipv${family}-1000-from-10000`, race(ours, peer), 50);
}
