/**
 * Who gets in under priority and deny: rules of one to five CIDR blocks, strings in and the fewest blocks as strings
 * out, making the rules included; against a fold with cidr-tools, from the weakest rule to the strongest.
 */
import assert from "node:assert/strict";
import { excludeCidr, mergeCidr } from "cidr-tools";
import { IpSet, known, PortSet, type Rule, reach, tcp } from "../dist/index.js";
import { cidrs, randomNumbers } from "./inputs.mts";
import { race, report } from "./measure.mts";

const POINT = tcp(6443);

/** A rule as a cloud's list has it. */
interface Line {
    readonly name: string;
    readonly action: "allow" | "deny";
    readonly from: number;
    readonly to: number;
    readonly sources: readonly string[];
}

/** Lines from the strongest to the weakest; about seven in ten are about the port. */
function lines(count: number, seed: number): Line[] {
    const below = randomNumbers(seed);
    const pool = cidrs(4, count * 5, seed);
    return Array.from({ length: count }, (_, index) => {
        const applies = below(10) < 7;
        return {
            name: `rules[${index}]`,
            action: below(10) < 6 ? "allow" : "deny",
            from: applies ? 6000 : 80,
            to: applies ? 7000 : 443,
            sources: pool.splice(pool.length - 1 - below(5)),
        };
    });
}

function ruleOf({ name, action, from, to, sources }: Line, index: number): Rule {
    const addresses = IpSet.parse(sources);
    return {
        name,
        resource: "urn:pulumi:dev::bench::bench:index:Firewall::bench",
        at: name,
        direction: "ingress",
        action,
        priority: known(index),
        protocols: known([6]),
        ports: known(PortSet.of(from, to)),
        sourcePorts: known(PortSet.all),
        peers: [{ kind: "addresses", addresses, text: name }],
        destination: known("any"),
        certain: true,
        causes: [],
        because: [],
    };
}

function fold(list: readonly Line[]): string[] {
    let admitted: string[] = [];
    for (let index = list.length - 1; index >= 0; index--) {
        const { action, from, to, sources } = list[index] as Line;
        if (POINT.port < from || POINT.port > to) continue;
        admitted = action === "allow" ? mergeCidr([...admitted, ...sources]) : excludeCidr(admitted, [...sources]);
    }
    return admitted;
}

for (const [count, goal, rounds] of [
    [60, 5, 101],
    [1000, 90, 15],
    [10_000, 800, 2],
] as const) {
    const list = lines(count, count);
    const ours = () =>
        reach(list.map(ruleOf), POINT)
            .atMost.addresses.toCidrBlocks()
            .map((block) => block.toString());
    const peer = () => fold(list);
    // The race runs the peer at 10,000 rules a few times only: each takes many seconds.
    report(`effective-set-${count}-rules`, race(ours, peer, rounds), goal);
    if (count < 10_000) assert.deepEqual(new Set(ours()), new Set(peer()));
}
