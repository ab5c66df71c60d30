import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
    ApiServerNetworkSecurityGroup,
    type ApiServerNetworkSecurityGroupArgs,
    Distribution,
    EgressMode,
} from "../src/index.js";
import { type Registration, registrationsOf, settled } from "./registrations.js";

const asg = (name: string) =>
    `/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/${name}`;
const RULE = "azure-native:network:SecurityRule";

beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-25T12:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
    vi.useRealTimers();
});

const build = (args: Partial<ApiServerNetworkSecurityGroupArgs>) => () =>
    new ApiServerNetworkSecurityGroup("api", {
        resourceGroupName: "rg",
        distribution: Distribution.K3s,
        egress: EgressMode.Unmanaged,
        ...args,
    });
const rulesOf = async (args: Partial<ApiServerNetworkSecurityGroupArgs>, mode: "preview" | "update" = "update") =>
    (await registrationsOf(build(args), mode)).filter(({ type }) => type === RULE);
const byName = (rules: readonly Registration[], name: string) =>
    rules.find((rule) => rule.name === `api-${name}`)?.inputs;

describe.each(["preview", "update"] as const)("in %s", (mode) => {
    it("registers a group without inline rules, a rule per role and family, and the deny", async () => {
        const registered = await registrationsOf(
            build({
                administrators: {
                    addressPrefixes: ["198.51.100.7/32", "2001:db8::/48"],
                    applicationSecurityGroups: { bastion: asg("b") },
                },
                managementTools: { serviceTags: ["AzureDevOps"] },
            }),
            mode,
        );
        expect(registered.map(({ type, name }) => `${type.split(":").pop()} ${name}`)).toEqual([
            "NetworkSecurityGroup api",
            "SecurityRule api-administrators-asg-bastion",
            "SecurityRule api-administrators-ipv4",
            "SecurityRule api-administrators-ipv6",
            "SecurityRule api-deny-control-plane-ports",
            "SecurityRule api-load-balancer-health-checks-tag-azureloadbalancer",
            "SecurityRule api-management-tools-tag-azuredevops",
            "ApiServerNetworkSecurityGroup api",
        ]);
        expect(registered[0]?.inputs).toEqual({ resourceGroupName: "rg" });
    });
});

it("writes each rule with the one peer property that fits", async () => {
    const rules = await rulesOf({
        administrators: { addressPrefixes: ["198.51.100.7/32"], applicationSecurityGroups: { bastion: asg("b") } },
        managementTools: { serviceTags: ["AzureDevOps"] },
    });
    expect(byName(rules, "administrators-ipv4")).toMatchObject({
        priority: 700,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefixes: ["198.51.100.7/32"],
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRanges: ["6443"],
        securityRuleName: "administrators-ipv4",
    });
    expect(byName(rules, "administrators-asg-bastion")).toMatchObject({
        sourceApplicationSecurityGroups: [{ id: asg("b") }],
    });
    expect(byName(rules, "management-tools-tag-azuredevops")).toMatchObject({ sourceAddressPrefix: "AzureDevOps" });
});

it("denies the control-plane ports to everyone else, before Azure's default for the virtual network", async () => {
    const deny = byName(await rulesOf({ distribution: Distribution.Rke2 }), "deny-control-plane-ports");
    expect(deny).toMatchObject({
        access: "Deny",
        priority: 4000,
        protocol: "*",
        sourceAddressPrefix: "*",
        destinationPortRanges: ["6443", "9345", "2379-2381", "10250"],
    });
});

it("admits Azure's load balancer probe above that deny, unless it is switched off", async () => {
    const probe = byName(await rulesOf({}), "load-balancer-health-checks-tag-azureloadbalancer");
    expect(probe).toMatchObject({ sourceAddressPrefix: "AzureLoadBalancer", access: "Allow" });
    expect(Number(probe?.priority)).toBeLessThan(4000);
    expect(
        byName(await rulesOf({ loadBalancerProbe: false }), "load-balancer-health-checks-tag-azureloadbalancer"),
    ).toBeUndefined();
});

it("renumbers nothing when sources and roles come, go or move", async () => {
    const priorities = async (args: Partial<ApiServerNetworkSecurityGroupArgs>) =>
        new Map((await rulesOf(args)).map(({ name, inputs }) => [name, inputs.priority]));
    const before = await priorities({
        administrators: { applicationSecurityGroups: { bastion: asg("b") }, addressPrefixes: ["192.0.2.0/24"] },
    });
    const after = await priorities({
        nodes: { applicationSecurityGroups: { workers: asg("w") } },
        administrators: {
            applicationSecurityGroups: { vpn: asg("v"), bastion: asg("b") },
            addressPrefixes: ["198.51.100.0/24", "192.0.2.0/24"],
        },
    });
    expect([...before].filter(([name, priority]) => after.get(name) !== priority)).toEqual([]);
    expect(new Set(after.values()).size).toBe(after.size);
});

