import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { exposures, judge, resource, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const native = (properties: Properties) => resource("azure-native:containerservice:ManagedCluster", "aks", properties);
const profile = (apiServerAccessProfile: Value) => native({ apiServerAccessProfile });
const classic = (properties: Properties) =>
    resource("azure:containerservice/kubernetesCluster:KubernetesCluster", "aks", properties);

describe("AKS", () => {
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["default: public address, everyone", native({}), "open"],
        ["a profile without ranges", profile({}), "open"],
        ["authorizedIPRanges []", profile({ authorizedIPRanges: [] }), "open"],
        ['authorizedIPRanges [""]', profile({ authorizedIPRanges: [""] }), "open"],
        ["authorizedIPRanges null", profile({ authorizedIPRanges: null }), "open"],
        ["authorizedIPRanges [null]", profile({ authorizedIPRanges: [null] }), "undecided"],
        ['["0.0.0.0/32"] is its own outbound address', profile({ authorizedIPRanges: ["0.0.0.0/32"] }), "closed"],
        ['["0.0.0.0/32", x]: x is judged', profile({ authorizedIPRanges: ["0.0.0.0/32", "0.0.0.0/0"] }), "open"],
        ["bare 0.0.0.0 may be either", profile({ authorizedIPRanges: ["0.0.0.0"] }), "undecided"],
        ["a small range", profile({ authorizedIPRanges: ["203.0.113.0/24", "198.51.100.7"] }), "closed"],
        ["ranges with host bits are masked", profile({ authorizedIPRanges: ["203.0.113.77/24"] }), "closed"],
        ["1.2.3.4/0", profile({ authorizedIPRanges: ["1.2.3.4/0"] }), "open"],
        ["both halves", profile({ authorizedIPRanges: ["0.0.0.0/1", "128.0.0.0/1"] }), "open"],
        ["text that is no range is everything", profile({ authorizedIPRanges: ["0/0"] }), "open"],
        ["a service tag of tenants", profile({ authorizedIPRanges: ["AzureCloud"] }), "open"],
        ["enablePrivateCluster", profile({ enablePrivateCluster: true, authorizedIPRanges: ["0.0.0.0/0"] }), "closed"],
        ["enablePrivateCluster as text", profile({ enablePrivateCluster: "True" }), "closed"],
        [
            "enablePrivateCluster as another text takes both values",
            profile({ enablePrivateCluster: "yes" }),
            "undecided",
        ],
        ["enablePrivateCluster false", profile({ enablePrivateCluster: false }), "open"],
        [
            "enablePrivateClusterPublicFQDN only publishes a private address",
            profile({ enablePrivateCluster: true, enablePrivateClusterPublicFQDN: true }),
            "closed",
        ],
        [
            "enableVnetIntegration alone is still public",
            profile({ enableVnetIntegration: true, subnetId: "/s" }),
            "open",
        ],
        ["publicNetworkAccess Disabled alone is no protection", native({ publicNetworkAccess: "Disabled" }), "open"],
        ["unknown ranges", profile({ authorizedIPRanges: U }), "undecided"],
        ["one unknown range", profile({ authorizedIPRanges: [U] }), "undecided"],
        ["one unknown range beside an open one", profile({ authorizedIPRanges: [U, "0.0.0.0/0"] }), "open"],
        [
            "unknown ranges of a private cluster",
            profile({ authorizedIPRanges: U, enablePrivateCluster: true }),
            "closed",
        ],
        ["unknown enablePrivateCluster", profile({ enablePrivateCluster: U }), "undecided"],
        [
            "unknown enablePrivateCluster, small ranges",
            profile({ enablePrivateCluster: U, authorizedIPRanges: ["10.0.0.0/8"] }),
            "closed",
        ],
        ["unknown profile", profile(U), "undecided"],
        ["a profile that is a text", profile("public"), "undecided"],
        ["versioned", resource("azure-native:containerservice/v20240101:ManagedCluster", "aks", {}), "open"],
        [
            "versioned package",
            resource("azure-native_containerservice_v20240101:containerservice/v20240101:ManagedCluster", "aks", {}),
            "open",
        ],
        ["classic default", classic({}), "open"],
        [
            "classic authorizedIpRanges",
            classic({ apiServerAccessProfile: { authorizedIpRanges: ["203.0.113.0/24"] } }),
            "closed",
        ],
        [
            "classic authorizedIpRanges [] is off",
            classic({ apiServerAccessProfile: { authorizedIpRanges: [] } }),
            "open",
        ],
        [
            "classic snake_case",
            classic({ apiServerAccessProfile: { authorized_ip_ranges: ["203.0.113.0/24"] } }),
            "closed",
        ],
        [
            "classic profile as a list of one",
            classic({ apiServerAccessProfile: [{ authorizedIpRanges: ["203.0.113.0/24"] }] }),
            "closed",
        ],
        ["classic privateClusterEnabled", classic({ privateClusterEnabled: true }), "closed"],
        [
            "classic virtualNetworkIntegrationEnabled alone",
            classic({ apiServerAccessProfile: { virtualNetworkIntegrationEnabled: true } }),
            "open",
        ],
        [
            "classic unknown profile of a private cluster",
            classic({ apiServerAccessProfile: U, privateClusterEnabled: true }),
            "closed",
        ],
        ["classic unknown profile", classic({ apiServerAccessProfile: U }), "undecided"],
    ])("%s", (_name, cluster, verdict) => {
        expect(judge([cluster])).toBe(verdict);
    });

    it("is judged whatever port is asked about", () => {
        expect(judge([native({})], 443)).toBe("open");
    });

    it("hints that publicNetworkAccess is no protection", () => {
        const [one] = exposures([native({ publicNetworkAccess: "Disabled" })]);
        expect(one?.witness?.rule.because).toContain(
            'publicNetworkAccess "Disabled" does not close the API server, it is not functional',
        );
    });
});

