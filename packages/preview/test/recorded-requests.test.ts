// What a pack is sent, field by field, written out from the real engine's behaviour. Each preview starts a program
// and a recording pack.
import { expect, it } from "vitest";
import { programFolder } from "./paths.js";
import {
    NO_OPTIONS,
    type RecordedResource,
    type Recording,
    record,
    UNKNOWN,
    wireArchive,
    wireAsset,
    wireSecret,
} from "./recording.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

function urn(project: string, qualifiedType: string, name: string): string {
    return `urn:pulumi:dev::${project}::${qualifiedType}::${name}`;
}

function stackUrn(project: string): string {
    return urn(project, "pulumi:pulumi:Stack", `${project}-dev`);
}

function provider(project: string, name = "default_7_48_0", properties: unknown = { version: "7.48.0" }): unknown {
    return {
        type: "pulumi:providers:aws",
        urn: urn(project, "pulumi:providers:aws", name),
        name,
        properties,
    };
}

/** A request for a security group, but for what the row says. */
function group(project: string, name: string, properties: unknown, rest: object = {}): unknown {
    return {
        type: GROUP,
        urn: urn(project, GROUP, name),
        name,
        properties,
        options: { ...NO_OPTIONS, parent: stackUrn(project) },
        provider: provider(project),
        ...rest,
    };
}

/** What AnalyzeStack adds to a resource. */
function inStack(resource: RecordedResource | undefined, added: object): unknown {
    return { ...resource, ...added };
}

/**
 * What holds for every program: each resource is remediated, analysed and in the stack; remediation sees the same as
 * analysis and, beside it, the engine's own keys.
 */
function expectComplete(sent: Recording): void {
    const names = Object.keys(sent.analyze).sort();
    expect(Object.keys(sent.remediate).sort()).toEqual(names);
    expect(Object.keys(sent.analyzeStack).sort()).toEqual(names);
    for (const name of names) {
        const { properties = {}, ...rest } = sent.remediate[name] ?? {};
        const shown = Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
        expect({ ...rest, properties: shown }).toEqual(sent.analyze[name]);
        const { options, provider: from, type, urn: own } = sent.analyze[name] ?? {};
        expect(sent.analyzeStack[name]).toMatchObject({ options, type, urn: own, ...(from ? { provider: from } : {}) });
    }
}

/** What the provider computes for a security group that sets none of it. */
const COMPUTED = { arn: UNKNOWN, egress: UNKNOWN, ingress: UNKNOWN, name: UNKNOWN, ownerId: UNKNOWN, vpcId: UNKNOWN };

it("sends secrets and unknowns as the engine does", async () => {
    const sent = await record({ program: programFolder("secrets"), secrets: { password: "pw" } });
    expectComplete(sent);
    const first = group("secrets", "first", { description: wireSecret("pw"), count: 3, on: true, none: null });
    expect(sent.analyze["first"]).toEqual(first);

    const ingress = [
        {
            cidrBlocks: [UNKNOWN, "0.0.0.0/0"],
            fromPort: 6443,
            nested: { deep: [wireSecret("hush"), null] },
        },
        UNKNOWN,
    ];
    const properties = {
        description: wireSecret(UNKNOWN),
        ingress,
        egress: UNKNOWN,
        text: UNKNOWN,
        group: UNKNOWN,
        tags: { __defaults: [], plain: "text" },
    };
    expect(sent.analyze["second"]).toEqual(group("secrets", "second", properties));
    expect(sent.remediate["second"]).toEqual(group("secrets", "second", { ...properties, __defaults: ["name"] }));

    const firstUrn = urn("secrets", GROUP, "first");
    expect(sent.analyzeStack["first"]).toEqual(
        group(
            "secrets",
            "first",
            { ...COMPUTED, description: wireSecret("pw"), count: 3, on: true, none: null },
            { parent: stackUrn("secrets"), dependencies: [], propertyDependencies: {} },
        ),
    );
    expect(sent.analyzeStack["second"]).toEqual(
        group(
            "secrets",
            "second",
            { ...COMPUTED, ...properties },
            {
                parent: stackUrn("secrets"),
                dependencies: [firstUrn],
                propertyDependencies: {
                    description: [firstUrn],
                    ingress: [firstUrn],
                    egress: [firstUrn],
                    text: [firstUrn],
                    group: [firstUrn],
                },
            },
        ),
    );
    expect(sent.analyzeStack["secrets-dev"]).toEqual({
        type: "pulumi:pulumi:Stack",
        urn: stackUrn("secrets"),
        name: "secrets-dev",
        properties: { secret: wireSecret({ a: 1 }), unknown: UNKNOWN },
        options: NO_OPTIONS,
        parent: "",
        dependencies: [],
        propertyDependencies: {},
    });
    expect(sent.configureStack).toEqual({
        stack: "dev",
        project: "secrets",
        organization: "organization",
        dryRun: true,
        configSecretKeysList: ["secrets:password"],
        configMap: [["secrets:password", "pw"]],
        tagsMap: [],
    });
});

