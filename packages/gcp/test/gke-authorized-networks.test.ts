import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type GkeAuthorizedNetworksArgs, gkeAuthorizedNetworks } from "../src/index.js";

it("lists each network once, under its roles, and keeps the rest of Google Cloud out", () => {
    const networks = gkeAuthorizedNetworks({
        administrators: ["203.0.113.0/24"],
        ci: { deployer: { ranges: ["198.51.100.7/32", "203.0.113.0/24"], expires: "2999-12-31" } },
    });
    expect(networks).toEqual({
        cidrBlocks: [
            { cidrBlock: "198.51.100.7/32", displayName: "CI" },
            { cidrBlock: "203.0.113.0/24", displayName: "CI, administrators" },
        ],
        gcpPublicCidrsAccessEnabled: false,
    });
});

it("lists the cluster's own addresses by name, whatever is known of them", async () => {
    const { cidrBlocks } = gkeAuthorizedNetworks({ ownAddresses: { nat: pulumi.output("192.0.2.7/32") } });
    expect(cidrBlocks.map(({ displayName }) => displayName)).toEqual(["own addresses: nat"]);
    const known = await new Promise((resolve) => {
        pulumi.output(cidrBlocks[0]?.cidrBlock).apply(resolve);
    });
    expect(known).toBe("192.0.2.7/32");
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index}/32`);
it("takes as many blocks as the quota and refuses one more", () => {
    expect(gkeAuthorizedNetworks({ administrators: many(100) }).cidrBlocks).toHaveLength(100);
    expect(() => gkeAuthorizedNetworks({ administrators: many(101) })).toThrow(/101 CIDR blocks/);
});

it.each<{ name: string; args: object; at: string }>([
    { name: "nobody at all", args: {}, at: "administrators" },
    { name: "the internet", args: { monitoring: ["0.0.0.0/0"] }, at: "monitoring" },
    { name: "a block without mask", args: { monitoring: ["192.0.2.1"] }, at: "monitoring[0]" },
    {
        name: "a CI past its day",
        args: { ci: { old: { range: "192.0.2.1/32", expires: "2020-01-31" } } },
        at: "ci.old.expires",
    },
    { name: "a misspelt role", args: { admin: ["192.0.2.0/24"] }, at: "admin" },
])("refuses $name", ({ args, at }) => {
    let caught: unknown;
    try {
        gkeAuthorizedNetworks(args as GkeAuthorizedNetworksArgs); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at });
});
