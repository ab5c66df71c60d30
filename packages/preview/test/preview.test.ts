// What a preview tells. Each test starts a program, most of them a policy pack too.
import { expect, it } from "vitest";
import { type PreviewEvent, preview, Unknown } from "../src/index.js";
import { named } from "./outcome.js";
import { packPath, programFolder } from "./paths.js";
import { scratchScript } from "./scratch.js";

const GROUP = "urn:pulumi:dev::plain::aws:ec2/securityGroup:SecurityGroup::api";

it("tells resources, violations, outputs and packs, and each of them as it happens", async () => {
    const events: PreviewEvent[] = [];
    const pack = packPath("no-open");
    const result = await preview({
        program: programFolder("plain"),
        policyPacks: [pack],
        onEvent: (event) => events.push(event),
    });
    expect(result).toMatchObject({ project: "plain", stack: "dev", unseen: [], placeholders: [], diagnostics: [] });
    expect(result.violations).toEqual([
        {
            policyName: "no-open-ingress",
            policyPackName: "no-open",
            policyPackVersion: "1.2.3",
            enforcementLevel: "mandatory",
            severity: "high",
            message: "Nothing is open to everyone.\napi is open",
            urn: GROUP,
        },
    ]);
    const ingress = [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }];
    expect(named(result, "api")).toEqual({
        urn: GROUP,
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "api",
        custom: true,
        read: false,
        inputs: { ingress },
        outputs: {
            ingress,
            arn: new Unknown(),
            egress: new Unknown(),
            name: new Unknown(),
            ownerId: new Unknown(),
            vpcId: new Unknown(),
        },
        parent: "urn:pulumi:dev::plain::pulumi:pulumi:Stack::plain-dev",
        provider: "urn:pulumi:dev::plain::pulumi:providers:aws::default_7_48_0::04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        dependencies: [],
        propertyDependencies: { ingress: [] },
        protect: false,
    });
    expect(result.outputs).toEqual({ groupId: new Unknown(), greeting: "hello" });
    expect(result.policyPacks).toEqual([{ name: "no-open", version: "1.2.3", path: pack }]);
    expect(result.timing.total).toBeGreaterThan(result.timing.analysis);
    expect(events[0]).toEqual({ kind: "start", project: "plain", stack: "dev", config: {} });
    expect(events).toContainEqual({ kind: "violation", violation: result.violations[0] });
    expect(events).toContainEqual({
        kind: "policy-summary",
        summary: {
            stage: "analyze",
            urn: GROUP,
            policyPackName: "no-open",
            policyPackVersion: "1.2.3",
            passed: [],
            failed: ["no-open-ingress"],
        },
    });
    const made = events.flatMap((event) => (event.kind === "resource" ? [event.resource.name] : []));
    expect(made).toEqual(["plain-dev", "default_7_48_0", "api"]);
});

it("previews without a policy pack, under the stack and organization it is given", async () => {
    const result = await preview({
        program: scratchScript("exports.all = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];"),
        stack: "prod",
        organization: "acme",
    });
    expect(result.outputs).toEqual({ all: ["acme", "scratch", "prod"] });
    expect(result.violations).toEqual([]);
});

it("passes on what the program says, and hides what is secret in it", async () => {
    const program = scratchScript(`
        const token = new pulumi.Config().requireSecret("token");
        make("group", { token });
        token.apply((text) => {
            console.log("printed " + text);
            pulumi.log.warn("logged " + text);
            console.error("complained {\\"nested\\": \\"" + text + "\\"}");
        });
        pulumi.log.debug("whole requests, never shown");
    `);
    const { diagnostics, resources } = await preview({ program, secrets: { token: "hunter2" } });
    expect(diagnostics).toHaveLength(3);
    expect(diagnostics).toEqual(
        expect.arrayContaining([
            { severity: "info", message: "printed [secret]" },
            { severity: "warning", message: "logged [secret]" },
            { severity: "info", message: 'complained {"nested": "[secret]"}' },
        ]),
    );
    expect(JSON.stringify(resources)).not.toContain("hunter2");
});

it("hides secrets in what a pack says", async () => {
    const program = scratchScript(`
        const token = JSON.parse(process.env.PULUMI_CONFIG)["scratch:config:token"];
        make("named-" + token, { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] });
    `);
    const secrets = { token: "hunter2" };
    const { violations } = await preview({ program, secrets, policyPacks: [packPath("no-open")] });
    expect(violations.map(({ message }) => message)).toEqual(["Nothing is open to everyone.\nnamed-[secret] is open"]);
});

it("hides secrets in the error that ends a preview", async () => {
    const program = scratchScript(`
        new pulumi.Config().requireSecretObject("login").apply(({ password }) => {
            throw new Error("cannot log in with " + password);
        });
    `);
    const failed = preview({ program, secrets: { login: '{"password": "hunter2"}' } });
    await expect(failed).rejects.toMatchObject({ code: "program-failed" });
    await expect(failed).rejects.toThrow(/cannot log in with \[secret\]/);
    await expect(failed).rejects.not.toThrow(/hunter2/);
});

it("gives the program and the packs no credential unless it is told to", async () => {
    const program = scratchScript(
        `exports.seen = Object.keys(process.env).filter((n) => /^(AWS_|ARM_|GOOGLE_|MINE)/.test(n)).sort();`,
    );
    process.env["AWS_SECRET_ACCESS_KEY"] = "credential";
    process.env["ARM_CLIENT_SECRET"] = "credential";
    try {
        const [closed, named, open] = await Promise.all([
            preview({ program }),
            preview({ program, env: { MINE: "1", AWS_REGION: "eu-central-1" } }),
            preview({ program, inheritEnv: true }),
        ]);
        expect(closed.outputs).toEqual({ seen: [] });
        expect(named.outputs).toEqual({ seen: ["AWS_REGION", "MINE"] });
        expect(open.outputs["seen"]).toEqual(expect.arrayContaining(["ARM_CLIENT_SECRET", "AWS_SECRET_ACCESS_KEY"]));
    } finally {
        delete process.env["AWS_SECRET_ACCESS_KEY"];
        delete process.env["ARM_CLIENT_SECRET"];
    }
});
