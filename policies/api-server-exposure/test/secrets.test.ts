import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { type Shown, secret } from "./protocol.mts";
import { runEngine, told } from "./run-engine.mts";
import { CLUSTERS, FIREWALLS, type Way } from "./situations.mts";

/** A public block that stands nowhere else: where it or one of its addresses shows, a secret got out. */
const BLOCK = "77.80.0.0/12";
const INSIDE = /77\.(8\d|9[0-5])\./;
const WAYS: readonly Way[] = [...FIREWALLS, ...CLUSTERS];

/** Every text and number of the properties made secret, one at a time. */
function* planted(
    resources: readonly Shown[],
): Generator<{ readonly path: string; readonly resources: readonly Shown[]; readonly value: unknown }> {
    for (const [index, resource] of resources.entries()) {
        for (const { path, value } of leaves(resource.props, [])) {
            const props = replaced(resource.props, path, secret(value)) as object;
            yield { path: path.join("."), value, resources: resources.with(index, { ...resource, props }) };
        }
    }
}

function* leaves(
    value: unknown,
    path: readonly string[],
): Generator<{ readonly path: readonly string[]; readonly value: unknown }> {
    if (typeof value !== "object" || value === null) yield { path, value };
    else for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return by;
    if (Array.isArray(value))
        return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest, by) : item));
    return Object.fromEntries(
        Object.entries(value as object).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
    );
}

describe.each([...FORMS, "imported" as const])("as %s", (form) => {
    const pack = running(form);

    it.each(WAYS.filter(({ everyone }) => everyone !== "0.0.0.0"))(
        "$cloud: judges a secret source and shows nothing of it",
        async ({ resources }) => {
            const shown = resources(BLOCK, 6443);
            const hidden = shown.map((resource) => ({
                ...resource,
                props: JSON.parse(
                    JSON.stringify(resource.props).replace(JSON.stringify(BLOCK), JSON.stringify(secret(BLOCK))),
                ) as object,
            }));
            const found = (await runEngine(pack(), hidden)).filter(({ policy }) => policy !== "own-rule");
            const open = (await runEngine(pack(), shown)).filter(({ policy }) => policy !== "own-rule");
            expect(told(found)).toEqual(told(open));
            expect(found.length).toBeGreaterThan(0);
            for (const { message } of found) {
                expect(message).not.toContain(BLOCK);
                expect(message).not.toMatch(INSIDE);
                expect(message).not.toMatch(/million|billion/);
            }
        },
    );

    it.each(WAYS)("$cloud: keeps any one secret value out of every message", async ({ everyone, resources }) => {
        for (const { path, value, resources: hidden } of planted(resources(everyone, 6443))) {
            const messages = (await runEngine(pack(), hidden)).map(({ message }) => message).join("\n");
            const why = messages
                .split("\n")
                .filter((line) => /^ {2}(why|depends on|also|at least):/.test(line))
                .join("\n");
            // What the port or the action is, a message may say by itself; quoting the property it may not.
            if (typeof value === "string" && value.length > 3)
                expect([path, why.includes(JSON.stringify(value))]).toEqual([path, false]);
        }
    });

    it("keeps a secret template out of its messages", async () => {
        const desiredState = JSON.stringify({
            SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 6443, ToPort: 6443, CidrIp: BLOCK }],
            GroupDescription: "x",
        });
        const resource = {
            type: "aws:cloudcontrol/resource:Resource",
            name: "cc",
            props: { typeName: "AWS::EC2::SecurityGroup", desiredState: secret(desiredState) },
        };
        const found = (await runEngine(pack(), [resource])).filter(({ policy }) => policy !== "own-rule");
        expect(found.length).toBeGreaterThan(0);
        for (const { message } of found) {
            expect(message).not.toContain(BLOCK);
            expect(message).not.toMatch(INSIDE);
        }
    });

    it("keeps secrets out of the stack's messages too", async () => {
        const rules = Array.from(
            { length: 16 },
            (_, index): Shown => ({
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                name: `part-${index}`,
                props: {
                    securityGroupId: "sg-1",
                    ipProtocol: "tcp",
                    fromPort: 6443,
                    toPort: 6443,
                    cidrIpv4: secret(`77.${80 + index}.0.0/16`),
                },
            }),
        );
        const found = (await runEngine(pack(), rules)).filter(({ policy }) => policy !== "own-rule");
        expect(found).toHaveLength(1);
        expect(found[0]?.message).toContain("The internet can open TCP 6443");
        expect(found[0]?.message).not.toMatch(INSIDE);
    });

    it("prints nothing of a secret on its own output", async () => {
        await runEngine(pack(), FIREWALLS[0]?.resources(BLOCK, 6443) ?? []);
        expect(pack().stdout()).toMatch(/^\d+\n$/);
        expect(pack().stderr()).not.toMatch(INSIDE);
    });
});

describe("in somebody else's pack", () => {
    const pack = running("imported");

    it("leaves its other policies what the SDK shows them, and knows which values are secret", async () => {
        const resources = FIREWALLS[0]?.resources("0.0.0.0/0", 6443) ?? [];
        const stack: Shown = { type: "pulumi:pulumi:Stack", name: "shop-dev", props: {} };
        const found = await runEngine(pack(), [stack, ...resources]);
        expect(found.filter(({ policy }) => policy === "own-rule").map(({ message }) => message)).toContain(
            "Sees what every policy sees.\nsees ingress",
        );
        const refusal = found.find(({ policy }) => policy === "api-server-not-public");
        expect(refusal?.message).toContain('ingress[0].cidrBlocks is ["0.0.0.0/0"]');
    });
});
