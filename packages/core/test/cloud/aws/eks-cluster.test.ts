import { expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { contributionsOf, judge, U, type Verdict } from "./judge.js";

const CLUSTER = "aws:eks/cluster:Cluster";
const NATIVE = "aws-native:eks:Cluster";
const SMALL = ["203.0.113.0/24"];

const rows: readonly (readonly [string, Value, Verdict])[] = [
    ["nothing set: public by default", {}, "open"],
    ["no vpcConfig at all: public by default", undefined, "open"],
    ["endpointPublicAccess true, no list: everyone", { endpointPublicAccess: true }, "open"],
    ["publicAccessCidrs omitted: everyone", { endpointPrivateAccess: true }, "open"],
    ["publicAccessCidrs []: everyone", { endpointPublicAccess: true, publicAccessCidrs: [] }, "open"],
    ["publicAccessCidrs null: everyone", { publicAccessCidrs: null }, "open"],
    ["publicAccessCidrs that a filter emptied: everyone", { publicAccessCidrs: [""] }, "open"],
    ["publicAccessCidrs small", { publicAccessCidrs: SMALL }, "closed"],
    ["publicAccessCidrs small, as snake_case", { public_access_cidrs: SMALL }, "closed"],
    ["publicAccessCidrs one of them large", { publicAccessCidrs: [...SMALL, "0.0.0.0/0"] }, "open"],
    ["publicAccessCidrs IPv6", { publicAccessCidrs: ["::/0"] }, "open"],
    [
        "endpointPublicAccess false: the list is irrelevant",
        { endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] },
        "closed",
    ],
    ["endpointPublicAccess false as text", { endpointPublicAccess: "False" }, "closed"],
    ["endpointPublicAccess true as text", { endpointPublicAccess: "true" }, "open"],
    ["endpointPublicAccess as other text takes both values", { endpointPublicAccess: "no" }, "undecided"],
    ["endpointPublicAccess as a number takes both values", { endpointPublicAccess: 0 }, "undecided"],
    ["endpointPublicAccess null: the default", { endpointPublicAccess: null }, "open"],
    ["endpointPublicAccess unknown", { endpointPublicAccess: U }, "undecided"],
    ["endpointPublicAccess unknown, small list", { endpointPublicAccess: U, publicAccessCidrs: SMALL }, "closed"],
    [
        "endpointPrivateAccess does not switch it off",
        { endpointPrivateAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
        "open",
    ],
    ["publicAccessCidrs unknown", { publicAccessCidrs: U }, "undecided"],
    ["publicAccessCidrs unknown, endpoint off", { endpointPublicAccess: false, publicAccessCidrs: U }, "closed"],
    ["publicAccessCidrs unknown in part", { publicAccessCidrs: [U, ...SMALL] }, "undecided"],
    ["publicAccessCidrs unknown in part, another open", { publicAccessCidrs: [U, "0.0.0.0/0"] }, "open"],
    ["publicAccessCidrs [null]", { publicAccessCidrs: [null] }, "undecided"],
    ["publicAccessCidrs an object", { publicAccessCidrs: {} }, "undecided"],
    ["publicAccessCidrs text that is no address", { publicAccessCidrs: ["office"] }, "open"],
    ["whole vpcConfig unknown", U, "undecided"],
    ["vpcConfig of another shape", "public", "undecided"],
    ["vpcConfig in a list of one", [{ endpointPublicAccess: false }], "closed"],
    ["vpcConfig in an empty list", [], "open"],
];

it.each(rows)("%s", (_, config, verdict) => {
    expect(judge(CLUSTER, { vpcConfig: config }).verdict).toBe(verdict);
});

it.each(rows)("aws-native: %s", (_, config, verdict) => {
    expect(judge(NATIVE, { resourcesVpcConfig: config }).verdict).toBe(verdict);
});

it("is judged whatever the port", () => {
    expect(judge(CLUSTER, { vpcConfig: {} }, 443).verdict).toBe("open");
    expect(contributionsOf(CLUSTER, { vpcConfig: {} })).toMatchObject([{ kind: "managed-endpoint" }]);
});

it("says that an empty list is everyone", () => {
    expect(judge(CLUSTER, { vpcConfig: { publicAccessCidrs: [] } }).witness?.rule).toMatchObject({
        at: "vpcConfig.publicAccessCidrs",
        anchor: "no-source",
        because: [
            "vpcConfig.endpointPublicAccess is not set, so true",
            "vpcConfig.publicAccessCidrs is [], so everyone: the default is 0.0.0.0/0 and ::/0",
        ],
    });
});

it("says that a list that is left out is everyone", () => {
    expect(judge(CLUSTER, {}).witness?.rule.because).toEqual([
        "vpcConfig.endpointPublicAccess is not set, so true",
        "vpcConfig.publicAccessCidrs is not set, so everyone: the default is 0.0.0.0/0 and ::/0",
    ]);
});
