/**
 * What the pack costs beside a pack without policies, over the engine's protocol: its start in both forms, each resource,
 * and the stack. Both run at once and take turns, so a ratio of one run can be trusted; milliseconds are the machine's.
 */
import { analyzeRequest, analyzeStackRequest, EXECUTABLE, type Form, Pack } from "../test/protocol.mts";
import { emptyPack, shippedPack } from "./packs.mts";
import { type Outcome, race, timed } from "./race.mts";
import { firewalls, stackOf } from "./resources.mts";
import { Sender } from "./sender.mts";

/** Requests under way at once: enough that the pack never waits, so that its work is timed and not the way of a request. */
const IN_FLIGHT = 16;

const empty = emptyPack();

await raceStarts("pack-start-executable", "executable", EXECUTABLE, 0.5);
await raceStarts("pack-start-folder", "folder", shippedPack(), 1.05);
await raceCalls();

async function raceStarts(name: string, form: Form, path: string, goal: number): Promise<void> {
    report(name, await race(startOf(form, path), startOf("folder", empty), 15), goal);
}

/** From the process to its port. */
function startOf(form: Form, path: string): () => Promise<number> {
    return async () => {
        let pack: Pack | undefined;
        const milliseconds = await timed(async () => {
            pack = await Pack.start(form, path);
        });
        await pack?.stop();
        return milliseconds;
    };
}

async function raceCalls(): Promise<void> {
    const packs = [await Pack.start("executable", EXECUTABLE), await Pack.start("folder", empty)] as const;
    const [ours, peer] = packs.map((pack) => new Sender(pack));
    if (ours === undefined || peer === undefined) throw new Error("two packs were started");
    try {
        const rules = firewalls(1_000);
        const single = rules.map((resource) => analyzeRequest(resource).serializeBinary());
        const analyze = (sender: Sender) => () => timed(() => sender.sendAll("analyze", single, IN_FLIGHT));
        report("pack-analyze-1000", await race(analyze(ours), analyze(peer), 31), 1.1);

        const resources = stackOf(10_000);
        const all = resources.map((resource) => analyzeRequest(resource).serializeBinary());
        const stack = analyzeStackRequest(resources).serializeBinary();
        // The engine shows every resource by itself before the stack: each turn is a run of its own, nothing read yet.
        const analyzeStack = (sender: Sender) => async () => {
            await sender.sendAll("analyze", all, IN_FLIGHT);
            return timed(() => sender.send("analyzeStack", stack));
        };
        report("pack-analyze-stack-10000", await race(analyzeStack(ours), analyzeStack(peer), 7), 1.5);
    } finally {
        ours.close();
        peer.close();
        for (const pack of packs) await pack.stop();
    }
}

function report(name: string, { ours, peer, ratio }: Outcome, goal: number): void {
    console.log(`${name}: ours ${ours.toFixed(0)} ms, empty pack ${peer.toFixed(0)} ms`);
    console.log(`${name} ratio ${ratio.toFixed(2)} goal ${goal} ${ratio <= goal ? "ok" : "short"}`);
}
