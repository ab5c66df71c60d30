import { describe, expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource, Value } from "../../../src/value.js";
import { exposures, group, judge, notes, resource, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const relays = (resources: readonly Resource[], port = 6443) =>
    notes(resources)
        .filter((note) => note.code === "relay" && note.ports?.contains(port))
        .map((note) => note.what.split(":")[0]);
const gateway = (properties: Properties) =>
    resource("azure-native:network:ApplicationGateway", "gw", {
        frontendIPConfigurations: [{ name: "f", publicIPAddress: { id: "/p" } }],
        ...properties,
    });

describe("relays whose target is the port are visible", () => {
    it.each<[string, Resource, string]>([
        [
            "Application Gateway",
            gateway({ backendHttpSettingsCollection: [{ port: 6443 }] }),
            "gw is an application gateway",
        ],
        [
            "Application Gateway in TCP mode",
            gateway({ backendSettingsCollection: [{ port: 6443 }] }),
            "gw is an application gateway",
        ],
        [
            "Application Gateway listening on it",
            gateway({ frontendPorts: [{ port: 6443 }] }),
            "gw is an application gateway",
        ],
        [
            "Application Gateway, port unknown",
            gateway({ backendHttpSettingsCollection: [{ port: U }] }),
            "gw is an application gateway",
        ],
        [
            "classic Application Gateway",
            resource("azure:network/applicationGateway:ApplicationGateway", "gw", {
                frontendIpConfigurations: [{ publicIpAddressId: "/p" }],
                backendHttpSettings: [{ port: 6443 }],
            }),
            "gw is an application gateway",
        ],
        [
            "Front Door origin",
            resource("azure-native:cdn:AFDOrigin", "o", { hostName: "api.example.com", httpsPort: 6443 }),
            "o is an origin of Front Door",
        ],
        [
            "Front Door",
            resource("azure-native:frontdoor:FrontDoor", "fd", {
                backendPools: [{ backends: [{ address: "x", httpPort: 80, httpsPort: 6443 }] }],
            }),
            "fd is Front Door",
        ],
        [
            "Front Door, versioned",
            resource("azure-native:network/v20200501:FrontDoor", "fd", {
                backendPools: [{ backends: [{ httpsPort: 6443 }] }],
            }),
            "fd is Front Door",
        ],
        [
            "classic Front Door origin",
            resource("azure:cdn/frontdoorOrigin:FrontdoorOrigin", "o", { httpsPort: 6443 }),
            "o is an origin of Front Door",
        ],
    ])("%s", (_name, relay, text) => {
        expect(relays([relay])).toEqual([text]);
        expect(judge([relay])).toBe("closed");
    });

    it.each<[string, Resource]>([
        ["another port", gateway({ backendHttpSettingsCollection: [{ port: 443 }] })],
        [
            "a private Application Gateway",
            gateway({
                frontendIPConfigurations: [{ subnet: { id: "/s" } }],
                backendHttpSettingsCollection: [{ port: 6443 }],
            }),
        ],
        ["an origin with default ports", resource("azure-native:cdn:AFDOrigin", "o", { hostName: "x" })],
    ])("%s: silence", (_name, relay) => {
        expect(relays([relay])).toEqual([]);
    });
});

describe("private link service", () => {
    const lb = (...rules: readonly Properties[]) =>
        resource("azure-native:network:LoadBalancer", "lb", {
            resourceGroupName: "rg",
            loadBalancerName: "lb",
            frontendIPConfigurations: [{ name: "fe" }],
            loadBalancingRules: rules,
        });
    const api = { protocol: "Tcp", frontendPort: 443, backendPort: 6443 };
    const frontend =
        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/lb/frontendIPConfigurations/fe";
    const service = (properties: Properties, given = {}) =>
        resource(
            "azure-native:network:PrivateLinkService",
            "pls",
            {
                visibility: { subscriptions: ["*"] },
                loadBalancerFrontendIpConfigurations: [{ id: frontend }],
                ...properties,
            },
            given,
        );
    const balancer = lb(api);
    const two = resource("azure-native:network:LoadBalancer", "lb", {
        resourceGroupName: "rg",
        loadBalancerName: "lb",
        frontendIPConfigurations: [{ name: "fe" }, { name: "fe2" }],
        loadBalancingRules: [{ ...api, frontendIPConfiguration: { id: frontend.replace(/fe$/, "fe2") } }],
    });

    it.each<[string, readonly Resource[], string]>([
        ["visible to everyone, in front of the port", [balancer, service({})], "open"],
        [
            "visible to everyone, link by dependency",
            [
                balancer,
                service(
                    { loadBalancerFrontendIpConfigurations: [{ id: U }] },
                    { from: { loadBalancerFrontendIpConfigurations: [balancer] } },
                ),
            ],
            "open",
        ],
        ["visible to everyone, in front of another port", [lb({ ...api, backendPort: 443 }), service({})], "closed"],
        ["visible to everyone, for UDP", [lb({ ...api, protocol: "Udp" }), service({})], "closed"],
        ["visible to everyone, on another frontend", [two, service({})], "closed"],
        ["visible to everyone, the load balancer is not known", [service({})], "undecided"],
        [
            "visible to named subscriptions",
            [balancer, service({ visibility: { subscriptions: ["00000000-0000-0000-0000-000000000000"] } })],
            "closed",
        ],
        ["visible by role only", [balancer, service({ visibility: {} })], "closed"],
        ["unknown visibility", [balancer, service({ visibility: U })], "undecided"],
        [
            "classic",
            [
                resource("azure:lb/loadBalancer:LoadBalancer", "lb", {
                    name: "lb",
                    resourceGroupName: "rg",
                    frontendIpConfigurations: [{ name: "fe" }],
                }),
                resource("azure:lb/rule:Rule", "r", {
                    loadbalancerId: frontend.replace(/\/frontend.*/, ""),
                    frontendPort: 6443,
                    backendPort: 6443,
                    protocol: "Tcp",
                    frontendIpConfigurationName: "fe",
                }),
                resource("azure:privatedns/linkService:LinkService", "pls", {
                    visibilitySubscriptionIds: ["*"],
                    loadBalancerFrontendIpConfigurationIds: [frontend],
                }),
            ],
            "open",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });

    it("counts as every tenant of Azure", () => {
        const [one] = exposures([balancer, service({})]);
        expect(one?.publicAtLeast.references.map((peer) => peer.class)).toEqual(["cloud-tenant"]);
    });
});

describe("a Basic public address without any network security group", () => {
    const address = (properties: Properties) => resource("azure-native:network:PublicIPAddress", "ip", properties);
    it.each<[string, readonly Resource[], number]>([
        ["is visible", [address({ sku: { name: "Basic" } })], 1],
        ["is visible without a sku", [address({})], 1],
        ["is visible, classic", [resource("azure:network/publicIp:PublicIp", "ip", { sku: "Basic" })], 1],
        ["Standard is closed without a group", [address({ sku: { name: "Standard" } })], 0],
        ["classic is Standard by default", [resource("azure:network/publicIp:PublicIp", "ip", {})], 0],
        ["a group in the stack: the group decides", [address({ sku: { name: "Basic" } }), group()], 0],
    ])("%s", (_name, resources, count) => {
        expect(notes(resources).filter((note) => note.code === "no-firewall")).toHaveLength(count);
    });
});

it("a load balancer alone is no firewall", () => {
    expect(
        composeFirewalls([
            resource("azure:lb/rule:Rule", "r", { frontendPort: 6443, backendPort: 6443, protocol: "Tcp" }),
        ]),
    ).toEqual([]);
});