it("sends assets and archives with their hashes", async () => {
    const sent = await record({ program: programFolder("assets") });
    expectComplete(sent);
    const type = "aws:s3/bucketObject:BucketObject";
    // sha256 of "hello\n", and of the tars of the folder and of the mixed archive.
    const hello = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    const folder = "374adae91d8b516bf8e22cb8bf06d8396b68a42c13b35c5272486cd973f68061";
    const mixed = "7612ac5b19869375ae616a8972057b80565ef070a8abe22503b9fdb7e7ad9368";
    const z = "594e519ae499312b29433b7dd8a97ff068defcba9755b6d5d00e84c524d67b06";
    const secretText = "486a2d2abec341f9a9513329e29ea386e98b2a280d38d12a0b4a53c92ad8b26b";
    expect(sent.analyze["object"]).toEqual({
        type,
        urn: urn("assets", type, "object"),
        name: "object",
        properties: {
            text: wireAsset({ hash: hello, text: "hello\n" }),
            file: wireAsset({ hash: hello, path: "file.txt" }),
            folder: wireArchive({ hash: folder, path: "folder" }),
            mixed: wireArchive({
                hash: mixed,
                assets: {
                    "a/": wireArchive({ hash: folder, path: "./folder" }),
                    "z.txt": wireAsset({ hash: z, text: "z" }),
                },
            }),
            hidden: wireSecret(wireAsset({ hash: secretText, text: "secret text" })),
        },
        options: { ...NO_OPTIONS, parent: stackUrn("assets") },
        provider: provider("assets"),
    });
    expect(sent.analyzeStack["object"]?.properties).toEqual(sent.analyze["object"]?.properties);
});

it("sends components, their children, options and outputs", async () => {
    const sent = await record({ program: programFolder("components") });
    expectComplete(sent);
    const outer = urn("components", "test:index:Outer", "outer");
    const inner = urn("components", "test:index:Outer$test:index:Inner", "inner");
    const innerGroup = urn("components", `test:index:Outer$test:index:Inner$${GROUP}`, "inner-group");
    expect(sent.analyze["outer"]).toEqual({
        type: "test:index:Outer",
        urn: outer,
        name: "outer",
        properties: { size: 3, secret: wireSecret("x") },
        options: { ...NO_OPTIONS, parent: stackUrn("components") },
    });
    expect(sent.analyzeStack["inner"]).toEqual({
        type: "test:index:Inner",
        urn: inner,
        name: "inner",
        properties: { id: UNKNOWN, description: "text" },
        options: { ...NO_OPTIONS, parent: outer },
        parent: outer,
        dependencies: [],
        propertyDependencies: {},
    });
    expect(sent.analyze["second"]).toEqual(
        group(
            "components",
            "second",
            { vpcId: UNKNOWN, peer: inner },
            {
                urn: urn("components", `test:index:Outer$${GROUP}`, "second"),
                options: {
                    ...NO_OPTIONS,
                    protect: true,
                    ignorechangesList: ["tags"],
                    deletebeforereplace: true,
                    deletebeforereplacedefined: true,
                    additionalsecretoutputsList: ["arn"],
                    customtimeouts: { create: 300, update: 5400, pb_delete: 10, read: 0 },
                    parent: outer,
                },
            },
        ),
    );
    expect(sent.analyzeStack["second"]).toEqual(
        inStack(sent.analyze["second"], {
            properties: { ...COMPUTED, arn: wireSecret(UNKNOWN), vpcId: UNKNOWN, peer: inner },
            parent: outer,
            dependencies: expect.arrayContaining([innerGroup]),
            propertyDependencies: { vpcId: [innerGroup], peer: expect.arrayContaining([innerGroup]) },
        }),
    );
});

