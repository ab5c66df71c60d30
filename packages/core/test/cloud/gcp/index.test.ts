import { expect, it } from "vitest";
import { RESOURCE_TYPES, readerForToken, readers, readRules } from "../../../src/cloud/gcp/index.js";
import { readerFor } from "../../../src/cloud/registry.js";
import { judge, type Properties, resource, type Verdict } from "./judge.js";

it("has a reader for each of its types", () => {
    expect(RESOURCE_TYPES.every((type) => readers.has(type) && readerFor(type) === readers.get(type))).toBe(true);
});

it.each([
    "gcp:compute/firewallPolicyIamBinding:FirewallPolicyIamBinding",
    "gcp:compute/networkFirewallPolicyPacketMirroringRule:NetworkFirewallPolicyPacketMirroringRule",
    "gcp:networksecurity/firewallEndpoint:FirewallEndpoint",
    "gcp:appengine/firewallRule:FirewallRule",
    "gcp:managedkafka/acl:Acl",
    "gcp:storage/bucketACL:BucketACL",
    "google-native:recaptchaenterprise/v1:Firewallpolicy",
])("%s guards something else", (type) => {
    expect(readerForToken(type)?.(resource(type, {}))).toEqual([]);
    expect(RESOURCE_TYPES).not.toContain(type);
});

it("reads the rules of one resource", () => {
    const properties = {
        network: "n",
        allows: [{ protocol: "tcp" }, { protocol: "udp" }],
        sourceRanges: ["0.0.0.0/0"],
    };
    const rules = readRules(resource("gcp:compute/firewall:Firewall", properties));
    expect(rules.map(({ at, action, priority }) => [at, action, priority.least])).toEqual([
        ["allows[0]", "allow", 1000],
        ["allows[1]", "allow", 1000],
    ]);
    expect(readRules(resource("gcp:storage/bucket:Bucket", {}))).toEqual([]);
});

const OPEN = { network: "n", sourceRanges: ["0.0.0.0/0"] };
const SMALL = { network: "n", source_ranges: ["10.0.0.0/8"] };
const TCP = [{ protocol: "tcp", ports: ["6443"] }];

it.each<[string, Properties, Verdict]>([
    ["google:index/computeFirewall:ComputeFirewall", { ...OPEN, allows: TCP }, "open"],
    ["google-beta:index/computeFirewall:ComputeFirewall", { ...OPEN, allows: TCP }, "open"],
    ["network:tf:google_compute_firewall", { network: "n", allow: TCP, source_ranges: ["0.0.0.0/0"] }, "open"],
    ["network:tf:google_compute_firewall", { ...SMALL, allow: TCP }, "closed"],
    ["gke:tf:google_container_cluster", {}, "open"],
    ["gke:tf:google_container_cluster", { private_cluster_config: [{ enable_private_endpoint: true }] }, "closed"],
    ["google:index/configDeployment:ConfigDeployment", {}, "closed"],
])("Terraform's own token %s", (type, properties, verdict) => {
    expect(judge([resource(type, properties)])).toBe(verdict);
    expect(readerFor(type)).toBeDefined();
});

it("a policy's rules meet it through Terraform's own tokens as well", () => {
    const rule = (name: string, action: string, priority: number) =>
        resource(
            "net:tf:google_compute_network_firewall_policy_rule",
            {
                firewall_policy: "fp",
                action,
                priority,
                match: [{ src_ip_ranges: ["0.0.0.0/0"], layer4_configs: [{ ip_protocol: "tcp" }] }],
            },
            { name },
        );
    expect(judge([rule("a", "allow", 2)])).toBe("open");
    expect(judge([rule("a", "allow", 2), rule("d", "deny", 1)])).toBe("closed");
});
