import { IpSet, type Resource, reach, tcp, Unknown, type Value } from "@portcullis/core";
import { type DistributionName, portProfiles, type Role } from "@portcullis/core/intent";
import { composeFirewalls } from "@portcullis/core/stack";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readIntent, selfSource } from "../src/intent.js";
import { planIngress } from "../src/rules.js";
import { ruleArguments, ruleSources } from "../src/source-values.js";

const NOW = new Date("2026-11-25T12:00:00Z");
const ROLES = [
    "controlPlane",
    "nodes",
    "administrators",
    "monitoring",
    "webhooks",
    "managementTools",
] as const satisfies readonly Role[];

/** Blocks from three private corners and one public one, so that neighbours, nesting and both families come up often. */
const block = fc.oneof(
    fc.tuple(fc.nat(3), fc.nat(15)).map(([network, subnet]) => `10.${network}.${subnet}.0/24`),
    fc.nat(3).map((network) => `10.${network}.0.0/16`),
    fc.nat(30).map((host) => `198.51.100.${host}/32`),
    fc.nat(7).map((site) => `2001:db8:${site}::/48`),
);

const sources = fc.record({ cidrBlocks: fc.uniqueArray(block, { minLength: 1, maxLength: 6 }) });
const intents = fc.record(Object.fromEntries(ROLES.map((role) => [role, fc.option(sources, { nil: undefined })])));
const distributions = fc.constantFrom<DistributionName>("kubeadm", "k3s", "rke2", "talos", "microk8s", "openshift");

function resourcesOf(args: Parameters<typeof readIntent>[0], distribution: DistributionName): readonly Resource[] {
    const named = readIntent(args, NOW);
    const intent = { ...named, sources: [selfSource(), ...named.sources] };
    const quota = { rulesPerGroup: 60, groups: 3 };
    const plan = planIngress(intent, portProfiles(distribution), { quota, pathMtuDiscovery: true, extra: [] });
    const values = ruleSources(args, intent.sources);
    return plan.map((rule) => ({
        urn: `urn:pulumi:dev::p::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::${rule.name}`,
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name: rule.name,
        properties: Object.fromEntries(
            Object.entries(ruleArguments(rule, "sg-1", values, undefined)).map(([key, value]) => [key, plain(value)]),
        ),
    }));
}

/** Outputs are what a preview does not know. */
function plain(value: unknown): Value {
    return pulumi.Output.isInstance(value) ? new Unknown() : (value as Value); // everything else the planner gives is text or a number
}

function admitted(resources: readonly Resource[], port: number) {
    const reaches = composeFirewalls(resources).map(({ rules }) => reach(rules, tcp(port)));
    return {
        atLeast: IpSet.unionOf(reaches.map((one) => one.atLeast.addresses)),
        atMost: IpSet.unionOf(reaches.map((one) => one.atMost.addresses)),
    };
}

function intended(
    args: Record<string, { cidrBlocks: string[] } | undefined>,
    distribution: DistributionName,
    port: number,
): IpSet {
    const roles = portProfiles(distribution).flatMap((profile) =>
        profile.from <= port && port <= profile.to ? profile.roles : [],
    );
    return IpSet.parse(ROLES.flatMap((role) => (roles.includes(role) ? (args[role]?.cidrBlocks ?? []) : [])));
}

it("admits exactly the intent on every port of every distribution, when read back", () => {
    fc.assert(
        fc.property(intents, distributions, (args, distribution) => {
            const resources = resourcesOf(args, distribution);
            for (const port of [22, 443, 2379, 2380, 6443, 9345, 10250, 10257, 10259, 16443, 22623, 50000, 50001]) {
                const { atLeast, atMost } = admitted(resources, port);
                expect(atLeast.toString()).toBe(intended(args, distribution, port).toString());
                expect(atMost.equals(atLeast)).toBe(true);
            }
        }),
        { numRuns: 150 },
    );
});

it("changes nothing when the order in which things were written changes", () => {
    fc.assert(
        fc.property(intents, distributions, (args, distribution) => {
            const turned = Object.fromEntries(
                Object.entries(args)
                    .reverse()
                    .map(([role, value]) => [role, value && { cidrBlocks: [...value.cidrBlocks].reverse() }]),
            );
            const names = (resources: readonly Resource[]) =>
                resources.map(({ name, properties }) => [name, properties.cidrIpv4 ?? properties.cidrIpv6]);
            expect(names(resourcesOf(turned, distribution))).toEqual(names(resourcesOf(args, distribution)));
        }),
        { numRuns: 100 },
    );
});

it("stays within the intent for certain, and says what it cannot know, where addresses are outputs", () => {
    const unknowns = fc.record({ ownAddresses: fc.boolean(), ownIpv6Addresses: fc.boolean() });
    fc.assert(
        fc.property(intents, distributions, unknowns, (args, distribution, { ownAddresses, ownIpv6Addresses }) => {
            const own = {
                ...(ownAddresses ? { ownAddresses: { nat: pulumi.output("192.0.2.7/32") } } : {}),
                ...(ownIpv6Addresses ? { ownIpv6Addresses: { nat: pulumi.output("2001:db8:7::/64") } } : {}),
            };
            const resources = resourcesOf({ ...args, ...own }, distribution);
            for (const profile of portProfiles(distribution)) {
                const { atLeast, atMost } = admitted(resources, profile.from);
                const certain = intended(args, distribution, profile.from);
                const open = profile.roles.includes("ownAddresses");
                // The reader takes an output for anything, of either family.
                const most = open && (ownAddresses || ownIpv6Addresses) ? [IpSet.everything] : [];
                expect(atLeast.toString()).toBe(certain.toString());
                expect(atMost.toString()).toBe(IpSet.unionOf([certain, ...most]).toString());
            }
        }),
        { numRuns: 60 },
    );
});
