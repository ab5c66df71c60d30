import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { planFrontDoor } from "../src/front-door-plan.js";
import { ApiServerFrontDoor, type ApiServerFrontDoorArgs } from "../src/index.js";
import { registrationsOf } from "./registrations.js";

const BASE: ApiServerFrontDoorArgs = { vpcId: "vpc-1", subnetIds: ["subnet-1"], controlPlaneSecurityGroupId: "sg-cp" };
const build = (args: Partial<ApiServerFrontDoorArgs>) => () => new ApiServerFrontDoor("door", { ...BASE, ...args });

describe.each(["preview", "update"] as const)("in %s", (mode) => {
    it("attaches its security group when the load balancer is created, and joins it to the control plane", async () => {
        const registered = await registrationsOf(
            build({ listenerPort: 443, administrators: { cidrBlocks: ["198.51.100.0/24"] } }),
            mode,
        );
        expect(registered.map(({ type, name }) => `${type.split(":")[2]} ${name}`)).toEqual([
            "SecurityGroup door",
            "Listener door",
            "LoadBalancer door",
            "TargetGroup door",
            "SecurityGroupEgressRule door-egress-6443-control-plane",
            "SecurityGroupIngressRule door-443-198-51-100-0-24",
            "SecurityGroupIngressRule door-6443-from-front-door",
            "ApiServerFrontDoor door",
        ]);
        const inputs = (name: string, type: string) =>
            registered.find((one) => one.name === name && one.type.endsWith(type))?.inputs;
        expect(inputs("door", ":LoadBalancer")).toMatchObject({ loadBalancerType: "network", internal: true });
        expect(inputs("door", ":LoadBalancer")?.securityGroups).toHaveLength(1);
        expect(inputs("door-443-198-51-100-0-24", "Rule")).toMatchObject({
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "198.51.100.0/24",
        });
        expect(inputs("door-6443-from-front-door", "Rule")).toMatchObject({
            securityGroupId: "sg-cp",
            fromPort: 6443,
            toPort: 6443,
        });
        expect(inputs("door-egress-6443-control-plane", "Rule")).toMatchObject({
            referencedSecurityGroupId: "sg-cp",
            fromPort: 6443,
        });
    });
});

it("warns where it faces the internet and lets its own nodes' addresses out of the list", () => {
    const warnings = (args: Partial<ApiServerFrontDoorArgs>) => planFrontDoor("door", { ...BASE, ...args }).warnings;
    const administrators = { cidrBlocks: ["198.51.100.0/24"] };
    expect(warnings({ internal: false, administrators })).toEqual([expect.stringMatching(/names no ownAddresses/)]);
    expect(warnings({ administrators })).toEqual([]);
    expect(warnings({ internal: false, administrators, ownAddresses: { nat: "192.0.2.7/32" } })).toEqual([]);
});

it("warns where nobody is left who could deploy", () => {
    const warnings = (args: Partial<ApiServerFrontDoorArgs>) => planFrontDoor("door", { ...BASE, ...args }).warnings;
    expect(warnings({ nodes: { cidrBlocks: ["10.0.0.0/16"] } })).toEqual([expect.stringMatching(/no way in/)]);
    for (const role of ["administrators", "managementTools"] as const)
        expect(warnings({ [role]: { cidrBlocks: ["198.51.100.0/24"] } })).toEqual([]);
});

it("refuses a name that EC2 keeps for ids", () => {
    expect(() => planFrontDoor("sg-door", BASE)).toThrow(/begin with sg-/);
});

it.each<{ name: string; args: object; at: string }>([
    { name: "the internet", args: { nodes: { cidrBlocks: ["::/0"] } }, at: "nodes.cidrBlocks" },
    { name: "a target type that is none", args: { targetType: "lambda" }, at: "targetType" },
    { name: "a listener port that is none", args: { listenerPort: 0 }, at: "listenerPort" },
    { name: "no subnet", args: { subnetIds: [] }, at: "subnetIds" },
    { name: "no group behind it", args: { controlPlaneSecurityGroupId: undefined }, at: "controlPlaneSecurityGroupId" },
    { name: "an internal that is a text", args: { internal: "false" }, at: "internal" },
    {
        name: "a role that a front door does not have",
        args: { loadBalancerHealthChecks: { cidrBlocks: ["10.0.0.0/8"] } },
        at: "loadBalancerHealthChecks",
    },
])("refuses $name", async ({ args, at }) => {
    let caught: unknown;
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    try {
        build(args as Partial<ApiServerFrontDoorArgs>)(); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at });
});
