import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import type { Shown } from "./protocol.mts";
import { runEngine, told } from "./run-engine.mts";

const TYPE = "aws:ec2/securityGroup:SecurityGroup";
/** Deeper than the stack of the process that takes it apart. */
function nested(depth: number): object {
    let inner: object = {};
    for (let level = 0; level < depth; level += 1) inner = { deeper: inner };
    return inner;
}

/** Shapes that no provider takes, on types that are read. */
const SHAPES: readonly (readonly [string, Shown])[] = [
    ["rules as a number", { type: TYPE, name: "odd", props: { ingress: 42 } }],
    ["rules as text", { type: TYPE, name: "odd", props: { ingress: "everything" } }],
    ["a rule as a number", { type: TYPE, name: "odd", props: { ingress: [42] } }],
    ["a rule as a list", { type: TYPE, name: "odd", props: { ingress: [[{}]] } }],
    [
        "blocks as an object",
        {
            type: TYPE,
            name: "odd",
            props: { ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: { a: 1 } }] },
        },
    ],
    [
        "a block that is null",
        {
            type: TYPE,
            name: "odd",
            props: { ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [null] }] },
        },
    ],
    [
        "a cluster's configuration as text",
        { type: "aws:eks/cluster:Cluster", name: "odd", props: { vpcConfig: "public" } },
    ],
    [
        "a network security group's rules as text",
        { type: "azure-native:network:NetworkSecurityGroup", name: "odd", props: { securityRules: "all" } },
    ],
    [
        "a firewall's allows as a number",
        {
            type: "gcp:compute/firewall:Firewall",
            name: "odd",
            props: { network: "n", allows: 7, sourceRanges: ["0.0.0.0/0"] },
        },
    ],
];

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it.each(SHAPES)("refuses %s, and names the resource", async (_what, resource) => {
        const found = await runEngine(pack(), [resource]);
        expect(found.some(({ level }) => level === "mandatory")).toBe(true);
        for (const { message } of found) expect(message).toContain("odd");
    });

    it("takes properties of any depth", async () => {
        const rule = { protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] };
        const resource = { type: TYPE, name: "abyss", props: { ingress: [rule], extra: nested(900) } };
        expect(told(await runEngine(pack(), [resource]))).toEqual(["api-server-not-public on abyss"]);
    });

    it("goes on after a failure", async () => {
        const open = {
            type: TYPE,
            name: "open",
            props: { ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }] },
        };
        expect(told(await runEngine(pack(), [open]))).toEqual(["api-server-not-public on open"]);
    });

    describe("where the policy itself fails", () => {
        const failing = running(form, { NODE_OPTIONS: `--require ${join(import.meta.dirname, "fault.cjs")}` });

        it("refuses the resource and the stack by the policies' own names, and tells no value", async () => {
            const found = await runEngine(failing(), [{ type: TYPE, name: "sg", props: { boom: 1 } }]);
            expect(found.length).toBeGreaterThan(0);
            for (const { level, message, policy } of found) {
                expect([level, message.split("\n")[0]]).toEqual([
                    "mandatory",
                    expect.stringContaining(`${policy} could not judge`),
                ]);
                expect(message).toContain("TypeError");
                expect(message).not.toContain("9.9.9.9");
            }
            expect(new Set(found.map(({ policy }) => policy)).size).toBe(4);
        });
    });

    it("has nothing to say of resources that are no firewalls", async () => {
        const resources: readonly Shown[] = [
            { type: "pulumi:pulumi:Stack", name: "shop-dev", props: {} },
            { type: "pulumi:providers:aws", name: "default", props: { region: "eu-central-1" } },
            { type: "my:component:Thing", name: "thing", props: { __proto: 1, text: "0.0.0.0/0" } },
            {
                type: "aws:s3/bucket:Bucket",
                name: "logs",
                props: { asset: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" } },
            },
            {
                type: "aws:s3/bucketObject:BucketObject",
                name: "empty",
                props: { source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "" } },
            },
        ];
        expect(await runEngine(pack(), resources)).toEqual([]);
    });
});
