// Reads, calls, stack references, hooks and the engine's own functions. Each test starts a program.
import { expect, it } from "vitest";
import { type Fixtures, preview, Secret, Unknown } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { programFolder } from "./paths.js";
import { scratchScript } from "./scratch.js";

it.concurrent("answers from the fixtures file, and runs the hooks that ask for a dry run", async () => {
    const result = await preview({ program: programFolder("features") });
    expect(named(result, "group").inputs).toEqual({
        vpcId: "vpc-12345",
        description: "10.0.0.0/16",
        tags: { zone: "a", ami: "ami-1" },
    });
    expect(result.outputs["password"]).toEqual(new Secret("hush"));
    expect(named(result, "shared")).toMatchObject({ read: true, id: "vpc-12345" });
    expect(named(result, "org/network/prod")).toMatchObject({ read: true, type: "pulumi:pulumi:StackReference" });
    expect(named(result, "dynamic").type).toBe("pulumi-nodejs:dynamic:Resource");
    const said = result.diagnostics.map(({ message }) => message);
    expect(said).toEqual(["hook saw group", "hook saw group"]);
});

const CALL = `
    const aws = require("@pulumi/aws");
    const ami = aws.ec2.getAmiOutput({ owners: ["self"], filters: [{ name: "n", values: ["v"] }] });
    exports.id = ami.id;
`;

it.concurrent.each([
    ["calls", CALL, ["aws:ec2/getAmi:getAmi", "Its arguments: filters, owners", "under invokes"]],
    [
        "reads",
        `require("@pulumi/aws").ec2.Vpc.get("shared", "vpc-1");`,
        ["aws:ec2/vpc:Vpc shared (id vpc-1)", "under reads"],
    ],
    [
        "refers to",
        `exports.zone = new pulumi.StackReference("org/network/prod").getOutput("zone");`,
        ['the stack "org/network/prod"', "under stackReferences"],
    ],
])("names the call and the file where a program %s what no fixture answers", async (_name, script, texts) => {
    const program = scratchScript(script);
    const error = await failureOf(preview({ program }));
    expect(error.code).toBe("fixture-missing");
    for (const text of [...texts, `${program}/portcullis.fixtures.yaml`]) {
        expect(error.message).toContain(text);
    }
});

it.concurrent("does not print a secret argument of a call that no fixture answers", async () => {
    const program = scratchScript(`
        exports.x = pulumi.runtime.invokeOutput("aws:index:f", { token: pulumi.secret("hunter2"), open: "text" }, {});
    `);
    const error = await failureOf(preview({ program }));
    expect(error.message).toContain("Its arguments: open, token");
    expect(error.message).not.toContain("hunter2");
});

it.concurrent("chooses among answers by the arguments, the first that fits", async () => {
    const fixtures: Fixtures = {
        invokes: [
            { token: "aws:ec2/getAmi:getAmi", args: { owners: ["amazon"] }, result: { id: "not this" } },
            {
                token: "aws:ec2/getAmi:getAmi",
                args: { filters: [{ name: "n", values: ["v"] }] },
                result: { id: "this" },
            },
            { token: "aws:ec2/getAmi:getAmi", result: { id: "too late" } },
        ],
    };
    const { outputs } = await preview({ program: scratchScript(CALL), fixtures });
    expect(outputs).toEqual({ id: "this" });
});

it.concurrent("answers unknown only where a fixture says so", async () => {
    const fixtures: Fixtures = { invokes: [{ token: "aws:ec2/getAmi:getAmi", unknown: true }] };
    const program = scratchScript(`${CALL}
        exports.plain = aws.ec2.getAmi({ owners: ["self"] }).then((answer) => String(answer.id));
    `);
    const { outputs } = await preview({ program, fixtures });
    // The trap: a plain call cannot hold an unknown, its fields are simply not there.
    expect(outputs).toEqual({ id: new Unknown(), plain: "undefined" });
});

