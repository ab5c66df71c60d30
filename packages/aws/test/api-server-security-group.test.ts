import { agreedValue, resolvedBlock } from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiServerSecurityGroup, type ApiServerSecurityGroupArgs, Distribution, EgressMode } from "../src/index.js";
import { registrationsOf, settled } from "./registrations.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const COMPONENT = "portcullis:index:ApiServerSecurityGroup";

beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-25T12:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
    vi.useRealTimers();
});

const build = (args: ApiServerSecurityGroupArgs) => () => new ApiServerSecurityGroup("api", args);
const k3s = (args: ApiServerSecurityGroupArgs) =>
    build({ vpcId: "vpc-1", distribution: Distribution.K3s, egress: EgressMode.Unmanaged, ...args });
const ingressNames = async (args: ApiServerSecurityGroupArgs) =>
    (await registrationsOf(k3s(args))).filter(({ type }) => type === INGRESS).map(({ name }) => name);

describe.each(["preview", "update"] as const)("in %s", (mode) => {
    it("registers one group and one stand-alone rule per source and port, and nothing else", async () => {
        const registered = await registrationsOf(
            k3s({
                administrators: {
                    securityGroups: { bastion: "sg-b" },
                    cidrBlocks: ["198.51.100.7/32", "2001:db8::/48"],
                },
            }),
            mode,
        );
        expect(registered.map(({ type, name }) => [type, name])).toEqual([
            [GROUP, "api"],
            [INGRESS, "api-10250-self"],
            [INGRESS, "api-2379-2380-self"],
            [INGRESS, "api-6443-198-51-100-7-32"],
            [INGRESS, expect.stringMatching(/^api-6443-2001-db8-48-\w{8}$/)],
            [INGRESS, "api-6443-self"],
            [INGRESS, "api-6443-sg-bastion"],
            [COMPONENT, "api"],
        ]);
        const bastion = registered.find(({ name }) => name === "api-6443-sg-bastion");
        expect(bastion?.inputs).toMatchObject({
            ipProtocol: "tcp",
            fromPort: 6443,
            toPort: 6443,
            referencedSecurityGroupId: "sg-b",
            description: "Kubernetes API: administrators",
        });
        expect(Object.keys(bastion?.inputs ?? {})).not.toContain("cidrIpv4");
    });
});

it("never writes a rule inline", async () => {
    const registered = await registrationsOf(k3s({ nodes: { cidrBlocks: ["10.0.0.0/16"] } }));
    const group = registered.find(({ type }) => type === GROUP);
    expect(group?.inputs).toEqual({ description: "Kubernetes control plane, least privilege", vpcId: "vpc-1" });
});

it("admits a source that two roles name once, under both roles", async () => {
    const registered = await registrationsOf(
        k3s({ administrators: { cidrBlocks: ["203.0.113.0/24"] }, monitoring: { cidrBlocks: ["203.0.113.0/24"] } }),
    );
    const rules = registered.filter(({ inputs }) => inputs.cidrIpv4 === "203.0.113.0/24" && inputs.fromPort === 6443);
    expect(rules.map(({ inputs }) => inputs.description)).toEqual(["Kubernetes API: administrators, monitoring"]);
});

it("protects every control-plane port of a distribution", async () => {
    const registered = await registrationsOf(
        build({
            vpcId: "vpc-1",
            distribution: Distribution.Rke2,
            egress: EgressMode.Unmanaged,
            nodes: { securityGroups: { workers: "sg-w" } },
        }),
    );
    const ports = registered
        .filter(({ inputs }) => inputs.referencedSecurityGroupId === "sg-w")
        .map(({ inputs }) => inputs.fromPort);
    expect(ports.sort()).toEqual([10250, 6443, 9345]);
});

it("keeps the names of all other rules when a source is added, removed or moved", async () => {
    const before = await ingressNames({ administrators: { cidrBlocks: ["198.51.100.0/24", "203.0.113.0/24"] } });
    const after = await ingressNames({
        administrators: { cidrBlocks: ["203.0.113.0/24", "192.0.2.0/24", "198.51.100.0/24"] },
    });
    expect(after.filter((name) => !before.includes(name))).toEqual(["api-6443-192-0-2-0-24"]);
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
});

