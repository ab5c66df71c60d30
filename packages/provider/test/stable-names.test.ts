import type { PreviewedResource, PreviewResult } from "@portcullis/preview";
import { beforeAll, describe, expect, it } from "vitest";
import { partOf, previewed } from "./previewed.js";

const GROUPS = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups";
const [OFFICE, VPN, NEW_OFFICE] = ["198.51.100.0/24", "203.0.113.0/25", "192.0.2.0/25"] as const;

/** The same cluster with these administrators, each way of writing them in the cloud's own words. */
function cluster(blocks: readonly string[], groups: readonly string[]) {
    const named = (value: (name: string) => string) => Object.fromEntries(groups.map((name) => [name, value(name)]));
    const nodes = ["10.0.0.0/16", "10.1.0.0/16"];
    return {
        ApiServerSecurityGroup: {
            vpcId: "vpc-1",
            nodes: { cidrBlocks: nodes },
            administrators: { cidrBlocks: blocks, securityGroups: named((name) => `sg-${name}`) },
            ownAddresses: { nat: "unknown:nat" },
        },
        ApiServerNetworkSecurityGroup: {
            resourceGroupName: "rg",
            nodes: { addressPrefixes: nodes },
            administrators: {
                addressPrefixes: blocks,
                applicationSecurityGroups: named((name) => `${GROUPS}/${name}`),
            },
            ownAddresses: { nat: "unknown:nat" },
        },
        ApiServerFirewall: {
            network: "n",
            targetTags: ["cp"],
            nodes: { ranges: nodes },
            administrators: { ranges: blocks, tags: groups },
            ownAddresses: { nat: "unknown:nat" },
        },
    };
}

/** What an engine would do, that has the first preview's resources as its state and meets the second's. */
function steps(before: PreviewResult, after: PreviewResult, type: string) {
    const state = new Map(partOf(before, type).map((resource) => [resource.urn, resource]));
    const goal = new Map(partOf(after, type).map((resource) => [resource.urn, resource]));
    const text = ({ inputs }: PreviewedResource) => JSON.stringify(inputs);
    const names = (some: readonly PreviewedResource[]) => some.filter(({ custom }) => custom).map(({ name }) => name);
    const changed = [...goal.values()].filter((resource) => {
        const earlier = state.get(resource.urn);
        return earlier && text(earlier) !== text(resource);
    });
    return {
        created: names([...goal.values()].filter(({ urn }) => !state.has(urn))).sort(),
        updated: names(changed).sort(),
        deleted: names([...state.values()].filter(({ urn }) => !goal.has(urn))).sort(),
    };
}

// Three previews, each with a program's process and the provider's.
describe("two previews, the second against the first's resources", () => {
    let before: PreviewResult;
    let moved: PreviewResult;
    let after: PreviewResult;

    beforeAll(async () => {
        before = await previewed(cluster([OFFICE, VPN], ["bastion", "vpn"]));
        moved = await previewed(cluster([VPN, OFFICE], ["vpn", "bastion"]));
        after = await previewed(cluster([NEW_OFFICE, VPN], ["jump", "vpn"]));
    });

    it.each(["ApiServerSecurityGroup", "ApiServerNetworkSecurityGroup", "ApiServerFirewall"])(
        "%s does nothing when sources are written in another order",
        (type) => {
            expect(partOf(before, type).length).toBeGreaterThan(5);
            expect(steps(before, moved, type)).toEqual({ created: [], updated: [], deleted: [] });
        },
    );

    it.each([
        [
            "ApiServerSecurityGroup",
            {
                created: ["api-6443-192-0-2-0-25", "api-6443-sg-jump"],
                updated: [],
                deleted: ["api-6443-198-51-100-0-24", "api-6443-sg-bastion"],
            },
        ],
        [
            "ApiServerNetworkSecurityGroup",
            {
                created: ["api-administrators-asg-jump"],
                updated: ["api-administrators-ipv4"],
                deleted: ["api-administrators-asg-bastion"],
            },
        ],
        [
            "ApiServerFirewall",
            { created: [], updated: ["api-administrators-ipv4", "api-administrators-tags"], deleted: [] },
        ],
    ])("%s touches the rule of a source that comes or goes, and no other", (type, expected) => {
        expect(steps(before, after, type)).toEqual(expected);
    });
});
