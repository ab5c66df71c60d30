import { expect, it } from "vitest";
import { RESOURCE_TYPES, readerForToken, readers, readRules } from "../../../src/cloud/gcp/index.js";
import { readerFor } from "../../../src/cloud/registry.js";
import { resource } from "./judge.js";

it("has a reader for each of its types", () => {
    expect(RESOURCE_TYPES.every((type) => readers.has(type) && readerFor(type) === readers.get(type))).toBe(true);
});

it.each([
    "gcp:compute/firewallPolicyIamBinding:FirewallPolicyIamBinding",
    "gcp:compute/networkFirewallPolicyPacketMirroringRule:NetworkFirewallPolicyPacketMirroringRule",
    "gcp:networksecurity/firewallEndpoint:FirewallEndpoint",
    "gcp:appengine/firewallRule:FirewallRule",
    "gcp:managedkafka/acl:Acl",
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