it.concurrent.each([
    ["a part of another name", { calls: [] }, '"calls" is none of invokes, reads, stackReferences'],
    [
        "a call without an answer",
        { invokes: [{ token: "a:b:c" }] },
        "invokes[0] needs a token, and a result or unknown: true",
    ],
    ["a read without a state", { reads: [{ type: "a:b:C" }] }, "reads[0] needs a type and a state"],
    ["a list where a map belongs", { stackReferences: [] }, "stackReferences maps the name of a stack to its outputs"],
    ["a map where a list belongs", { reads: { type: "a:b:C" } }, "reads must be a list of maps"],
])("refuses fixtures with %s", async (_name, fixtures, message) => {
    // What a caller without types may hand over.
    const error = await failureOf(preview({ program: programFolder("plain"), fixtures: fixtures as Fixtures }));
    expect(error.code).toBe("fixture-invalid");
    expect(error.message).toContain(message);
});

it.concurrent("answers what the program asks the engine itself", async () => {
    const program = scratchScript(`
        class Group extends pulumi.CustomResource {
            constructor(name, inputs, options) {
                super("aws:ec2/securityGroup:SecurityGroup", name, { arn: undefined, description: undefined, ...inputs }, options);
            }
        }
        const group = new Group("group", { description: "text" });
        const again = group.urn.apply((urn) => new Group("again", {}, { urn }));
        exports.again = again.apply((it) => [it.urn, it.description, it.arn]);
        exports.other = pulumi.runtime.invokeOutput("pulumi:pulumi:readStackOutputs", { name: "org/net/prod" }, {}).apply((it) => it.outputs);
    `);
    const fixtures = { stackReferences: { "org/net/prod": { outputs: { zone: "a" } } } };
    const { outputs, resources } = await preview({ program, fixtures });
    expect(outputs).toEqual({
        again: [resources.find(({ name }) => name === "group")?.urn, "text", new Unknown()],
        other: { zone: "a" },
    });
});

it.concurrent.each([
    [
        "a resource that is not there",
        `"pulumi:pulumi:getResource", { urn: "urn:pulumi:a::b::c:d:E::f" }`,
        "unknown resource urn:pulumi:a::b::c:d:E::f",
    ],
    [
        "the resources of another stack",
        `"pulumi:pulumi:readStackResourceOutputs", { stackName: "org/net/prod" }`,
        "Read the stack's outputs instead",
    ],
])("says so where the program asks the engine for %s", async (_name, call, message) => {
    const program = scratchScript(`exports.x = pulumi.runtime.invokeOutput(${call}, {});`);
    const error = await failureOf(preview({ program }));
    expect(error.message).toContain(message);
});

it.concurrent("decodes a Kubernetes manifest itself, for that needs no cluster", async () => {
    const program = scratchScript(`
        const text = "kind: Service\\nspec: { type: LoadBalancer }\\n---\\n# nothing\\n---\\nkind: List\\nitems: [{ kind: Pod }, { kind: Job }]\\n";
        exports.objects = pulumi.runtime.invoke("kubernetes:yaml:decode", { text }).then(({ result }) => result);
    `);
    const { outputs, unseen } = await preview({ program });
    expect(outputs).toEqual({
        objects: [{ kind: "Service", spec: { type: "LoadBalancer" } }, { kind: "Pod" }, { kind: "Job" }],
    });
    expect(unseen).toEqual([]);
    const broken = scratchScript(`pulumi.runtime.invoke("kubernetes:yaml:decode", { text: "a: [" });`);
    const error = await failureOf(preview({ program: broken }));
    expect(error.what).toBe("A Kubernetes manifest is not valid YAML.");
});

it.concurrent("waits with a call for the resources it depends on", async () => {
    const program = scratchScript(`
        const group = make("group");
        exports.later = pulumi.runtime.invokeOutput("test:index:f", {}, { dependsOn: [group] }, undefined);
    `);
    const fixtures = { invokes: [{ token: "test:index:f", result: { said: "now" } }] };
    const { outputs } = await preview({ program, fixtures });
    expect(outputs["later"]).toBeInstanceOf(Unknown);
});

it.concurrent("refuses a default provider that the configuration forbids", async () => {
    const program = scratchScript(`make("group");`);
    const config = { "pulumi:disable-default-providers": `["aws"]` };
    const error = await failureOf(preview({ program, config }));
    expect(error.message).toContain("Default provider for 'aws' disabled.");
});