it("pins a priority where the user says so", async () => {
    const rules = await rulesOf({
        administrators: { addressPrefixes: ["192.0.2.0/24"] },
        priorities: { "administrators-ipv4": 150 },
    });
    expect(byName(rules, "administrators-ipv4")).toMatchObject({ priority: 150 });
});

it("lets out only what a control plane needs, and denies the rest", async () => {
    const rules = await rulesOf({
        egress: EgressMode.LeastPrivilege,
        controlPlane: { applicationSecurityGroups: { masters: asg("m") } },
        nodes: { addressPrefixes: ["10.1.0.0/16"] },
        webhookProducts: ["certManager", "istio"],
        destinations: { registry: { serviceTag: "AzureContainerRegistry" } },
    });
    const outbound = rules.filter(({ inputs }) => inputs.direction === "Outbound");
    expect(outbound.map(({ name }) => name)).toEqual([
        "api-egress-control-plane-asg-masters",
        "api-egress-deny-all",
        "api-egress-dns",
        "api-egress-nodes-ipv4",
        "api-egress-to-registry",
    ]);
    expect(byName(rules, "egress-nodes-ipv4")).toMatchObject({
        destinationAddressPrefixes: ["10.1.0.0/16"],
        destinationPortRanges: ["10250", "15017"],
    });
    expect(byName(rules, "egress-deny-all")).toMatchObject({
        access: "Deny",
        priority: 4096,
        destinationAddressPrefix: "*",
    });
});

it("shares one rule between prefixes and checks outputs when they are known", async () => {
    const rules = await rulesOf({ ownAddresses: { nat: pulumi.output("192.0.2.7/32"), vpn: "192.0.2.8/32" } });
    expect(byName(rules, "own-addresses-ipv4")).toMatchObject({
        sourceAddressPrefixes: ["192.0.2.7/32", "192.0.2.8/32"],
    });
});

it("leaves out prefixes inside others, which Azure refuses in one rule, and still says who comes in through them", async () => {
    let inventory: unknown;
    const rules = await registrationsOf(() => {
        const api = build({
            nodes: { addressPrefixes: ["10.1.2.0/24", "10.0.0.0/8", "2001:db8::/48", "10.1.2.3/32"] },
        })();
        inventory = settled(api.ruleInventory);
        return api;
    });
    expect(byName(rules, "nodes-ipv4")?.sourceAddressPrefixes).toEqual(["10.0.0.0/8"]);
    expect(byName(rules, "nodes-ipv6")?.sourceAddressPrefixes).toEqual(["2001:db8::/48"]);
    const through = (who: string, quota: number) => expect.objectContaining({ who, quota, rule: "api-nodes-ipv4" });
    expect(await inventory).toEqual(
        expect.arrayContaining([through("10.0.0.0/8", 1), through("10.1.2.0/24", 0), through("10.1.2.3/32", 0)]),
    );
});

it("says who may come in, where and why", async () => {
    let inventory: unknown;
    await registrationsOf(() => {
        const api = build({ administrators: { addressPrefixes: ["198.51.100.7/32"] } })();
        inventory = settled(api.ruleInventory);
        return api;
    });
    expect(await inventory).toContainEqual({
        who: "198.51.100.7/32",
        role: "administrators",
        ports: "6443",
        why: "Kubernetes API",
        family: "ipv4",
        quota: 1,
        priority: 700,
        rule: "api-administrators-ipv4",
    });
});

