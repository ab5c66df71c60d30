import { expect, it } from "vitest";
import { palette } from "../src/display/palette.js";
import { renderPolicies } from "../src/display/policies.js";
import { STACK_URN, urn, violation } from "./fake-preview.js";

const plain = palette(false);
const exposure = { name: "api-server-exposure", version: "0.1.0", path: "policies/exposure" };
const other = { name: "a-pack", version: "2.0.0", path: "/packs/a" };

it("prints nothing without packs", () => {
    expect(renderPolicies({ policyPacks: [], violations: [], remediations: [] }, plain)).toEqual([]);
});

it("passes a pack that found nothing", () => {
    expect(renderPolicies({ policyPacks: [exposure], violations: [], remediations: [] }, plain)).toEqual([
        "Policies:",
        "    ✅ api-server-exposure@v0.1.0 (local: policies/exposure)",
        "",
    ]);
});

it("prints a refusal with its message indented line by line", () => {
    const message =
        'Everyone on the internet can open TCP 6443.\n  why:   cidrIpv4 is "0.0.0.0/0"\n\n  fix:   name who may come in\n';
    const report = {
        policyPacks: [exposure],
        violations: [violation({ severity: "critical", message })],
        remediations: [],
    };
    expect(renderPolicies(report, plain)).toEqual([
        "Policies:",
        "    ❌ api-server-exposure@v0.1.0 (local: policies/exposure)",
        "        - [mandatory] [severity: critical]  api-server-not-public  (aws:ec2:SecurityGroup: control-plane)",
        "          Everyone on the internet can open TCP 6443.",
        '            why:   cidrIpv4 is "0.0.0.0/0"',
        "",
        "            fix:   name who may come in",
        "",
    ]);
});

it("warns where findings are advisory, and names the pack each belongs to", () => {
    const advisory = violation({
        enforcementLevel: "advisory",
        policyName: "reach-known",
        urn: STACK_URN,
        message: "Not known.",
    });
    const report = { policyPacks: [exposure, other], violations: [advisory], remediations: [] };
    expect(renderPolicies(report, plain)).toEqual([
        "Policies:",
        "    ✅ a-pack@v2.0.0 (local: /packs/a)",
        "    ⚠️ api-server-exposure@v0.1.0 (local: policies/exposure)",
        "        - [advisory]  reach-known  (pulumi:pulumi:Stack: shop-dev)",
        "          Not known.",
        "",
    ]);
});

it("orders by level, severity, policy and URN", () => {
    const violations = [
        violation({ enforcementLevel: "advisory", severity: "critical", policyName: "z1" }),
        violation({ policyName: "z3", severity: "low" }),
        violation({ policyName: "b", severity: "high", urn: urn("t:m:T", "2") }),
        violation({ policyName: "b", severity: "high", urn: urn("t:m:T", "1") }),
        violation({ policyName: "z2", severity: "critical" }),
        violation({ policyName: "a" }),
        violation({ policyName: "r", enforcementLevel: "remediate" }),
    ];
    const lines = renderPolicies({ policyPacks: [exposure], violations, remediations: [] }, plain);
    expect(lines.filter((line) => line.includes("- [")).map((line) => line.trim().replace(/ \(aws.*/, ""))).toEqual([
        "- [remediate]  r ",
        "- [mandatory] [severity: critical]  z2 ",
        "- [mandatory] [severity: high]  b  (t:m:T: 1)",
        "- [mandatory] [severity: high]  b  (t:m:T: 2)",
        "- [mandatory] [severity: low]  z3 ",
        "- [mandatory]  a ",
        "- [advisory] [severity: critical]  z1 ",
    ]);
});

it("counts remediations by policy", () => {
    const remediation = (policyName: string) => ({
        policyName,
        policyPackName: "api-server-exposure",
        policyPackVersion: "0.1.0",
        urn: STACK_URN,
        before: {},
        after: {},
    });
    const remediations = [remediation("tag"), remediation("close"), remediation("tag")];
    expect(renderPolicies({ policyPacks: [exposure], violations: [], remediations }, plain).slice(2, 4)).toEqual([
        "        - [remediate]  close  (1 resource)",
        "        - [remediate]  tag  (2 resources)",
    ]);
});

it("defuses markup and escapes in messages, policy names and resource names", () => {
    const hostile = violation({
        policyName: "p\u001b[31m",
        message: "<{%fg 1%}>red\u001b]8;;http://evil\u0007link",
        urn: urn("t:m:T", "n\n- [mandatory] forged"),
    });
    const lines = renderPolicies({ policyPacks: [exposure], violations: [hostile], remediations: [] }, plain);
    expect(lines.slice(2)).toEqual([
        "        - [mandatory]  p  (t:m:T: n\\n- [mandatory] forged)",
        "          redlink",
        "",
    ]);
});
