import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type EksEndpointAccessArgs, eksEndpointAccess } from "../src/index.js";

it("keeps the endpoint inside the VPC when no public source is named", () => {
    expect(eksEndpointAccess()).toEqual({ endpointPublicAccess: false, endpointPrivateAccess: true });
});

it("lists the public sources of all roles once, in order", () => {
    const access = eksEndpointAccess({
        publicAccess: { administrators: ["203.0.113.0/24", "198.51.100.7/32"], monitoring: ["203.0.113.0/24"] },
    });
    expect(access).toEqual({
        endpointPublicAccess: true,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["198.51.100.7/32", "203.0.113.0/24"],
    });
});

it("lists a CI until its day, and the cluster's own addresses of both families, whatever is known of them", async () => {
    const { publicAccessCidrs } = eksEndpointAccess({
        publicAccess: {
            ci: { deployer: { cidrBlock: "203.0.113.10/32", expires: "2999-12-31" } },
            ownAddresses: { nat: pulumi.output("192.0.2.7/32") },
            ownIpv6Addresses: { nat: "2001:db8::/64" },
        },
    });
    const known = await new Promise((resolve) => {
        pulumi.all(publicAccessCidrs ?? []).apply(resolve);
    });
    expect(known).toEqual(["203.0.113.10/32", "192.0.2.7/32", "2001:db8::/64"]);
});

it("counts own addresses in the quota", () => {
    const own = (count: number) => Object.fromEntries(many(count).map((block, index) => [`nat${index}`, block]));
    const access = (count: number) =>
        eksEndpointAccess({ publicAccess: { administrators: ["10.0.0.0/8"], ownAddresses: own(count) } });
    expect(access(39).publicAccessCidrs).toHaveLength(40);
    expect(() => access(40)).toThrow(/41 CIDR blocks/);
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index}/32`);
it("takes as many blocks as EKS does, and not one more", () => {
    expect(eksEndpointAccess({ publicAccess: { administrators: many(40) } }).publicAccessCidrs).toHaveLength(40);
    expect(() => eksEndpointAccess({ publicAccess: { administrators: many(41) } })).toThrow(/41 CIDR blocks/);
});

it.each<{ name: string; args: object; at: string }>([
    {
        name: "an empty list, which EKS reads as everyone",
        args: { publicAccess: { administrators: [] } },
        at: "publicAccess",
    },
    { name: "the internet", args: { publicAccess: { monitoring: ["0.0.0.0/0"] } }, at: "publicAccess.monitoring" },
    {
        name: "a CI without a date",
        args: { publicAccess: { ci: { deployer: { cidrBlock: "192.0.2.0/24" } } } },
        at: "publicAccess.ci.deployer.expires",
    },
    {
        name: "a CI's shared ranges",
        args: { publicAccess: { ci: { actions: { cidrBlock: "4.148.0.0/16", expires: "2999-12-31" } } } },
        at: "publicAccess.ci.actions",
    },
    {
        name: "an own address that is wrong",
        args: { publicAccess: { ownAddresses: { nat: "192.0.2.7" } } },
        at: "publicAccess.ownAddresses.nat",
    },
    {
        name: "halves of the internet in two roles",
        args: { publicAccess: { administrators: ["1.0.0.0/13"], monitoring: ["1.8.0.0/13"] } },
        at: "publicAccess.monitoring[0]",
    },
    {
        name: "a wrong block",
        args: { publicAccess: { monitoring: ["300.0.0.0/8"] } },
        at: "publicAccess.monitoring[0]",
    },
    { name: "an endpoint that nobody reaches", args: { privateAccess: false }, at: "publicAccess" },
    { name: "a misspelt role", args: { publicAccess: { admins: ["192.0.2.0/24"] } }, at: "publicAccess.admins" },
])("refuses $name", ({ args, at }) => {
    let caught: unknown;
    try {
        eksEndpointAccess(args as EksEndpointAccessArgs); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at });
});