describe("AKS Automatic, the classic resource", () => {
    const automatic = (properties: Properties) =>
        resource("azure:containerservice/automaticCluster:AutomaticCluster", "aks", properties);
    it.each<[string, Properties, string]>([
        ["AKS Automatic is public by default", {}, "open"],
        ["a privateCluster block closes it, empty as it may be", { privateCluster: {} }, "closed"],
        ["a privateCluster block in a list of one", { privateCluster: [{}] }, "closed"],
        ["no privateCluster block in an empty list", { privateCluster: [] }, "open"],
        ["unknown privateCluster", { privateCluster: U }, "undecided"],
        ["small ranges", { apiServerAccess: { authorizedIpRanges: ["203.0.113.0/24"] } }, "closed"],
        ["wide ranges", { apiServerAccess: { authorizedIpRanges: ["0.0.0.0/1"] } }, "open"],
        ["unknown ranges", { apiServerAccess: { authorizedIpRanges: U } }, "undecided"],
    ])("%s", (_name, properties, verdict) => {
        expect(judge([automatic(properties)])).toBe(verdict);
    });
});

describe("the hub of a fleet", () => {
    const fleet = (properties: Properties) => resource("azure-native:containerservice:Fleet", "fleet", properties);
    const hub = (apiServerAccessProfile: Value) => fleet({ hubProfile: { dnsPrefix: "f", apiServerAccessProfile } });
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["a fleet with a hub has a public API server", fleet({ hubProfile: { dnsPrefix: "f" } }), "open"],
        ["a private hub", hub({ enablePrivateCluster: true }), "closed"],
        ["vnet integration alone", hub({ enableVnetIntegration: true }), "open"],
        ["a hub that may be private", hub({ enablePrivateCluster: U }), "undecided"],
        ["an unknown hub", fleet({ hubProfile: U }), "undecided"],
        ["a fleet without a hub has no API server", fleet({}), "closed"],
        [
            "a classic fleet with a hub",
            resource("azure:containerservice/kubernetesFleetManager:KubernetesFleetManager", "fleet", {
                hubProfile: { dnsPrefix: "f" },
            }),
            "open",
        ],
    ])("%s", (_name, cluster, verdict) => {
        expect(judge([cluster])).toBe(verdict);
    });
});

describe("host ports of node pools", () => {
    const closedApi = { apiServerAccessProfile: { enablePrivateCluster: true } };
    const port = { portStart: 6000, portEnd: 7000, protocol: "TCP" };
    const pools = (...allowedHostPorts: readonly Value[]) =>
        native({ ...closedApi, agentPoolProfiles: [{ name: "p", networkProfile: { allowedHostPorts } }] });
    const pool = (type: string, name: string, allowedHostPorts: Value) =>
        resource(type, "pool", { [name]: { allowedHostPorts } });
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["allowedHostPorts let the internet in", pools(port), "open"],
        ["allowedHostPorts of another port", pools({ portStart: 80, portEnd: 80, protocol: "TCP" }), "closed"],
        ["allowedHostPorts for UDP", pools({ ...port, protocol: "UDP" }), "closed"],
        ["allowedHostPorts, unknown end", pools({ ...port, portEnd: U }), "undecided"],
        ["allowedHostPorts, one unknown", pools(U), "undecided"],
        ["no host ports", pools(), "closed"],
        [
            "allowedHostPorts of a pool of its own",
            pool("azure-native:containerservice:AgentPool", "networkProfile", [port]),
            "open",
        ],
        [
            "allowedHostPorts of a classic pool",
            pool("azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool", "nodeNetworkProfile", [
                port,
            ]),
            "open",
        ],
        [
            "allowedHostPorts of the default pool",
            classic({
                privateClusterEnabled: true,
                defaultNodePool: [{ nodeNetworkProfile: [{ allowedHostPorts: [port] }] }],
            }),
            "open",
        ],
    ])("%s", (_name, cluster, verdict) => {
        expect(judge([cluster])).toBe(verdict);
    });
});

describe("Azure Red Hat OpenShift API visibility", () => {
    const cluster = (properties: Properties) =>
        resource("azure-native:redhatopenshift:OpenShiftCluster", "aro", properties);
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["Public", cluster({ apiserverProfile: { visibility: "Public" } }), "open"],
        ["PRIVATE", cluster({ apiserverProfile: { visibility: "PRIVATE" } }), "closed"],
        ["not given", cluster({}), "open"],
        ["unknown", cluster({ apiserverProfile: { visibility: U } }), "undecided"],
        ["unknown profile", cluster({ apiserverProfile: U }), "undecided"],
        ["another word", cluster({ apiserverProfile: { visibility: "Internal" } }), "undecided"],
        [
            "classic Private",
            resource("azure:redhatopenshift/cluster:Cluster", "aro", { apiServerProfile: { visibility: "Private" } }),
            "closed",
        ],
        [
            "classic Public",
            resource("azure:redhatopenshift/cluster:Cluster", "aro", { apiServerProfile: { visibility: "Public" } }),
            "open",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge([resources])).toBe(verdict);
    });
});
