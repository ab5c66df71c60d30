import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { runEngine, told } from "./run-engine.mts";
import { FIREWALLS, SMALL, UNKNOWN } from "./situations.mts";

const NAME = "control-plane-not-public";
const PORTS: readonly (readonly [port: number, name: string])[] = [
    [2379, "etcd"],
    [2380, "etcd"],
    [9345, "RKE2 supervisor"],
    [10250, "kubelet"],
    [10257, "controller manager"],
    [10259, "scheduler"],
    [16443, "MicroK8s API"],
    [22623, "machine config server"],
    [50000, "Talos API"],
    [50001, "Talos trustd"],
];
const group = (from: number, to: number, source: string) => [
    {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "nodes",
        props: { ingress: [{ protocol: "tcp", fromPort: from, toPort: to, cidrBlocks: [source] }] },
    },
];

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it.each(PORTS)("refuses TCP %i by its name, %s", async (port, name) => {
        const found = await runEngine(pack(), group(port, port, "0.0.0.0/0"));
        expect(told(found)).toEqual([`${NAME} on nodes`]);
        expect(found[0]?.message).toContain(`Everyone on the internet can open TCP ${port} (${name}) through nodes.`);
    });

    it.each(FIREWALLS.filter(({ cloud }) => cloud !== "AWS default security group"))(
        "refuses, passes and does not know the kubelet's port: $cloud",
        async ({ everyone, resources }) => {
            expect(told(await runEngine(pack(), resources(everyone, 10250)))).toEqual([`${NAME} on subject`]);
            expect(told(await runEngine(pack(), resources(SMALL, 10250)))).toEqual([]);
            expect(told(await runEngine(pack(), resources(UNKNOWN, 10250)))).toEqual([
                "api-server-reach-known on subject",
            ]);
        },
    );

    it("says all ports of one firewall in one finding", async () => {
        const found = await runEngine(pack(), group(0, 65535, "0.0.0.0/0"));
        expect(told(found)).toEqual(["api-server-not-public on nodes", `${NAME} on nodes`]);
        const message = found.find(({ policy }) => policy === NAME)?.message ?? "";
        for (const [port, name] of PORTS) {
            expect(message).toContain(name);
            expect(message).toMatch(new RegExp(`\\b${port}\\b`));
        }
        expect(message.split("\n").length).toBeLessThan(8);
    });

    it("leaves a port to the API's policy where it is the API's", async () => {
        const config = { "api-server-not-public": { properties: { ports: [16443] } } };
        expect(told(await runEngine(pack(), group(16443, 16443, "0.0.0.0/0"), { config }))).toEqual([
            "api-server-not-public on nodes",
        ]);
    });

    it("judges a port that is the API's for this policy alone", async () => {
        const kubelet = {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "cp",
            props: { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }] },
        };
        const config = { [NAME]: { properties: { ports: [10250] } } };
        expect(told(await runEngine(pack(), [kubelet], { config }))).toEqual([`${NAME} on cp`]);
        const off = { ...config, "api-server-not-public": { level: "disabled" as const } };
        expect(told(await runEngine(pack(), [kubelet], { config: off }))).toEqual([]);
    });

    it("has one finding for many ports with an unknown source", async () => {
        const found = await runEngine(pack(), group(0, 65535, UNKNOWN));
        expect(told(found)).toEqual(["api-server-reach-known on nodes"]);
        expect(found[0]?.message).toMatch(
            /^Whether the internet can open 11 control-plane ports through nodes is not known yet\.\n {2}ports: .*6443/,
        );
    });
});
