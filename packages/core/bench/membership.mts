/** Whether a parsed address is in 10,000 CIDR blocks, against `net.BlockList`, which takes text. */
import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { formatAddress, IpSet, parseAddress } from "../dist/index.js";
import { cidrs, random, randomNumbers } from "./inputs.mts";
import { race, report } from "./measure.mts";

for (const family of [4, 6] as const) {
    const texts = cidrs(family, 10_000, family);
    const set = IpSet.parse(texts);
    const list = new BlockList();
    const name = `ipv${family}` as const;
    for (const text of texts) {
        const [address, length] = text.split("/") as [string, string];
        list.addSubnet(address, Number(length), name);
    }
    const below = randomNumbers(7);
    // Half of the addresses are in the set, or near to it.
    const addresses = Array.from({ length: 1000 }, (_, index) => {
        const hit = parseAddress((texts[below(texts.length)] as string).split("/")[0] as string);
        return index % 2 === 0 ? hit : parseAddress(formatAddress({ family, value: random(family, below) }));
    });
    const written = addresses.map(formatAddress);
    const ours = () => count(addresses.length, (index) => set.contains(addresses[index] as (typeof addresses)[0]));
    const peer = () => count(written.length, (index) => list.check(written[index] as string, name));
    assert.equal(ours(), peer());
    report(`membership-${name}-10000`, race(ours, peer), 20);
}

function count(length: number, holds: (index: number) => boolean): number {
    let found = 0;
    for (let index = 0; index < length; index++) if (holds(index)) found++;
    return found;
}
