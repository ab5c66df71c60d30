import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { runEngine, told } from "./run-engine.mts";
import { CLUSTERS, OPEN_BY_DEFAULT, SMALL, UNKNOWN } from "./situations.mts";

const NAME = "managed-api-endpoint-not-public";

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    describe.each(CLUSTERS)("$cloud", ({ everyone, resources }) => {
        it.each(["preview", "update"] as const)("is refused in an %s where everybody gets in", async (phase) => {
            const found = await runEngine(pack(), resources(everyone, 443), { phase });
            expect(found.map(({ policy, level }) => [policy, level])).toEqual([[NAME, "mandatory"]]);
            expect(found[0]?.message).toMatch(
                /^Everyone on the internet can open the Kubernetes API endpoint of subject\.\n/,
            );
        });

        it("passes where a few addresses get in", async () => {
            expect(told(await runEngine(pack(), resources(SMALL, 443)))).toEqual([]);
        });

        it("is not known where the source is not known", async () => {
            const found = await runEngine(pack(), resources(UNKNOWN, 443));
            expect(found.map(({ policy, level }) => [policy, level])).toEqual([["api-server-reach-known", "advisory"]]);
        });
    });

    it.each(OPEN_BY_DEFAULT)("refuses $type where nothing is said", async (cluster) => {
        const found = await runEngine(pack(), [cluster]);
        expect(told(found.filter(({ level }) => level === "mandatory"))).toEqual([`${NAME} on ${cluster.name}`]);
    });

    it("judges the endpoint whatever ports are set", async () => {
        const config = {
            [NAME]: { properties: { ports: [1234] } },
            "api-server-not-public": { properties: { ports: [1234] } },
        };
        expect(told(await runEngine(pack(), OPEN_BY_DEFAULT.slice(0, 1), { config }))).toEqual([`${NAME} on eks`]);
    });

    it("refuses a GKE DNS endpoint where that is set, and shows it otherwise", async () => {
        const cluster = {
            type: "gcp:container/cluster:Cluster",
            name: "gke",
            props: {
                privateClusterConfig: { enablePrivateEndpoint: true, enablePrivateNodes: true },
                controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } },
            },
        };
        expect(told(await runEngine(pack(), [cluster]))).toEqual(["api-server-reach-known on gke"]);
        const config = { [NAME]: { properties: { gkeDnsEndpoint: "violation" } } };
        const refused = await runEngine(pack(), [cluster], { config });
        expect(refused.map(({ policy, level }) => [policy, level])).toEqual([[NAME, "mandatory"]]);
        const exceptions = [
            { resource: "gke", sources: ["0.0.0.0/0", "::/0"], reason: "r", owner: "o", expires: "2099-01-01" },
        ];
        const excused = { [NAME]: { properties: { gkeDnsEndpoint: "violation", exceptions } } };
        expect(told(await runEngine(pack(), [cluster], { config: excused }))).toEqual([]);
        const elsewhere = { "api-server-reach-known": { properties: { gkeDnsEndpoint: "violation" } } };
        expect(told(await runEngine(pack(), [cluster], { config: elsewhere }))).toEqual([
            "api-server-reach-known on gke",
        ]);
    });
});
