import { expect, it } from "vitest";
import type { Resource } from "../../../src/value.js";
import { judge, resource, U, type Verdict } from "./judge.js";

const FIREWALL = "gcp:compute/firewall:Firewall";
const POLICY_RULE = "gcp:compute/firewallPolicyRule:FirewallPolicyRule";
const CLUSTER = "gcp:container/cluster:Cluster";
const TCP_6443 = [{ protocol: "tcp", ports: ["6443"] }];
const EVERYONE = ["0.0.0.0/0"];

const vectors: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    [
        "33: allow tcp without ports, 0.0.0.0/0",
        [resource(FIREWALL, { network: "n", allows: [{ protocol: "tcp" }], sourceRanges: EVERYONE })],
        "open",
    ],
    [
        "34: deny 0.0.0.0/1 at 900, allow 0.0.0.0/0 at 1000",
        [
            resource(
                FIREWALL,
                { network: "n", denies: TCP_6443, sourceRanges: ["0.0.0.0/1"], priority: 900 },
                { name: "d" },
            ),
            resource(
                FIREWALL,
                { network: "n", allows: TCP_6443, sourceRanges: EVERYONE, priority: 1000 },
                { name: "a" },
            ),
        ],
        "open",
    ],
    [
        '35: allow `6` ["6000-6999"], `::/0`, `sourceTags: ["x"]`',
        [
            resource(FIREWALL, {
                network: "n",
                allows: [{ protocol: "6", ports: ["6000-6999"] }],
                sourceRanges: ["::/0"],
                sourceTags: ["x"],
            }),
        ],
        "open",
    ],
    [
        "36: hierarchical allow of 0.0.0.0/0 tcp; VPC firewall deny all at 0",
        [
            resource(POLICY_RULE, {
                firewallPolicy: "p",
                action: "allow",
                direction: "INGRESS",
                priority: 1,
                match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: EVERYONE },
            }),
            resource(
                FIREWALL,
                { network: "n", denies: [{ protocol: "all" }], sourceRanges: EVERYONE, priority: 0 },
                { name: "d" },
            ),
        ],
        "open",
    ],
    [
        "37: GKE authorized networks with every Google Cloud address",
        [resource(CLUSTER, { masterAuthorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } })],
        "open",
    ],
    [
        "38: GKE with an unknown block, behind a private endpoint",
        [
            resource(CLUSTER, {
                masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: U }] },
                privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true },
            }),
        ],
        "closed",
    ],
];

it.each(vectors)("%s", (_, resources, verdict) => {
    expect(judge(resources)).toBe(verdict);
});
