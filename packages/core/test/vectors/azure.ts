import { aks, networkSecurityGroup, nsgRule } from "../given/azure.js";
import type { Vector } from "./vector.js";

/** Vectors 24 to 32. */
export const AZURE_VECTORS: readonly Vector[] = [
    [
        24,
        "every Azure tenant",
        "violation",
        [networkSecurityGroup(nsgRule(100, "Allow", { sourceAddressPrefix: "AzureCloud" }))],
    ],
    [
        25,
        "200 first",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(200, "Deny", { sourceAddressPrefix: "*" }),
                nsgRule(300, "Allow", { sourceAddressPrefix: "Internet" }),
            ),
        ],
    ],
    [
        26,
        "the range covers the port",
        "violation",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", {
                    protocol: "*",
                    sourceAddressPrefix: "*",
                    destinationPortRange: undefined,
                    destinationPortRanges: ["22", "6443-6444"],
                }),
            ),
        ],
    ],
    [
        27,
        "wrong protocol, wrong direction",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", { protocol: "Udp", sourceAddressPrefix: "*" }),
                nsgRule(110, "Allow", { direction: "Outbound", sourceAddressPrefix: "*" }),
            ),
        ],
    ],
    [
        28,
        "empty text is absent",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", { sourceAddressPrefix: "", sourceAddressPrefixes: ["198.51.100.0/24"] }),
            ),
        ],
    ],
    [
        29,
        "a client may use a low source port",
        "violation",
        [
            networkSecurityGroup(
                nsgRule(100, "Deny", { sourceAddressPrefix: "*", sourcePortRange: "1024-65535" }),
                nsgRule(200, "Allow", { sourceAddressPrefix: "*" }),
            ),
        ],
    ],
    [30, "public by default", "violation", [aks({})]],
    [
        31,
        "only its own outbound address",
        "ok",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/32"] } })],
    ],
    [32, "not a working protection", "violation", [aks({ publicNetworkAccess: "Disabled" })]],
];