it("sends providers: default ones for each version, explicit ones, and one that is not configured yet", async () => {
    const sent = await record({ program: programFolder("providers"), config: { "aws:region": "eu-central-1" } });
    expectComplete(sent);
    const ofVpc = (name: string): unknown => sent.analyze[name]?.provider;
    expect(ofVpc("plain")).toEqual(
        provider("providers", "default_7_48_0", { version: "7.48.0", region: "eu-central-1" }),
    );
    expect(ofVpc("older")).toEqual(
        provider("providers", "default_7_0_0", { version: "7.0.0", region: "eu-central-1" }),
    );
    const explicit = {
        version: "7.48.0",
        region: "eu-central-1",
        accessKey: wireSecret("AKIA"),
        defaultTags: '{"tags":{"owner":"me"}}',
        skipCredentialsValidation: "true",
    };
    expect(ofVpc("by-explicit")).toEqual(provider("providers", "explicit", expect.objectContaining(explicit)));
    expect(ofVpc("inherits-vpc")).toEqual(ofVpc("by-explicit"));
    expect(sent.remediate["explicit"]?.properties).toEqual({ ...sent.analyze["explicit"]?.properties, __internal: {} });
    expect(sent.analyze["default_7_48_0"]).toEqual({
        type: "pulumi:providers:aws",
        urn: urn("providers", "pulumi:providers:aws", "default_7_48_0"),
        name: "default_7_48_0",
        properties: { version: "7.48.0", region: "eu-central-1" },
        options: NO_OPTIONS,
    });
    expect(sent.analyze["by-unknown"]?.properties).toEqual({ cidrBlock: "10.3.0.0/16" });
    expect(sent.analyzeStack["by-unknown"]?.properties).toEqual({});
    expect(sent.analyzeStack["explicit"]?.properties).toEqual(sent.analyze["explicit"]?.properties);
});

it("runs transforms in the engine's order, and marks what they touched", async () => {
    const sent = await record({
        program: programFolder("transforms"),
        fixtures: { invokes: [{ token: "test:index:echo", args: { given: 1, added: true }, result: { said: "yes" } }] },
    });
    expectComplete(sent);
    const touched = { ...NO_OPTIONS, deletebeforereplacedefined: true };
    const options = { ...touched, parent: stackUrn("transforms") };
    expect(sent.analyze["plain"]).toEqual(
        group("transforms", "plain", { description: "text", order: ["stack"] }, { options }),
    );
    const parent = urn("transforms", "test:index:Parent", "parent");
    expect(sent.analyze["child"]).toEqual(
        group(
            "transforms",
            "child",
            { hush: wireSecret("x"), order: ["own", "parent", "stack"] },
            {
                urn: urn("transforms", `test:index:Parent$${GROUP}`, "child"),
                options: { ...touched, parent },
            },
        ),
    );
    expect(sent.analyze["protected"]).toEqual(
        group(
            "transforms",
            "protected",
            { vpcId: UNKNOWN, old: "way", order: ["stack"] },
            { options: { ...options, protect: true, ignorechangesList: ["tags"] } },
        ),
    );
    expect(sent.analyze["parent"]?.options).toEqual({ ...NO_OPTIONS, parent: stackUrn("transforms") });
    expect(sent.analyzeStack["protected"]?.dependencies).toEqual([urn("transforms", GROUP, "plain")]);
    expect(sent.analyzeStack["transforms-dev"]?.properties).toEqual({ answer: { said: "yes" } });
});
