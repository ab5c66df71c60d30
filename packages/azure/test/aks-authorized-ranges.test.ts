import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type AksApiServerAccessArgs, aksApiServerAccess } from "../src/index.js";

it("lists the ranges of all roles once, in order", () => {
    const access = aksApiServerAccess({
        authorizedRanges: { administrators: ["203.0.113.0/24"], ci: ["198.51.100.7/32", "203.0.113.0/24"] },
    });
    expect(access).toEqual({ authorizedIPRanges: ["198.51.100.7/32", "203.0.113.0/24"] });
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
        args: { authorizedRanges: { ci: [] } },
        at: "authorizedRanges",
    },
    {
        name: "ranges on a private cluster",
        args: { privateCluster: true, authorizedRanges: { ci: ["192.0.2.0/24"] } },
        at: "authorizedRanges",
    },
    {
        name: "0.0.0.0/32 among others",
        args: { authorizedRanges: { ci: ["0.0.0.0/32", "192.0.2.0/24"] } },
        at: "authorizedRanges",
    },
    { name: "the internet", args: { authorizedRanges: { ci: ["0.0.0.0/0"] } }, at: "authorizedRanges.ci" },
    { name: "host bits", args: { authorizedRanges: { ci: ["192.0.2.1/24"] } }, at: "authorizedRanges.ci[0]" },
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