it.each<{ name: string; args: object; at: string; says: RegExp }>([
    {
        name: "the internet as one prefix",
        args: { administrators: { addressPrefixes: ["0.0.0.0/0"] } },
        at: "administrators.addressPrefixes",
        says: /exposedOnPurpose/,
    },
    {
        name: "the tag Internet",
        args: { nodes: { serviceTags: ["INTERNET"] } },
        at: "nodes.serviceTags[0]",
        says: /public address/,
    },
    {
        name: "a star as a tag",
        args: { nodes: { serviceTags: ["*"] } },
        at: "nodes.serviceTags[0]",
        says: /every address/,
    },
    {
        name: "every tenant of a region",
        args: { nodes: { serviceTags: ["AzureCloud.WestEurope"] } },
        at: "nodes.serviceTags[0]",
        says: /rent an address/,
    },
    {
        name: "the whole virtual network",
        args: { nodes: { serviceTags: ["VirtualNetwork"] } },
        at: "nodes.serviceTags[0]",
        says: /peers/,
    },
    {
        name: "an address as a tag",
        args: { nodes: { serviceTags: ["10.0.0.0/8"] } },
        at: "nodes.serviceTags[0]",
        says: /addressPrefixes/,
    },
    {
        name: "a prefix with host bits",
        args: { nodes: { addressPrefixes: ["10.0.0.1/8"] } },
        at: "nodes.addressPrefixes[0]",
        says: /10\.0\.0\.0\/8/,
    },
    { name: "an empty allow list", args: { nodes: { addressPrefixes: [] } }, at: "nodes", says: /names nobody/ },
    {
        name: "an expired CI entry",
        args: { ci: { old: { addressPrefix: "192.0.2.1/32", expires: "2026-01-31" } } },
        at: "ci.old.expires",
        says: /2026-01-31/,
    },
    {
        name: "a pin that no rule has",
        args: { priorities: { "nodes-ipv4": 200 } },
        at: "priorities.nodes-ipv4",
        says: /No rule is named/,
    },
    {
        name: "a pin out of range",
        args: { nodes: { addressPrefixes: ["10.0.0.0/8"] }, priorities: { "nodes-ipv4": 99 } },
        at: "priorities.nodes-ipv4",
        says: /100 to 4096/,
    },
    {
        name: "a pin that is taken",
        args: { nodes: { addressPrefixes: ["10.0.0.0/8"] }, priorities: { "nodes-ipv4": 4000 } },
        at: "priorities.deny-control-plane-ports",
        says: /both have priority 4000/,
    },
    {
        name: "an extra rule out of its band",
        args: { extraRules: { x: { port: "443", addressPrefix: "10.0.0.0/8", priority: 100, description: "x" } } },
        at: "extraRules.x.priority",
        says: /band/,
    },
    {
        name: "an extra rule with a port that is none",
        args: { extraRules: { x: { port: "https", addressPrefix: "10.0.0.0/8", priority: 3100, description: "x" } } },
        at: "extraRules.x.port",
        says: /https/,
    },
    {
        name: "no resource group",
        args: { resourceGroupName: undefined },
        at: "resourceGroupName",
        says: /resourceGroup\.name/,
    },
    {
        name: "a group that is a name",
        args: { nodes: { applicationSecurityGroups: { w: "workers" } } },
        at: "nodes.applicationSecurityGroups.w",
        says: /applicationSecurityGroups\/bastion/,
    },
    {
        name: "a tag twice, in two spellings",
        args: { nodes: { serviceTags: ["AzureDevOps", "azuredevops"] } },
        at: "nodes.serviceTags[1]",
        says: /upper and lower case/,
    },
    {
        name: "two groups whose names differ in case only",
        args: { nodes: { applicationSecurityGroups: { w: asg("a"), W: asg("b") } } },
        at: "nodes.applicationSecurityGroups",
        says: /upper and lower case/,
    },
    {
        name: "an extra rule of a protocol without ports that has one",
        args: {
            extraRules: {
                x: { protocol: "Esp", port: "443", addressPrefix: "10.0.0.0/8", priority: 3100, description: "x" },
            },
        },
        at: "extraRules.x.port",
        says: /narrow nothing/,
    },
    { name: "a distribution that is none", args: { distribution: "rke" }, at: "distribution", says: /Write "rke2"/ },
    {
        name: "a probe switch in quotes",
        args: { loadBalancerProbe: "false" },
        at: "loadBalancerProbe",
        says: /true or/,
    },
    {
        name: "the internet as halves in two extra rules",
        args: {
            extraRules: {
                a: { port: "6443", addressPrefix: "1.0.0.0/13", priority: 3100, description: "x" },
                b: { port: "6443", addressPrefix: "1.8.0.0/13", priority: 3101, description: "x" },
            },
        },
        at: "extraRules.b.addressPrefix",
        says: /together admit/,
    },
    { name: "a misspelt role", args: { node: { addressPrefixes: ["10.0.0.0/8"] } }, at: "node", says: /Write nodes/ },
])("refuses $name, with its path, before anything is registered", async ({ args, at, says }) => {
    let caught: unknown;
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    try {
        build(args as Partial<ApiServerNetworkSecurityGroupArgs>)(); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at, reason: expect.stringMatching(says) });
});
