import { describe, expect, it } from "vitest";
import { GKE_CLUSTER_TYPES } from "../../../src/cloud/gcp/gke-cluster.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, type Verdict } from "./judge.js";

const [CLASSIC, ...NATIVE] = GKE_CLUSTER_TYPES as [string, ...string[]];

/** The authorized networks switched on, in the words of the provider. */
function authorized(type: string, config: Properties): Properties {
    return { masterAuthorizedNetworksConfig: type === CLASSIC ? config : { enabled: true, ...config } };
}

const blocks = (...texts: Value[]) => ({
    cidrBlocks: texts.map((cidrBlock) => ({ cidrBlock })),
    gcpPublicCidrsAccessEnabled: false,
});
const PRIVATE = { privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true } };
const NO_ADDRESS = { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } };

const listed: readonly (readonly [string, Properties, Verdict])[] = [
    ["`{}`: nobody outside listed", {}, "closed"],
    ["`cidrBlocks: []`", { cidrBlocks: [] }, "closed"],
    ["`cidrBlocks`: exactly those", blocks("203.0.113.0/24"), "closed"],
    ["`cidrBlocks` of everyone", blocks("0.0.0.0/0"), "open"],
    ["`cidrBlocks` in two halves", blocks("0.0.0.0/1", "128.0.0.0/1"), "open"],
    ["`cidrBlocks` unknown", { cidrBlocks: U }, "undecided"],
    ["one block unknown", blocks("10.0.0.0/8", U), "undecided"],
    ["one block unknown beside an open one", blocks(U, "0.0.0.0/0"), "open"],
    ["one element unknown", { cidrBlocks: [U] }, "undecided"],
    ["a block that is no address", blocks("office"), "open"],
    ["an empty text", blocks(""), "open"],
    ["null as a block", blocks(null), "undecided"],
    ["a text where an object belongs", { cidrBlocks: ["10.0.0.0/8"] }, "undecided"],
    ["`gcpPublicCidrsAccessEnabled: true`", { gcpPublicCidrsAccessEnabled: true }, "open"],
    ["`gcpPublicCidrsAccessEnabled` as text", { gcpPublicCidrsAccessEnabled: "true" }, "open"],
    ["`gcpPublicCidrsAccessEnabled: false`", { gcpPublicCidrsAccessEnabled: false }, "closed"],
    ["`gcpPublicCidrsAccessEnabled` unknown", { gcpPublicCidrsAccessEnabled: U }, "undecided"],
    [
        "`privateEndpointEnforcementEnabled` changes nothing",
        { privateEndpointEnforcementEnabled: true, ...blocks("0.0.0.0/0") },
        "open",
    ],
    ["nested keys in snake_case", { cidr_blocks: [{ cidr_block: "0.0.0.0/0" }] }, "open"],
];

const endpoints: readonly (readonly [string, Properties, Verdict])[] = [
    ["`masterAuthorizedNetworksConfig` absent", {}, "open"],
    ["`masterAuthorizedNetworksConfig` null", { masterAuthorizedNetworksConfig: null }, "open"],
    ["`masterAuthorizedNetworksConfig` unknown", { masterAuthorizedNetworksConfig: U }, "undecided"],
    ["`masterAuthorizedNetworksConfig` of another shape", { masterAuthorizedNetworksConfig: "on" }, "undecided"],
    ["`enablePrivateEndpoint: true` suffices", PRIVATE, "closed"],
    ["`enablePrivateEndpoint: true` as text", { privateClusterConfig: { enablePrivateEndpoint: "true" } }, "closed"],
    [
        "`enablePrivateEndpoint: false`",
        { privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: false } },
        "open",
    ],
    ["`enablePrivateNodes` alone", { privateClusterConfig: { enablePrivateNodes: true } }, "open"],
    ["`enablePrivateEndpoint` unknown", { privateClusterConfig: { enablePrivateEndpoint: U } }, "undecided"],
    ["`privateClusterConfig` unknown", { privateClusterConfig: U }, "undecided"],
    ["private endpoint known, networks unknown", { ...PRIVATE, masterAuthorizedNetworksConfig: U }, "closed"],
    ["`ipEndpointsConfig.enabled: false`", NO_ADDRESS, "closed"],
    [
        "`ipEndpointsConfig.enabled: true`",
        { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } } },
        "open",
    ],
    [
        "`ipEndpointsConfig.enabled` unknown",
        { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: U } } },
        "undecided",
    ],
    ["one unknown switch beside one that is off", { ...NO_ADDRESS, privateClusterConfig: U }, "closed"],
];

