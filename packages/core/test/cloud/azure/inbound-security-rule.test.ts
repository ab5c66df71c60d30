import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { judge, resource, rule, U } from "./judge.js";

const appliance = (...rules: readonly Value[]) =>
    resource("azure-native:network/v20230901:InboundSecurityRule", "nva", { networkVirtualApplianceName: "n", rules });
const inbound = { name: "api", protocol: "TCP", sourceAddressPrefix: "*", destinationPortRange: 6443 };

describe("inbound security rules of a network virtual appliance", () => {
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["an appliance that lets everybody in", appliance(inbound), "open"],
        [
            "an appliance that lets a block in",
            appliance({ ...inbound, sourceAddressPrefix: "203.0.113.0/24" }),
            "closed",
        ],
        ["an appliance without a source", appliance({ ...inbound, sourceAddressPrefix: "" }), "open"],
        ["an appliance for another port", appliance({ ...inbound, destinationPortRange: 22 }), "closed"],
        [
            "an appliance with a range in the plural list",
            appliance({ ...inbound, destinationPortRange: undefined, destinationPortRanges: ["6000-7000"] }),
            "open",
        ],
        ["an appliance for UDP", appliance({ ...inbound, protocol: "UDP" }), "closed"],
        ["an appliance with an unknown source", appliance({ ...inbound, sourceAddressPrefix: U }), "undecided"],
        ["an appliance with an unknown rule", appliance(U), "undecided"],
        ["an appliance without rules", appliance(), "closed"],
    ])("%s", (_name, one, verdict) => {
        expect(judge([one])).toBe(verdict);
    });
});

describe("rules that Service Fabric puts into its groups", () => {
    const cluster = (...networkSecurityRules: readonly Value[]) =>
        resource("azure-native:servicefabric:ManagedCluster", "sf", { networkSecurityRules });
    const deny = rule({ name: "no", access: "Deny", priority: 200, sourceAddressPrefix: "*" });
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["a rule of Service Fabric for everybody", cluster(rule({ sourceAddressPrefix: "Internet" })), "open"],
        ["a rule of Service Fabric behind a deny", cluster(rule({ sourceAddressPrefix: "*" }), deny), "closed"],
        ["a rule of Service Fabric that is not known", cluster(U), "undecided"],
        ["a cluster of Service Fabric without rules", cluster(), "closed"],
        [
            "a rule of Service Fabric of a node type",
            resource("azure-native:servicefabric:NodeType", "nt", {
                networkSecurityRules: [rule({ sourceAddressPrefix: "*" })],
            }),
            "open",
        ],
    ])("%s", (_name, one, verdict) => {
        expect(judge([one])).toBe(verdict);
    });
});

describe("endpoints of a Batch pool", () => {
    const native = (...inboundNatPools: readonly Value[]) =>
        resource("azure-native:batch:Pool", "pool", {
            networkConfiguration: { endpointConfiguration: { inboundNatPools } },
        });
    const port = {
        name: "e",
        protocol: "TCP",
        backendPort: 6443,
        frontendPortRangeStart: 1,
        frontendPortRangeEnd: 100,
    };
    const front = { ...port, backendPort: 22, frontendPortRangeStart: 6000, frontendPortRangeEnd: 7000 };
    const allow = { access: "Allow", priority: 200, sourceAddressPrefix: "*" };
    const deny = { ...allow, access: "Deny", priority: 150 };
    const ruled = (...networkSecurityGroupRules: readonly Value[]) => native({ ...port, networkSecurityGroupRules });
    it.each<[string, ReturnType<typeof resource>, string]>([
        ["an endpoint of Batch without rules lets everybody in", native(port), "open"],
        ["an endpoint of Batch with the port in front", native(front), "open"],
        ["an endpoint of Batch on other ports", native({ ...front, frontendPortRangeEnd: 6100 }), "closed"],
        ["an endpoint of Batch with an unknown range", native({ ...front, frontendPortRangeEnd: U }), "undecided"],
        ["an endpoint of Batch for UDP", native({ ...port, protocol: "UDP" }), "closed"],
        ["an endpoint of Batch with a rule for everybody", ruled(allow), "open"],
        [
            "an endpoint of Batch with a rule for a block",
            ruled({ ...allow, sourceAddressPrefix: "10.0.0.0/8" }),
            "closed",
        ],
        ["an endpoint of Batch with a deny first", ruled(allow, deny), "closed"],
        ["an endpoint of Batch with an unknown rule", ruled(U), "undecided"],
        [
            "unknown endpoints of Batch",
            resource("azure-native:batch:Pool", "p", { networkConfiguration: U }),
            "undecided",
        ],
        ["a pool of Batch without endpoints", resource("azure-native:batch:Pool", "p", {}), "closed"],
        [
            "a classic endpoint of Batch",
            resource("azure:batch/pool:Pool", "p", {
                networkConfiguration: {
                    endpointConfigurations: [{ protocol: "TCP", backendPort: 22, frontendPortRange: "6000-7000" }],
                },
            }),
            "open",
        ],
    ])("%s", (_name, one, verdict) => {
        expect(judge([one])).toBe(verdict);
    });
});
