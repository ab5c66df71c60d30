import { describe, expect, it } from "vitest";
import type { Properties, Verdict } from "./judge.js";
import { judge, notesOn, resource, U, urnOf } from "./judge.js";

const GROUP = "kubernetes:yaml/v2:ConfigGroup";
const manifest = (port: number, ranges = "") =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  type: LoadBalancer\n  ports:\n  - port: ${port}\n${ranges}`;
const RANGES = "  loadBalancerSourceRanges: [198.51.100.0/24]\n";
const deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec: {replicas: 2}\n";
const service = { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer", ports: [{ port: 6443 }] } };

describe.each([
    ["kubectl:index/manifest:Manifest", "yamlBody"],
    ["m:tf:kubectl_manifest", "yaml_body"],
    [GROUP, "yaml"],
])("%s", (type, property) => {
    it.each<[string, string, Verdict]>([
        ["a service", manifest(6443), "open"],
        ["behind the mark of a document", `---\n${manifest(6443)}`, "open"],
        ["of another port", manifest(80), "closed"],
        ["with ranges", manifest(6443, RANGES), "closed"],
        ["one of several documents", `${deployment}--- # next\n${manifest(6443)}---\n`, "open"],
        ["none of several documents", `${deployment}---\n${deployment}`, "closed"],
        ["no text at all", "", "closed"],
    ])("%s", (_, text, verdict) => {
        const given = [resource(type, { [property]: text })];
        expect(judge(given)).toBe(verdict);
        expect(notesOn(given)).toEqual([]);
    });

    it("mentions what is not plain YAML", () => {
        const notes = notesOn([resource(type, { [property]: `base: &base {}\n---\n${manifest(6443)}x: *base\n` })]);
        expect(notes.map(({ code }) => code)).toContain("custom-resource-not-read");
    });
});

it("mentions a manifest that is not known yet, which only one object can be in", () => {
    const notes = notesOn([resource("m:tf:kubectl_manifest", { yaml_body: U })]);
    expect(notes.map(({ code }) => code)).toEqual(["custom-resource-not-read"]);
});

describe("a component of manifests", () => {
    const group = (properties: Properties) => resource(GROUP, properties, { name: "group" });
    const child = resource("kubernetes:core/v1:Service", service, { name: "api", parent: urnOf(GROUP, "group") });

    it("reads objects", () => {
        expect(judge([group({ objs: [service] })])).toBe("open");
        expect(judge([group({ objs: [{ ...service, spec: { type: "ClusterIP", ports: [{ port: 6443 }] } }] })])).toBe(
            "closed",
        );
    });

    it("leaves the judgement to its resources where they are shown", () => {
        const closed = { ...child, properties: { ...service, spec: { type: "ClusterIP", ports: [{ port: 6443 }] } } };
        expect(judge([group({ objs: [service] }), closed])).toBe("closed");
        expect(judge([closed, group({ yaml: manifest(6443) })])).toBe("closed");
    });

    it("says nothing of manifests that are not known yet, or hold no way in", () => {
        for (const given of [group({ yaml: U }), group({ objs: U }), group({ yaml: deployment }), group({})]) {
            expect(judge([given])).toBe("closed");
            expect(notesOn([given])).toEqual([]);
        }
    });
});
