import { type PreviewResult, Secret, Unknown } from "@portcullis/preview";
import { beforeAll, describe, expect, it } from "vitest";
import { partOf, previewed } from "./previewed.js";

const GROUP = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/bastion";
const COMPONENTS = {
    ApiServerFrontDoor: {
        vpcId: "unknown:vpc",
        subnetIds: ["subnet-1"],
        controlPlaneSecurityGroupId: "sg-1",
        listenerPort: 443,
        administrators: { cidrBlocks: ["198.51.100.0/24"] },
        ownAddresses: { nat: "unknown:nat" },
    },
    ApiServerNetworkSecurityGroup: {
        resourceGroupName: "rg",
        distribution: "k3s",
        egress: "unmanaged",
        controlPlane: { applicationSecurityGroups: { masters: "unknown:masters" } },
        administrators: { applicationSecurityGroups: { bastion: GROUP }, addressPrefixes: ["198.51.100.0/24"] },
        ownAddresses: { nat: "secret:192.0.2.7/32", other: "unknown:nat" },
    },
    ApiServerFirewall: {
        network: "unknown:network",
        targetTags: ["control-plane"],
        distribution: "k3s",
        administrators: { ranges: ["198.51.100.0/24"], tags: ["bastion"] },
        ownAddresses: { nat: "secret:192.0.2.7/32" },
    },
};

// Starts a program's process and the provider's.
describe("the components of every cloud, made by the provider", () => {
    let result: PreviewResult;
    const inputsOf = (type: string, name: string) =>
        partOf(result, type).find((resource) => resource.name === name && resource.custom)?.inputs;

    beforeAll(async () => {
        result = await previewed(COMPONENTS);
    });

    it.each([
        [
            "ApiServerFrontDoor",
            [
                "Listener api",
                "LoadBalancer api",
                "SecurityGroup api",
                "SecurityGroupEgressRule api-egress-6443-control-plane",
                "SecurityGroupIngressRule api-443-198-51-100-0-24",
                "SecurityGroupIngressRule api-443-ip-nat",
                "SecurityGroupIngressRule api-6443-from-front-door",
                "TargetGroup api",
            ],
        ],
        [
            "ApiServerNetworkSecurityGroup",
            [
                "NetworkSecurityGroup api",
                "SecurityRule api-administrators-asg-bastion",
                "SecurityRule api-administrators-ipv4",
                "SecurityRule api-control-plane-asg-masters",
                "SecurityRule api-deny-control-plane-ports",
                "SecurityRule api-load-balancer-health-checks-tag-azureloadbalancer",
                "SecurityRule api-own-addresses-ipv4",
            ],
        ],
        [
            "ApiServerFirewall",
            [
                "Firewall api-administrators-ipv4",
                "Firewall api-administrators-tags",
                "Firewall api-control-plane-tags",
                "Firewall api-deny-ipv4",
                "Firewall api-deny-ipv6",
                "Firewall api-own-addresses-ipv4",
            ],
        ],
    ])("%s has exactly its children", (type, children) => {
        const made = partOf(result, type).filter(({ custom }) => custom);
        expect(made.map((child) => `${child.type.split(":").at(-1)} ${child.name}`).sort()).toEqual(children);
    });

    it("keeps secrets secret and unknowns unknown, each in its own place", () => {
        const azure = inputsOf("ApiServerNetworkSecurityGroup", "api-own-addresses-ipv4")?.sourceAddressPrefixes;
        const [nat, other] = Array.isArray(azure) ? azure : [];
        expect(nat).toBeInstanceOf(Secret);
        expect(other).toBeInstanceOf(Unknown);
        expect(inputsOf("ApiServerFrontDoor", "api-443-ip-nat")?.cidrIpv4).toBeInstanceOf(Unknown);
        expect(inputsOf("ApiServerFirewall", "api-administrators-ipv4")?.network).toBeInstanceOf(Unknown);
        expect(inputsOf("ApiServerFirewall", "api-administrators-ipv4")?.sourceRanges).toEqual(["198.51.100.0/24"]);
        const ranges = inputsOf("ApiServerFirewall", "api-own-addresses-ipv4")?.sourceRanges;
        expect(Array.isArray(ranges) && ranges[0] instanceof Secret && ranges[0].secret).toBe("192.0.2.7/32");
    });

    it("answers each component's inventory, without a secret in it", () => {
        for (const type of Object.keys(COMPONENTS)) {
            const inventory = result.outputs[type];
            expect(Array.isArray(inventory) && inventory.length).toBeGreaterThan(1);
            expect(JSON.stringify(inventory)).not.toContain("192.0.2.7");
        }
    });
});

const AWS = { vpcId: "vpc-1", distribution: "k3s", egress: "unmanaged" };
describe("bad input of a program in another language", () => {
    it.each<{ name: string; type: string; args: object; path: string; says: RegExp }>([
        {
            name: "a secret that is no address, which is not printed",
            type: "ApiServerSecurityGroup",
            args: { ...AWS, ownAddresses: { nat: "secret:hunter2" } },
            path: "ownAddresses.nat",
            says: /holds no IPv4 CIDR block/,
        },
        {
            name: "a secret that is the internet",
            type: "ApiServerFirewall",
            args: { network: "n", targetTags: ["cp"], ownAddresses: { nat: "secret:0.0.0.0/0" } },
            path: "ownAddresses.nat",
            says: /admits the internet/,
        },
        {
            name: "a secret where a plain text belongs",
            type: "ApiServerSecurityGroup",
            args: { ...AWS, administrators: { cidrBlocks: ["secret:hunter2"] } },
            path: "administrators.cidrBlocks",
            says: /An output stands where/,
        },
        {
            name: "the internet as a service tag",
            type: "ApiServerNetworkSecurityGroup",
            args: { resourceGroupName: "rg", nodes: { serviceTags: ["Internet"] } },
            path: "nodes.serviceTags[0]",
            says: /no allow list/,
        },
    ])("refuses $name", async ({ type, args, path, says }) => {
        const error: unknown = await previewed({ [type]: args }).then(
            () => undefined,
            (reason: unknown) => reason,
        );
        const message = error instanceof Error ? error.message : "";
        expect(message).toContain(path);
        expect(message).toMatch(says);
        expect(message).not.toContain("hunter2");
    });
});
