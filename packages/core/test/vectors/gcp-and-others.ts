import { U } from "../corpus.js";
import { gcpFirewall, gke } from "../given/gcp.js";
import { ANYONE, type Vector } from "./vector.js";

/** Vectors 33 to 40. */
export const GCP_AND_OTHER_VECTORS: readonly Vector[] = [
    [
        33,
        "no ports is every port",
        "violation",
        [gcpFirewall("allow", { allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] })],
    ],
    [
        34,
        "the other half remains",
        "violation",
        [
            gcpFirewall("deny", {
                priority: 900,
                denies: [{ protocol: "tcp", ports: ["6443"] }],
                sourceRanges: ["0.0.0.0/1"],
            }),
            gcpFirewall("allow", {
                priority: 1000,
                allows: [{ protocol: "tcp", ports: ["6443"] }],
                sourceRanges: [ANYONE],
            }),
        ],
    ],
    [
        35,
        "ranges or tags",
        "violation",
        [
            gcpFirewall("allow", {
                allows: [{ protocol: "6", ports: ["6000-6999"] }],
                sourceRanges: ["::/0"],
                sourceTags: ["x"],
            }),
        ],
    ],
    [
        36,
        "a hierarchical allow ends the chain",
        "violation",
        [
            {
                type: "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
                name: "hierarchical",
                props: {
                    firewallPolicy: "policy",
                    priority: 100,
                    action: "allow",
                    direction: "INGRESS",
                    match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: [ANYONE] },
                },
            },
            gcpFirewall("deny", { priority: 0, denies: [{ protocol: "all" }], sourceRanges: [ANYONE] }),
        ],
    ],
    [
        37,
        "cloud-wide addresses",
        "violation",
        [gke({ masterAuthorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } })],
    ],
    [
        38,
        "the public endpoint is off in any case",
        "ok",
        [
            gke({
                masterAuthorizedNetworksConfig: { cidrBlocks: [U] },
                privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true },
            }),
        ],
    ],
    [
        39,
        "restricted",
        "ok",
        [
            {
                type: "kubernetes:core/v1:Service",
                props: {
                    spec: { type: "LoadBalancer", ports: [{ port: 6443 }], loadBalancerSourceRanges: ["10.0.0.0/8"] },
                },
            },
        ],
    ],
    [
        40,
        "the default policy accepts",
        "violation",
        [{ type: "scaleway:instance/securityGroup:SecurityGroup", props: {} }],
    ],
];
