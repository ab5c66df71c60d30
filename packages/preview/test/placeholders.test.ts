// Previews with placeholders. Each test starts a program, some of them more than once.
import { expect, it } from "vitest";
import { type PreviewEvent, preview, Secret, Unknown } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { programFolder } from "./paths.js";
import { scratchScript } from "./scratch.js";

it.concurrent("fills what is missing until nothing is, and lists it", async () => {
    const events: PreviewEvent[] = [];
    const result = await preview({
        program: programFolder("placeholders"),
        placeholders: true,
        onEvent: (event) => events.push(event),
    });
    expect([...result.placeholders].sort()).toEqual([
        "aws:region",
        "placeholders:declared",
        "placeholders:office",
        "placeholders:port",
        "placeholders:secret",
    ]);
    expect(named(result, "group").inputs).toEqual({
        cidr: new Unknown(),
        office: new Unknown(),
        port: new Unknown(),
        declared: new Unknown(),
        region: new Unknown(),
        zone: new Unknown(),
        secret: new Secret(new Unknown()),
    });
    expect(result.unseen).toEqual([
        "What aws:index/getAvailabilityZones:getAvailabilityZones answers: taken as unknown.",
    ]);
    expect(events).toContainEqual({ kind: "restart", reason: expect.stringContaining("is not set") });
    expect(named(result, "default_7_48_0").inputs["region"]).toEqual(new Secret(new Unknown()));
});

it.concurrent("gives unlike placeholders unlike names", async () => {
    const script = scratchScript(`
        const config = new pulumi.Config();
        make(config.require("first"));
        make(config.require("second"));
    `);
    const { resources } = await preview({ program: script, placeholders: true });
    const names = resources.filter(({ type }) => type.endsWith(":SecurityGroup")).map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
});

it.concurrent("fills keys that only the running program names, each with a value of its kind", async () => {
    const script = scratchScript(`
        const ask = (namespace, kind, name) => new pulumi.Config(namespace)["require" + kind](name);
        exports.all = [ask("scratch", "Number", "number"), ask("other", "SecretObject", "shape")];
    `);
    const result = await preview({ program: script, placeholders: true });
    expect(result.placeholders).toEqual(["scratch:number", "other:shape"]);
    expect(result.outputs).toEqual({ all: [new Unknown(), new Secret({})] });
});

it.concurrent("answers reads, calls and stack references as unknown, and lists them", async () => {
    const script = scratchScript(`
        const aws = require("@pulumi/aws");
        const vpc = aws.ec2.Vpc.get("shared", "vpc-1");
        const other = new pulumi.StackReference("org/network/prod");
        const zones = aws.getAvailabilityZones();
        exports.all = [vpc.cidrBlock, other.getOutput("zone"), zones.then(({ names }) => names.slice(0, 2)), zones.then(({ id }) => id)];
        zones.then(({ names }) => names.slice(0, 2).map((zone) => make("in-" + zone)));
    `);
    const result = await preview({ program: script, placeholders: true });
    expect(result.outputs).toEqual({
        all: [new Unknown(), new Unknown(), [new Unknown(), new Unknown()], new Unknown()],
    });
    expect([...result.unseen].sort()).toEqual([
        "What aws:ec2/vpc:Vpc shared is, which the program reads: taken as unknown.",
        "What aws:index/getAvailabilityZones:getAvailabilityZones answers: taken as unknown.",
        'What the stack "org/network/prod" has as outputs: taken as unknown.',
    ]);
});

it.concurrent("keeps what was made from a placeholder inside an asset's text, and does not read a file of that name", async () => {
    const script = scratchScript(`
        const path = new pulumi.Config().require("path");
        make("group", {
            text: new pulumi.asset.StringAsset("exports.path = '" + path + "'"),
            file: new pulumi.asset.FileAsset(path + "/index.html"),
        });
    `);
    const { inputs } = named(await preview({ program: script, placeholders: true }), "group");
    expect(inputs["file"]).toEqual(new Unknown());
    expect(inputs["text"]).toMatchObject({ fields: { text: expect.stringContaining("exports.path = 'unknown-") } });
});

it.concurrent("goes on where an asset is not built yet, and says so", async () => {
    const script = scratchScript(`make("group", { code: new pulumi.asset.FileArchive("dist/app") });`);
    const { unseen } = await preview({ program: script, placeholders: true });
    expect(unseen).toEqual([
        `What aws:ec2/securityGroup:SecurityGroup group is made of: couldn't read archive path '${script}/dist/app': no such file or directory.`,
    ]);
});

it.concurrent("leaves out what a Helm chart makes, and says so", async () => {
    const script = scratchScript(`
        exports.made = pulumi.runtime.invoke("kubernetes:helm:template", { jsonOpts: "{}" }).then(({ result }) => result);
    `);
    const { outputs, unseen } = await preview({ program: script, placeholders: true });
    expect(outputs).toEqual({ made: [] });
    expect(unseen).toEqual(["Which resources kubernetes:helm:template makes: they are left out."]);
});

it.concurrent("says in one line what a program lacks that cannot do with made-up values", async () => {
    const script = scratchScript(`
        const aws = require("@pulumi/aws");
        const path = new pulumi.Config().require("path");
        aws.ec2.getAmi({}).then(async () => {
            await pulumi.runtime.invoke("kubernetes:helm:template", { jsonOpts: "{}" });
            require("node:fs").readFileSync(path);
        });
    `);
    const error = await failureOf(preview({ program: script, placeholders: true }));
    expect(error.code).toBe("program-failed");
    expect(error.what).toContain("ENOENT");
    expect(error.fix).toBe(
        "The program may need real values for what was made up: scratch:path; what aws:ec2/getAmi:getAmi answers; which resources kubernetes:helm:template makes. Give them as configuration or fixtures.",
    );
});

it.concurrent("does not fill anything unless it is told to", async () => {
    const error = await failureOf(preview({ program: programFolder("placeholders"), config: { declared: "1" } }));
    expect(error.code).toBe("config-missing");
    expect(error.message).toContain("--placeholders fills what is missing");
});
