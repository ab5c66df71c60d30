/** Milliseconds of one turn. */
export type Turn = () => Promise<number>;

/** What a race found. */
export interface Outcome {
    readonly ours: number;
    readonly peer: number;
    /** The median of the rounds' own ratios: what else the machine does in a round hits both of its turns. */
    readonly ratio: number;
}

/** Runs ours and the peer by turns; who goes first changes every round. The first round warms both up and is not counted. */
export async function race(ours: Turn, peer: Turn, rounds: number): Promise<Outcome> {
    const pairs: { readonly ours: number; readonly peer: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
        const first = round % 2 === 0 ? await ours() : undefined;
        const theirs = await peer();
        const pair = { ours: first ?? (await ours()), peer: theirs };
        if (round > 0) pairs.push(pair);
    }
    return {
        ours: median(pairs.map((pair) => pair.ours)),
        peer: median(pairs.map((pair) => pair.peer)),
        ratio: median(pairs.map((pair) => pair.ours / pair.peer)),
    };
}

/** The milliseconds that something took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

function median(values: readonly number[]): number {
    const sorted = values.toSorted((one, other) => one - other);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