it("lets out only what a control plane needs, by default", async () => {
    const registered = await registrationsOf(
        build({
            vpcId: "vpc-1",
            distribution: Distribution.K3s,
            nodes: { securityGroups: { workers: "sg-w" } },
            webhookProducts: ["certManager", "istio"],
            destinations: { registry: { cidrBlock: "192.0.2.0/24" } },
        }),
    );
    const egress = registered.filter(({ type }) => type === EGRESS);
    expect(egress.map(({ name }) => name)).toEqual([
        "api-egress-10250-self",
        "api-egress-10250-sg-workers",
        "api-egress-15017-sg-workers",
        "api-egress-2379-2380-self",
        "api-egress-443-to-registry",
        "api-egress-6443-self",
        expect.stringMatching(/^api-egress-udp-123-169-254-169-123-32$/),
        expect.stringMatching(/^api-egress-udp-123-fd00-ec2-123-128-/),
    ]);
});

it("lets everything out in both families where that is asked for", async () => {
    const registered = await registrationsOf(build({ vpcId: "vpc-1", egress: EgressMode.AllowAll }));
    const egress = registered
        .filter(({ type }) => type === EGRESS)
        .map(({ inputs }) => [inputs.ipProtocol, inputs.fromPort, inputs.cidrIpv4 ?? inputs.cidrIpv6]);
    expect(egress).toEqual([
        ["-1", undefined, "0.0.0.0/0"],
        ["-1", undefined, "::/0"],
    ]);
});

it("names outputs by the user's key, and checks their value when it is known", async () => {
    const registered = await registrationsOf(k3s({ ownAddresses: { nat: pulumi.output("192.0.2.7/32") } }));
    expect(registered.find(({ name }) => name === "api-6443-ip-nat")?.inputs).toMatchObject({
        cidrIpv4: "192.0.2.7/32",
    });
});

describe("a name that two roles give to one source", () => {
    const both = (nodes: pulumi.Input<string>, monitoring: pulumi.Input<string>) =>
        k3s({ nodes: { securityGroups: { a: nodes } }, monitoring: { securityGroups: { a: monitoring } } });

    it("is one rule, under both roles, where its outputs agree", async () => {
        const registered = await registrationsOf(both(pulumi.output("sg-1"), pulumi.output("sg-1")));
        const rules = registered.filter(({ name }) => name === "api-6443-sg-a").map(({ inputs }) => inputs);
        expect(rules).toMatchObject([
            { referencedSecurityGroupId: "sg-1", description: "Kubernetes API: monitoring, nodes" },
        ]);
    });

    it("is refused where they do not, without a value in the message", () => {
        expect(() => agreedValue(["sg-1", "sg-2"], ["nodes.securityGroups.a", "monitoring.securityGroups.a"])).toThrow(
            /^monitoring\.securityGroups\.a: (?!.*sg-[12]).*one name and two values/,
        );
    });
});

it("refuses an output that holds what another source names already, without its value in the message", () => {
    const taken = new Set(["192.0.2.7/32"]);
    expect(() => resolvedBlock("192.0.2.7/32", 4, "ownAddresses.nat", taken)).toThrow(
        /^ownAddresses\.nat: (?!.*192\.0\.2\.7).*another source names already/,
    );
    expect(resolvedBlock("192.0.2.8/32", 4, "ownAddresses.nat", taken)).toBe("192.0.2.8/32");
});

