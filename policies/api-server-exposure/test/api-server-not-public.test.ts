import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { runEngine, told } from "./run-engine.mts";
import { FIREWALLS, SMALL, UNKNOWN } from "./situations.mts";

const NAME = "api-server-not-public";

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    describe.each(FIREWALLS)("$cloud", ({ everyone, resources }) => {
        it.each(["preview", "update"] as const)("is refused in an %s where everybody gets in", async (phase) => {
            const found = await runEngine(pack(), resources(everyone, 6443), { phase });
            const refusals = found.filter(({ policy }) => policy === NAME);
            expect(refusals.map(({ level, urn }) => [level, urn.split("::").pop()])).toEqual([
                ["mandatory", "subject"],
            ]);
            expect(refusals[0]?.message).toMatch(
                /^Everyone .*can open TCP 6443 \(Kubernetes API\) through subject\.\n/,
            );
        });

        it.each(["preview", "update"] as const)("passes an %s where a few addresses get in", async (phase) => {
            expect(told(await runEngine(pack(), resources(SMALL, 6443), { phase }))).toEqual([]);
        });

        it("is not known, and not refused, where the source is not known", async () => {
            const found = await runEngine(pack(), resources(UNKNOWN, 6443));
            expect(found.map(({ policy, level }) => [policy, level])).toEqual([["api-server-reach-known", "advisory"]]);
        });
    });

    it("judges the ports that are set", async () => {
        const config = { [NAME]: { properties: { ports: [8443] } } };
        const open = FIREWALLS[0]?.resources("0.0.0.0/0", 8443) ?? [];
        expect(told(await runEngine(pack(), open, { config }))).toEqual([`${NAME} on subject`]);
        expect(told(await runEngine(pack(), open))).toEqual([]);
    });

    it("keeps to the level that is set", async () => {
        const open = FIREWALLS[0]?.resources("0.0.0.0/0", 6443) ?? [];
        const advisory = await runEngine(pack(), open, { config: { [NAME]: { level: "advisory" } } });
        expect(advisory.map(({ level }) => level)).toEqual(["advisory"]);
        expect(await runEngine(pack(), open, { config: { [NAME]: { level: "disabled" } } })).toEqual([]);
    });
});
