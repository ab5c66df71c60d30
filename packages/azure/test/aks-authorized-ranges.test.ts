import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type AksApiServerAccessArgs, aksApiServerAccess } from "../src/index.js";

it("lists the ranges of all roles once, in order", () => {
    const access = aksApiServerAccess({
        authorizedRanges: { administrators: ["203.0.113.0/24"], monitoring: ["198.51.100.7/32", "203.0.113.0/24"] },
    });
    expect(access).toEqual({ authorizedIPRanges: ["198.51.100.7/32", "203.0.113.0/24"] });
});

it("lists a CI until its day, and the cluster's own addresses, whatever is known of them", async () => {
    const { authorizedIPRanges } = aksApiServerAccess({
        authorizedRanges: {
            ci: { deployer: { addressPrefix: "203.0.113.10/32", expires: "2999-12-31" } },
            ownAddresses: { nat: pulumi.output("192.0.2.7/32") },
        },
    });
    const known = await new Promise((resolve) => {
        pulumi.all(authorizedIPRanges ?? []).apply(resolve);
    });
    expect(known).toEqual(["203.0.113.10/32", "192.0.2.7/32"]);
});

it("admits only the cluster's own outbound address", () => {
    expect(aksApiServerAccess({ ownOutboundOnly: true })).toEqual({ authorizedIPRanges: ["0.0.0.0/32"] });
});

it("makes the cluster private", () => {
    expect(aksApiServerAccess({ privateCluster: true })).toEqual({ enablePrivateCluster: true });
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index}/32`);
it("takes 200 ranges and refuses one more", () => {
    expect(aksApiServerAccess({ authorizedRanges: { administrators: many(200) } }).authorizedIPRanges).toHaveLength(
        200,
    );
    expect(() => aksApiServerAccess({ authorizedRanges: { administrators: many(201) } })).toThrow(/201 ranges/);
});

it.each<{ name: string; args: object; at: string }>([
    { name: "nothing, which AKS reads as everyone", args: {}, at: "authorizedRanges" },
    {
        name: "an empty list, which AKS reads as everyone",
        args: { authorizedRanges: { monitoring: [] } },
        at: "authorizedRanges",
    },
    {
        name: "ranges on a private cluster",
        args: { privateCluster: true, authorizedRanges: { monitoring: ["192.0.2.0/24"] } },
        at: "authorizedRanges",
    },
    {
        name: "0.0.0.0/32 among others",
        args: { authorizedRanges: { monitoring: ["0.0.0.0/32", "192.0.2.0/24"] } },
        at: "authorizedRanges",
    },
    {
        name: "the internet",
        args: { authorizedRanges: { monitoring: ["0.0.0.0/0"] } },
        at: "authorizedRanges.monitoring",
    },
    {
        name: "host bits",
        args: { authorizedRanges: { monitoring: ["192.0.2.1/24"] } },
        at: "authorizedRanges.monitoring[0]",
    },
    {
        name: "an own address of the other family",
        args: { authorizedRanges: { ownAddresses: { nat: "2001:db8::/64" } } },
        at: "authorizedRanges.ownAddresses.nat",
    },
    {
        name: "a CI past its day",
        args: { authorizedRanges: { ci: { old: { addressPrefix: "192.0.2.1/32", expires: "2020-01-31" } } } },
        at: "authorizedRanges.ci.old.expires",
    },
])("refuses $name", ({ args, at }) => {
    let caught: unknown;
    try {
        aksApiServerAccess(args as AksApiServerAccessArgs); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at });
});
