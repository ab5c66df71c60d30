import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { Secret, type Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, type Verdict } from "./judge.js";

const DEPLOYMENT = "gcp:deploymentmanager/deployment:Deployment";

const firewall = (properties: Properties) => ({
    name: "fw",
    type: "compute.v1.firewall",
    properties: { allowed: [{ IPProtocol: "tcp", ports: ["6443"] }], sourceRanges: ["0.0.0.0/0"], ...properties },
});

const deployment = (content: Value, imports?: Value) =>
    resource(DEPLOYMENT, { target: { config: { content }, imports } });
const json = (...resources: unknown[]) => JSON.stringify({ resources });

it.each<[string, Value, Verdict]>([
    ["an open firewall", json(firewall({})), "open"],
    ["a closed firewall", json(firewall({ sourceRanges: ["10.0.0.0/8"] })), "closed"],
    ["a firewall of another port", json(firewall({ allowed: [{ IPProtocol: "tcp", ports: ["22"] }] })), "closed"],
    [
        "a deny before the allow",
        json(firewall({}), firewall({ allowed: undefined, denied: [{ IPProtocol: "all" }], priority: 1 })),
        "closed",
    ],
    ["a cluster", json({ name: "c", type: "container.v1.cluster", properties: {} }), "open"],
    ["no firewall inside", json({ name: "vm", type: "compute.v1.instance", properties: {} }), "closed"],
])("template in JSON: %s", (_, content, verdict) => {
    expect(judge([deployment(content)])).toBe(verdict);
    expect(notesOn([deployment(content)])).toEqual([]);
});

it.each<[string, Value, Value, number]>([
    [
        "a template language with a firewall",
        "{% if x %}\nresources:\n- {name: fw, type: compute.v1.firewall",
        undefined,
        1,
    ],
    ["YAML without one", "resources:\n- name: vm\n  type: compute.v1.instance\n", undefined, 0],
    ["YAML with imports", "resources:\n- type: vm.jinja\n", [{ name: "vm.jinja" }], 1],
    ["not known", U, undefined, 1],
    ["not given", undefined, undefined, 1],
])("template that is not read: %s", (_, content, imports, notes) => {
    expect(notesOn([deployment(content, imports)])).toHaveLength(notes);
    expect(judge([deployment(content, imports)])).toBe("closed");
});

const yaml = (range: string) =>
    [
        "resources:",
        "- name: fw",
        "  type: compute.v1.firewall",
        "  properties:",
        "    sourceRanges:",
        `    - ${range}`,
        "    allowed:",
        "    - IPProtocol: TCP",
        "      ports: [6443]",
    ].join("\n");

it("template in YAML: its firewalls are read", () => {
    expect(judge([deployment(yaml("0.0.0.0/0"))])).toBe("open");
    expect(judge([deployment(yaml("10.0.0.0/8"))])).toBe("closed");
    expect(notesOn([deployment(yaml("10.0.0.0/8"))])).toEqual([]);
});

it("names the place in the template", () => {
    const [one] = composeFirewalls([deployment(json(firewall({})))]);
    expect(one?.rules[0]?.at).toBe("target.config.content.resources[0].properties.allowed[0]");
});

it("never shows a secret template", () => {
    const [one] = composeFirewalls([deployment(new Secret(json(firewall({}))))]);
    expect(JSON.stringify(one?.rules[0]?.because)).not.toContain("0.0.0.0");
});

const inTemplate = (type: string, properties: Value) =>
    json({ name: "x", type, properties } as Parameters<typeof json>[0]);
const everyone = { sourceRanges: ["0.0.0.0/0"], allowed: [{ IPProtocol: "TCP", ports: ["6443"] }] };
const listed = { masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }] } };

it.each<[string, string, Value, string]>([
    ["a type provider's firewall", "gcp-types/compute-v1:firewalls", everyone, "open"],
    [
        "a type provider's firewall policy",
        "gcp-types/compute-beta:networkFirewallPolicies",
        {
            rules: [
                {
                    action: "allow",
                    priority: 1,
                    match: { srcIpRanges: ["0.0.0.0/0"], layer4Configs: [{ ipProtocol: "tcp" }] },
                },
            ],
        },
        "open",
    ],
    ["a cluster inside its request", "container.v1.cluster", { zone: "z", cluster: {} }, "open"],
    ["a cluster with authorized networks", "container.v1.cluster", { zone: "z", cluster: listed }, "closed"],
    ["a type provider's cluster", "gcp-types/container-v1:projects.locations.clusters", { cluster: {} }, "open"],
    ["a type of another service", "gcp-types/storage-v1:buckets", {}, "closed"],
])("template with %s", (_, type, properties, verdict) => {
    expect(judge([deployment(inTemplate(type, properties))])).toBe(verdict);
});

it.each<[string, Value, number]>([
    ["a composite type is expanded elsewhere", { type: "p/composite:net" }, 1],
    ["a call of the API", { action: "gcp-types/compute-v1:compute.firewalls.insert" }, 1],
    ["a call of another API", { action: "gcp-types/cloudbuild-v1:cloudbuild.projects.builds.create" }, 0],
    ["an element that is no resource", "firewall", 1],
])("template: %s", (_, item, count) => {
    expect(notesOn([deployment(json(item as Parameters<typeof json>[0]))])).toHaveLength(count);
});

it("a template that is no YAML is told where it may hold a firewall or a composite type", () => {
    expect(notesOn([deployment("resources: [{type: 'p/composite:net'")])).toHaveLength(1);
    expect(notesOn([deployment("resources: [{type: storage.v1.bucket")])).toHaveLength(0);
});

it("a deployment of Terraform lies elsewhere", () => {
    const one = resource("gcp:configdeployment/deployment:Deployment", {
        terraformBlueprint: { gcsSource: "gs://b/x" },
    });
    expect(notesOn([one]).map(({ code, weight }) => [code, weight])).toEqual([["template-not-read", "undecided"]]);
});
