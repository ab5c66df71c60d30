import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type EksEndpointAccessArgs, eksEndpointAccess } from "../src/index.js";

it("keeps the endpoint inside the VPC when no public source is named", () => {
    expect(eksEndpointAccess()).toEqual({ endpointPublicAccess: false, endpointPrivateAccess: true });
});

it("lists the public sources of all roles once, in order", () => {
    const access = eksEndpointAccess({
        publicAccess: { administrators: ["203.0.113.0/24", "198.51.100.7/32"], ci: ["203.0.113.0/24"] },
    });
    expect(access).toEqual({
        endpointPublicAccess: true,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["198.51.100.7/32", "203.0.113.0/24"],
    });
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
    { name: "the internet", args: { publicAccess: { ci: ["0.0.0.0/0"] } }, at: "publicAccess.ci" },
    {
        name: "halves of the internet in two roles",
        args: { publicAccess: { ci: ["1.0.0.0/13"], monitoring: ["1.8.0.0/13"] } },
        at: "publicAccess.monitoring[0]",
    },
    { name: "a wrong block", args: { publicAccess: { ci: ["300.0.0.0/8"] } }, at: "publicAccess.ci[0]" },
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