it("admits the internet only where somebody signed for it", async () => {
    const registered = await registrationsOf(
        k3s({
            exposedOnPurpose: {
                sources: ["0.0.0.0/0"],
                reason: "gateway with WAF in front",
                owner: "platform@example.com",
                expires: "2027-03-31",
            },
        }),
    );
    expect(
        registered.filter(({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0").map(({ inputs }) => inputs.fromPort),
    ).toEqual([6443]);
});

it("says who may come in, where and why", async () => {
    let inventory: unknown;
    await registrationsOf(() => {
        const api = new ApiServerSecurityGroup("api", {
            vpcId: "vpc-1",
            distribution: Distribution.K3s,
            administrators: { cidrBlocks: ["198.51.100.7/32"] },
        });
        inventory = settled(api.ruleInventory);
        return api;
    });
    expect(await inventory).toContainEqual({
        who: "198.51.100.7/32",
        roles: ["administrators"],
        port: "6443",
        why: "Kubernetes API",
        family: "ipv4",
        quota: 1,
        rule: "api-6443-198-51-100-7-32",
    });
});

const office = { cidrBlocks: ["198.51.100.0/24"] };
it.each<{ name: string; args: object; at: string; says: RegExp }>([
    {
        name: "the internet as one block",
        args: { administrators: { cidrBlocks: ["0.0.0.0/0"] } },
        at: "administrators.cidrBlocks",
        says: /exposedOnPurpose/,
    },
    {
        name: "the internet as two halves",
        args: { nodes: { cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] } },
        at: "nodes.cidrBlocks",
        says: /everyone on the internet/,
    },
    {
        name: "the internet as halves in two roles",
        args: { nodes: { cidrBlocks: ["10.0.0.0/8", "1.0.0.0/13"] }, monitoring: { cidrBlocks: ["1.8.0.0/13"] } },
        at: "monitoring.cidrBlocks[0]",
        says: /together admit/,
    },
    {
        name: "IPv6 any",
        args: { administrators: { cidrBlocks: ["::/0"] } },
        at: "administrators.cidrBlocks",
        says: /internet/,
    },
    {
        name: "a block with host bits",
        args: { administrators: { cidrBlocks: ["198.51.100.7/24"] } },
        at: "administrators.cidrBlocks[0]",
        says: /198\.51\.100\.0\/24/,
    },
    {
        name: "an address without a mask",
        args: { administrators: { cidrBlocks: ["198.51.100.7"] } },
        at: "administrators.cidrBlocks[0]",
        says: /198\.51\.100\.7\/32/,
    },
    {
        name: "no address at all",
        args: { administrators: { cidrBlocks: ["office"] } },
        at: "administrators.cidrBlocks[0]",
        says: /"office"/,
    },
    {
        name: "a block twice in one list",
        args: { administrators: { cidrBlocks: ["192.0.2.0/24", "192.0.2.0/24"] } },
        at: "administrators.cidrBlocks[1]",
        says: /twice/,
    },
    {
        name: "an empty allow list",
        args: { administrators: { cidrBlocks: [] } },
        at: "administrators",
        says: /names nobody/,
    },
    {
        name: "an expired CI entry",
        args: { ci: { old: { cidrBlock: "192.0.2.1/32", expires: "2026-11-24" } } },
        at: "ci.old.expires",
        says: /2026-11-24/,
    },
    {
        name: "a CI entry without a date",
        args: { ci: { old: { cidrBlock: "192.0.2.1/32" } } },
        at: "ci.old.expires",
        says: /date/,
    },
    {
        name: "a date that does not exist",
        args: { ci: { old: { cidrBlock: "192.0.2.1/32", expires: "2027-02-30" } } },
        at: "ci.old.expires",
        says: /2027-02-30/,
    },
    {
        name: "hosted-runner ranges as a CI",
        args: { ci: { actions: { cidrBlocks: ["4.148.0.0/16"], expires: "2027-01-31" } } },
        at: "ci.actions",
        says: /GitHub Actions/,
    },
    { name: "a misspelt role", args: { administrator: office }, at: "administrator", says: /Write administrators/ },
    {
        name: "a misspelt source word",
        args: { administrators: { cidrBlock: "192.0.2.0/24" } },
        at: "administrators.cidrBlock",
        says: /cidrBlocks/,
    },
    {
        name: "the internet as halves in two extra rules",
        args: {
            extraRules: {
                a: { fromPort: 6443, cidrBlock: "1.0.0.0/13", description: "x" },
                b: { fromPort: 6443, cidrBlock: "1.8.0.0/13", description: "x" },
            },
        },
        at: "extraRules.b.cidrBlock",
        says: /together admit/,
    },
    { name: "a port that is none", args: { port: 65536 }, at: "port", says: /65535/ },
    {
        name: "an exposure without an owner",
        args: { exposedOnPurpose: { sources: ["0.0.0.0/0"], reason: "x", expires: "2027-01-31" } },
        at: "exposedOnPurpose.owner",
        says: /signs/,
    },
    {
        name: "a prefix list of unknown size",
        args: { nodes: { prefixLists: { office: "pl-1" } } },
        at: "nodes.prefixListMaxEntries.office",
        says: /maxEntries/,
    },
    {
        name: "one key for two groups",
        args: { nodes: { securityGroups: { a: "sg-1" } }, monitoring: { securityGroups: { a: "sg-2" } } },
        at: "monitoring.securityGroups.a",
        says: /another name/,
    },
    {
        name: "one group under two keys",
        args: { nodes: { securityGroups: { a: "sg-1" } }, monitoring: { securityGroups: { b: "sg-1" } } },
        at: "monitoring.securityGroups.b",
        says: /one name for both/,
    },
    {
        name: "an open extra rule",
        args: { extraRules: { all: { fromPort: 443, cidrBlock: "0.0.0.0/0", description: "x" } } },
        at: "extraRules.all.cidrBlock",
        says: /internet/,
    },
    {
        name: "an extra rule for every protocol",
        args: { extraRules: { all: { protocol: "-1", cidrBlock: "10.0.0.0/8", description: "x" } } },
        at: "extraRules.all.protocol",
        says: /every port/,
    },
    {
        name: "an extra rule with its ports reversed",
        args: { extraRules: { x: { fromPort: 9000, toPort: 80, cidrBlock: "10.0.0.0/8", description: "x" } } },
        at: "extraRules.x.toPort",
        says: /fromPort: 80/,
    },
    {
        name: "an extra rule with a description that EC2 refuses",
        args: { extraRules: { x: { fromPort: 80, cidrBlock: "10.0.0.0/8", description: "naïve" } } },
        at: "extraRules.x.description",
        says: /accents/,
    },
    { name: "no VPC", args: { vpcId: undefined }, at: "vpcId", says: /vpcId: vpc\.id/ },
    {
        name: "a group that is an address",
        args: { nodes: { securityGroups: { w: "10.0.0.0/8" } } },
        at: "nodes.securityGroups.w",
        says: /Put an address into cidrBlocks/,
    },
    {
        name: "a group that is a resource",
        args: { nodes: { securityGroups: { w: {} } } },
        at: "nodes.securityGroups.w",
        says: /w\.id/,
    },
    {
        name: "an own address of the other family",
        args: { ownAddresses: { nat: "2001:db8::/48" } },
        at: "ownAddresses.nat",
        says: /Put it into ownIpv6Addresses/,
    },
    {
        name: "an own address that a role names already",
        args: { ownAddresses: { nat: "198.51.100.0/24" }, administrators: office },
        at: "ownAddresses.nat",
        says: /same source/,
    },
    {
        name: "a list that is an output",
        args: { administrators: { cidrBlocks: pulumi.output(["192.0.2.0/24"]) } },
        at: "administrators.cidrBlocks",
        says: /An output stands where a plain list belongs/,
    },
    { name: "a distribution that is none", args: { distribution: "RKE2" }, at: "distribution", says: /Write "rke2"/ },
    { name: "a mode of egress that is none", args: { egress: "none" }, at: "egress", says: /unmanaged/ },
    { name: "a switch in quotes", args: { pathMtuDiscovery: "false" }, at: "pathMtuDiscovery", says: /without quotes/ },
    {
        name: "ports beside a protocol that has none",
        args: { extraRules: { x: { protocol: "esp", fromPort: 1, cidrBlock: "10.0.0.0/8", description: "x" } } },
        at: "extraRules.x.fromPort",
        says: /narrow nothing/,
    },
    {
        name: "a CI with one address and several",
        args: { ci: { d: { cidrBlock: "192.0.2.1/32", cidrBlocks: ["192.0.2.2/32"], expires: "2027-01-31" } } },
        at: "ci.d.cidrBlock",
        says: /one place/,
    },
])("refuses $name, with its path, before anything is registered", async ({ args, at, says }) => {
    // Arguments as a program without types may give them.
    const wrong = { vpcId: "vpc-1", ...args } as ApiServerSecurityGroupArgs;
    let caught: unknown;
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    try {
        new ApiServerSecurityGroup("api", wrong);
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at, reason: expect.stringMatching(says) });
});