describe.each(GKE_CLUSTER_TYPES)("%s", (type) => {
    it.each(endpoints)("%s", (_, properties, verdict) => {
        expect(judge([resource(type, properties)])).toBe(verdict);
    });

    it.each(listed)("present: %s", (_, config, verdict) => {
        expect(judge([resource(type, authorized(type, config))])).toBe(verdict);
    });

    it.each<[string, Properties]>([
        ["`enablePrivateEndpoint`", { privateClusterConfig: { enablePrivateEndpoint: U } }],
        ["`privateClusterConfig`", { privateClusterConfig: U }],
    ])("%s unknown, known small ranges", (_, properties) => {
        const networks = authorized(type, blocks("203.0.113.0/24"));
        expect(judge([resource(type, { ...networks, ...properties })])).toBe("closed");
    });

    it("is judged whatever port is asked for", () => {
        expect(judge([resource(type, {})], 443)).toBe("open");
        expect(composeFirewalls([resource(type, {})]).map(({ kind }) => kind)).toEqual(["managed-endpoint"]);
    });
});

it.each(NATIVE)("`enabled` not true: off, whatever is listed: %s", (type) => {
    const judged = (enabled: Value) =>
        judge([resource(type, { masterAuthorizedNetworksConfig: { enabled, ...blocks("203.0.113.0/24") } })]);
    expect(judged(false)).toBe("open");
    expect(judged(undefined)).toBe("open");
    expect(judged(true)).toBe("closed");
    expect(judged(U)).toBe("undecided");
});

it("a block that came as a list of one", () => {
    expect(judge([resource(CLASSIC, { masterAuthorizedNetworksConfig: [blocks("203.0.113.0/24")] })])).toBe("closed");
    expect(judge([resource(CLASSIC, { masterAuthorizedNetworksConfig: [] })])).toBe("open");
});

describe("notes", () => {
    const codes = (properties: Properties) => notesOn([resource(CLASSIC, properties)]).map(({ code }) => code);
    const dns = (allowExternalTraffic: Value) => ({
        controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic } },
    });

    it("`gcpPublicCidrsAccessEnabled` unset: ok + advisory", () => {
        expect(codes({ masterAuthorizedNetworksConfig: {} })).toEqual(["gke-google-cloud-addresses"]);
        expect(codes({ masterAuthorizedNetworksConfig: blocks("10.0.0.0/8") })).toEqual([]);
        expect(codes({ ...PRIVATE, masterAuthorizedNetworksConfig: {} })).toEqual([]);
    });

    it("`dnsEndpointConfig.allowExternalTraffic: true`: advisory", () => {
        expect(codes({ ...PRIVATE, ...dns(true) })).toEqual(["gke-dns-endpoint"]);
        expect(codes({ ...PRIVATE, ...dns(U) })).toEqual(["gke-dns-endpoint"]);
        expect(codes({ ...PRIVATE, ...dns(false) })).toEqual([]);
        expect(judge([resource(CLASSIC, { ...PRIVATE, ...dns(true) })])).toBe("closed");
    });
});

describe("blocks as Terraform has them, in lists of one", () => {
    const cluster = (properties: Properties) => resource("gcp:container/cluster:Cluster", properties);
    it.each<[string, Properties, Verdict]>([
        ["a private endpoint in a list of one", { privateClusterConfig: [{ enablePrivateEndpoint: true }] }, "closed"],
        ["a list of one that is not known", { privateClusterConfig: [U] }, "undecided"],
        ["a block that is text", { privateClusterConfig: "true" }, "undecided"],
        ["an empty list is no block", { privateClusterConfig: [] }, "open"],
        [
            "no IP endpoint in lists of one",
            { controlPlaneEndpointsConfig: [{ ipEndpointsConfig: [{ enabled: false }] }] },
            "closed",
        ],
        [
            "a block in a block that is not known",
            { controlPlaneEndpointsConfig: { ipEndpointsConfig: U } },
            "undecided",
        ],
        [
            "no public endpoint, in the words of the API",
            { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true, enablePublicEndpoint: false } } },
            "closed",
        ],
    ])("%s", (_, properties, verdict) => {
        expect(judge([cluster(properties)])).toBe(verdict);
    });

    it("the DNS endpoint in lists of one is noted", () => {
        const dnsEndpointConfig = [{ allowExternalTraffic: true }];
        const codes = notesOn([cluster({ ...PRIVATE, controlPlaneEndpointsConfig: [{ dnsEndpointConfig }] })]);
        expect(codes.map(({ code }) => code)).toEqual(["gke-dns-endpoint"]);
    });
});
