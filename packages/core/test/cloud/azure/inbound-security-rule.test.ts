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
