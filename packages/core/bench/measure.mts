/** One way to do the work; what it returns is kept, so that no work can be left out. */
export type Contender = () => unknown;

/** Milliseconds that one run of each takes. */
export interface Times {
    readonly ours: number;
    readonly peer: number;
}

/** Keeps results alive. */
let sink: unknown;

/**
 * Runs us and the peer by turns in this process and takes the least of many turns of each: what else the machine does
 * can only add to a turn. Each repeats the work until it lasts long enough to be read from the clock, and no longer, so
 * that some turns are not interrupted.
 */
export function race(ours: Contender, peer: Contender, rounds = 301, leastMilliseconds = 1): Times {
    const repeats = { ours: repeatsFor(ours, leastMilliseconds), peer: repeatsFor(peer, leastMilliseconds) };
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let round = 0; round < rounds; round++) {
        times.ours.push(timeOf(ours, repeats.ours));
        times.peer.push(timeOf(peer, repeats.peer));
    }
    return { ours: Math.min(...times.ours), peer: Math.min(...times.peer) };
}

/** Says how many times faster we are than the peer, and whether that meets the goal. */
export function report(name: string, { ours, peer }: Times, goal: number): void {
    const ratio = peer / ours;
    console.log(`${name}: ours ${readable(ours)}, peer ${readable(peer)}`);
    verdict(name, ratio, goal, ratio >= goal);
}

/** Says how long we take, and whether that is within the limit in milliseconds. */
export function reportLimit(name: string, milliseconds: number, limit: number): void {
    console.log(`${name}: ${readable(milliseconds)}, at most ${readable(limit)}`);
    verdict(name, limit / milliseconds, 1, milliseconds <= limit);
}

/** Least milliseconds of one run over many: what else the machine does can only add to it. */
export function timed(work: Contender, rounds = 101): number {
    const repeats = repeatsFor(work, 1);
    return Math.min(...Array.from({ length: rounds }, () => timeOf(work, repeats)));
}

function verdict(name: string, ratio: number, goal: number, ok: boolean): void {
    console.log(`${name} ratio ${ratio.toFixed(2)} goal ${goal} ${ok ? "ok" : "short"}`);
}

function timeOf(work: Contender, repeats: number): number {
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) sink = work();
    return (performance.now() - start) / repeats;
}

/** Warms the work up, and finds how often to repeat it. One run of a peer may take longer than any warm-up. */
function repeatsFor(work: Contender, leastMilliseconds: number): number {
    const start = performance.now();
    let repeats = 1;
    for (let runs = 0, spent = 0; spent < 2000; runs += repeats) {
        const time = timeOf(work, repeats) * repeats;
        spent = performance.now() - start;
        if (time < leastMilliseconds) repeats *= 2;
        else if (spent > 300 && runs > 30) break;
    }
    return repeats;
}

function readable(milliseconds: number): string {
    if (milliseconds < 0.001) return `${(milliseconds * 1e6).toFixed(1)} ns`;
    return milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} us` : `${milliseconds.toFixed(2)} ms`;
}

process.on("exit", () => {
    // A use of the last result, so that no compiler may call it dead.
    if (sink === undefined) process.exitCode = 1;
});
