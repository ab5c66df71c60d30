import { expect, it } from "vitest";
import type { Resource } from "../../../src/value.js";
import { group, judge, resource, rule } from "./judge.js";

const aks = (properties: Resource["properties"]) =>
    resource("azure-native:containerservice:ManagedCluster", "aks", properties);

it.each<[number, string, readonly Resource[], string]>([
    [24, "allow AzureCloud 6443", [group(rule({ sourceAddressPrefix: "AzureCloud" }))], "open"],
    [
        25,
        "200 deny *, 300 allow Internet 6443",
        [
            group(
                rule({ name: "no", priority: 200, access: "Deny", sourceAddressPrefix: "*" }),
                rule({ priority: 300, sourceAddressPrefix: "Internet" }),
            ),
        ],
        "closed",
    ],
    [
        26,
        'allow protocol *, ports ["22", "6443-6444"], *',
        [
            group(
                rule({
                    protocol: "*",
                    destinationPortRange: "",
                    destinationPortRanges: ["22", "6443-6444"],
                    sourceAddressPrefix: "*",
                }),
            ),
        ],
        "open",
    ],
    [
        27,
        "allow Udp 6443 *; another rule Outbound Tcp 6443 *",
        [
            group(
                rule({ protocol: "Udp", sourceAddressPrefix: "*" }),
                rule({ name: "out", priority: 301, direction: "Outbound", sourceAddressPrefix: "*" }),
            ),
        ],
        "closed",
    ],
    [
        28,
        'allow, sourceAddressPrefix "", sourceAddressPrefixes 198.51.100.0/24',
        [group(rule({ sourceAddressPrefix: "", sourceAddressPrefixes: ["198.51.100.0/24"] }))],
        "closed",
    ],
    [
        29,
        "100 deny * with sourcePortRange 1024-65535; 200 allow * 6443",
        [
            group(
                rule({
                    name: "no",
                    priority: 100,
                    access: "Deny",
                    sourceAddressPrefix: "*",
                    sourcePortRange: "1024-65535",
                }),
                rule({ priority: 200, sourceAddressPrefix: "*" }),
            ),
        ],
        "open",
    ],
    [30, "AKS without apiServerAccessProfile", [aks({})], "open"],
    [
        31,
        "AKS authorizedIPRanges 0.0.0.0/32",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/32"] } })],
        "closed",
    ],
    [32, "AKS publicNetworkAccess Disabled, nothing else", [aks({ publicNetworkAccess: "Disabled" })], "open"],
])("vector %i: %s", (_number, _name, resources, verdict) => {
    expect(judge(resources)).toBe(verdict);
});
