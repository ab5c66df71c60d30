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

describe("what a load balancer passes on to a private link service", () => {
    const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/lb";
    const service = resource("azure-native:network:PrivateLinkService", "pls", {
        visibility: { subscriptions: ["*"] },
        loadBalancerFrontendIpConfigurations: [{ id: `${id}/frontendIPConfigurations/fe` }],
    });
    const lb = (properties: Properties) =>
        resource("azure-native:network:LoadBalancer", "lb", {
            resourceGroupName: "rg",
            loadBalancerName: "lb",
            frontendIPConfigurations: [{ name: "fe" }],
            ...properties,
        });
    const pool = { protocol: "Tcp", frontendPortRangeStart: 6000, frontendPortRangeEnd: 7000, backendPort: 22 };
    const own = resource("azure-native:network:InboundNatRule", "nat", {
        resourceGroupName: "rg",
        loadBalancerName: "lb",
        ...pool,
    });
    const classicPool = resource("azure:lb/natPool:NatPool", "nat", {
        loadbalancerId: id,
        protocol: "Tcp",
        frontendIpConfigurationName: "fe",
        frontendPortStart: 6000,
        frontendPortEnd: 7000,
        backendPort: 22,
    });
    const every = { protocol: "All", frontendPort: 0, backendPort: 0 };
    it.each<[string, readonly Resource[], string]>([
        ["a range of ports in front holds those between", [lb({ inboundNatPools: [pool] })], "open"],
        ["a range that ends before", [lb({ inboundNatPools: [{ ...pool, frontendPortRangeEnd: 6400 }] })], "closed"],
        ["a range with an unknown end", [lb({ inboundNatPools: [{ ...pool, frontendPortRangeEnd: U }] })], "undecided"],
        ["a NAT rule of its own with a range", [lb({}), own], "open"],
        ["a classic NAT pool", [lb({}), classicPool], "open"],
        ["port 0 of protocol All is every port", [lb({ loadBalancingRules: [every] })], "open"],
        [
            "an unknown protocol may be UDP",
            [lb({ loadBalancingRules: [{ protocol: U, frontendPort: 6443, backendPort: 6443 }] })],
            "undecided",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge([...resources, service])).toBe(verdict);
    });
});

describe("further relays", () => {
    const end = { address: { address: "203.0.113.1" }, port: "6443" };
    const nat = { name: "n", protocol: "TCP", frontendConfiguration: end, backendConfiguration: { port: "443" } };
    const app = (ingress: Value) => resource("azure-native:app:ContainerApp", "app", { configuration: { ingress } });
    it.each<[string, Resource, number]>([
        [
            "a hosted firewall of another maker that translates to the port",
            resource("azure-native:cloudngfw:Firewall", "fw", { frontEndSettings: [nat] }),
            1,
        ],
        [
            "the same for UDP",
            resource("azure-native:cloudngfw:Firewall", "fw", { frontEndSettings: [{ ...nat, protocol: "UDP" }] }),
            0,
        ],
        [
            "the same, classic",
            resource(
                "azure:paloalto/nextGenerationFirewallVirtualNetworkPanorama:NextGenerationFirewallVirtualNetworkPanorama",
                "fw",
                {
                    destinationNats: [
                        { protocol: "TCP", frontendConfig: { port: 443 }, backendConfig: { port: 6443 } },
                    ],
                },
            ),
            1,
        ],
        ["a container app on the port", app({ external: true, transport: "Tcp", exposedPort: 6443 }), 1],
        [
            "a container app on a further port",
            app({ external: true, targetPort: 80, additionalPortMappings: [{ external: true, targetPort: 6443 }] }),
            1,
        ],
        ["a container app with an inner ingress", app({ external: false, targetPort: 6443 }), 0],
        [
            "a container app that lets some in",
            app({
                external: true,
                targetPort: 6443,
                ipSecurityRestrictions: [{ action: "Allow", ipAddressRange: "203.0.113.0/24" }],
            }),
            0,
        ],
        ["an unknown ingress", app(U), 1],
        [
            "a classic content delivery endpoint",
            resource("azure:cdn/endpoint:Endpoint", "e", { origins: [{ name: "o", httpsPort: 6443 }] }),
            1,
        ],
    ])("%s", (_name, one, count) => {
        expect(notes([one]).filter(({ code, ports }) => code === "relay" && ports?.contains(6443))).toHaveLength(count);
    });
});

describe("a container group", () => {
    const native = (ipAddress: Value) =>
        resource("azure-native:containerinstance:ContainerGroup", "g", { ipAddress, containers: [] });
    const classic = (properties: Properties) => resource("azure:containerservice/group:Group", "g", properties);
    const ports = [{ port: 6443, protocol: "TCP" }];
    it.each<[string, Resource, number]>([
        ["with a public address and the port is visible", native({ type: "Public", ports }), 1],
        ["with a private address", native({ type: "Private", ports }), 0],
        ["with UDP only", native({ type: "Public", ports: [{ port: 6443, protocol: "UDP" }] }), 0],
        ["with another port", native({ type: "Public", ports: [{ port: 443 }] }), 0],
        ["without an address", resource("azure-native:containerinstance:ContainerGroup", "g", {}), 0],
        ["classic is public by default", classic({ containers: [{ ports }] }), 1],
        ["classic with exposed ports", classic({ exposedPorts: ports, containers: [] }), 1],
        ["classic without an address", classic({ ipAddressType: "None", containers: [{ ports }] }), 0],
    ])("%s", (_name, one, count) => {
        expect(notes([one]).filter(({ code, ports: at }) => code === "no-firewall" && at?.contains(6443))).toHaveLength(
            count,
        );
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
