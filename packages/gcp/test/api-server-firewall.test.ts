import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
    ApiServerFirewall,
    type ApiServerFirewallArgs,
    Distribution,
    EgressMode,
    LoadBalancerKind,
} from "../src/index.js";
import { type Registration, registrationsOf, settled } from "./registrations.js";

const FIREWALL = "gcp:compute/firewall:Firewall";

beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-25T12:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
    vi.useRealTimers();
});

const build =
    (args: Partial<ApiServerFirewallArgs>, name = "api") =>
    () =>
        new ApiServerFirewall(name, {
            network: "cluster",
            targetTags: ["control-plane"],
            distribution: Distribution.K3s,
            ...args,
        });
const rulesOf = async (args: Partial<ApiServerFirewallArgs>, mode: "preview" | "update" = "update") =>
    (await registrationsOf(build(args), mode)).filter(({ type }) => type === FIREWALL);
const byName = (rules: readonly Registration[], name: string) =>
    rules.find((rule) => rule.name === `api-${name}`)?.inputs;

describe.each(["preview", "update"] as const)("in %s", (mode) => {
    it("registers rules for IPv4 and IPv6 apart, one for tags, and the deny of both families below", async () => {
        const rules = await rulesOf(
            { administrators: { ranges: ["198.51.100.0/24", "2001:db8::/48"], tags: ["bastion"] } },
            mode,
        );
        expect(rules.map(({ name }) => name)).toEqual([
            "api-administrators-ipv4",
            "api-administrators-ipv6",
            "api-administrators-tags",
            "api-control-plane-tags",
            "api-deny-ipv4",
            "api-deny-ipv6",
        ]);
        expect(byName(rules, "administrators-ipv4")).toEqual({
            name: "api-administrators-ipv4",
            network: "cluster",
            direction: "INGRESS",
            priority: 800,
            allows: [{ protocol: "tcp", ports: ["6443"] }],
            sourceRanges: ["198.51.100.0/24"],
            targetTags: ["control-plane"],
            description: "Kubernetes API: administrators",
        });
        expect(byName(rules, "administrators-tags")).toMatchObject({ sourceTags: ["bastion"] });
        expect(byName(rules, "deny-ipv4")).toMatchObject({
            priority: 900,
            denies: [{ protocol: "tcp", ports: ["6443", "2379-2380", "10250"] }],
            sourceRanges: ["0.0.0.0/0"],
            targetTags: ["control-plane"],
        });
        expect(byName(rules, "deny-ipv6")).toMatchObject({ sourceRanges: ["::/0"] });
    });
});

it("never mixes ranges, tags and accounts in one rule: GCP would read them as alternatives", async () => {
    const rules = await rulesOf({ nodes: { ranges: ["10.0.0.0/16"], tags: ["worker"], podRanges: ["10.42.0.0/16"] } });
    const kinds = rules.map(
        ({ inputs }) => ["sourceRanges", "sourceTags", "sourceServiceAccounts"].filter((key) => key in inputs).length,
    );
    expect(new Set(kinds)).toEqual(new Set([1]));
    expect(byName(rules, "nodes-ipv4")).toMatchObject({ sourceRanges: ["10.0.0.0/16", "10.42.0.0/16"] });
});

it("works with service accounts as targets and sources", async () => {
    const rules = await rulesOf({
        targetTags: [],
        targetServiceAccounts: ["cp@p.iam"],
        nodes: { serviceAccounts: { workers: "w@p.iam" } },
    });
    expect(byName(rules, "nodes-accounts")).toMatchObject({
        sourceServiceAccounts: ["w@p.iam"],
        targetServiceAccounts: ["cp@p.iam"],
    });
    expect(byName(rules, "control-plane-accounts")).toMatchObject({ sourceServiceAccounts: ["cp@p.iam"] });
});

it("gives each rule a name of at most 63 characters that is its own", async () => {
    const long = "a-very-long-name-of-a-cluster-in-a-project-with-many-of-them-all-over";
    const registered = await registrationsOf(
        build({ nodes: { ranges: ["10.0.0.0/16"] }, monitoring: { ranges: ["10.0.0.0/16"] } }, long),
    );
    const names = registered.filter(({ type }) => type === FIREWALL).map(({ inputs }) => String(inputs.name));
    expect(names.every((name) => /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(name))).toBe(true);
    expect(new Set(names).size).toBe(names.length);
});

it("admits the health checks of the load balancer that is named", async () => {
    const rules = await rulesOf({ loadBalancer: { kind: LoadBalancerKind.ExternalPassthrough } });
    expect(byName(rules, "load-balancer-health-checks-ipv4")).toMatchObject({
        sourceRanges: ["209.85.152.0/22", "209.85.204.0/22", "35.191.0.0/16"],
    });
});

it("lets out only the cluster and the named destinations where that is asked for", async () => {
    const rules = await rulesOf({
        egress: EgressMode.LeastPrivilege,
        clusterRanges: ["10.0.0.0/16"],
        webhookProducts: ["istio"],
        destinations: { registry: { range: "192.0.2.0/24" } },
    });
    const egress = rules.filter(({ inputs }) => inputs.direction === "EGRESS");
    expect(egress.map(({ name }) => name)).toEqual([
        "api-egress-cluster-ipv4",
        "api-egress-deny-ipv4",
        "api-egress-deny-ipv6",
        "api-egress-to-registry",
    ]);
    expect(byName(rules, "egress-cluster-ipv4")).toMatchObject({
        destinationRanges: ["10.0.0.0/16"],
        allows: [{ protocol: "tcp", ports: ["6443", "2379-2380", "10250", "15017"] }],
    });
});

it("says who may come in, where and why", async () => {
    let inventory: unknown;
    await registrationsOf(() => {
        const api = build({ administrators: { tags: ["bastion"] } })();
        inventory = settled(api.ruleInventory);
        return api;
    });
    expect(await inventory).toContainEqual({
        who: "bastion",
        role: "administrators",
        ports: "6443",
        why: "Kubernetes API",
        family: "both",
        quota: 0,
        rule: "api-administrators-tags",
    });
});

it.each<{ name: string; args: object; at: string; says: RegExp }>([
    { name: "the internet", args: { nodes: { ranges: ["0.0.0.0/0"] } }, at: "nodes.ranges", says: /exposedOnPurpose/ },
    { name: "no target", args: { targetTags: undefined }, at: "targetTags", says: /every instance/ },
    { name: "two kinds of target", args: { targetServiceAccounts: ["a@p.iam"] }, at: "targetTags", says: /one kind/ },
    {
        name: "accounts as sources beside tags as targets",
        args: { nodes: { serviceAccounts: { w: "w@p.iam" } } },
        at: "nodes.serviceAccounts.w",
        says: /never both/,
    },
    { name: "a tag that is none", args: { nodes: { tags: ["Worker"] } }, at: "nodes.tags[0]", says: /lower-case/ },
    {
        name: "an external proxy without a client filter",
        args: { loadBalancer: { kind: LoadBalancerKind.ExternalProxy } },
        at: "loadBalancer.clientFilter",
        says: /Cloud Armor/,
    },
    {
        name: "a load balancer of no kind",
        args: { loadBalancer: { kind: "nlb" } },
        at: "loadBalancer.kind",
        says: /internalPassthrough/,
    },
    { name: "an empty allow list", args: { nodes: { ranges: [] } }, at: "nodes", says: /names nobody/ },
    { name: "a priority that leaves no room for the deny", args: { priority: 65500 }, at: "priority", says: /65435/ },
    {
        name: "least-privilege egress without ranges",
        args: { egress: EgressMode.LeastPrivilege },
        at: "clusterRanges",
        says: /by range only/,
    },
    {
        name: "an extra rule with both range and tag",
        args: { extraRules: { x: { port: "443", range: "10.0.0.0/8", tag: "x", description: "x" } } },
        at: "extraRules.x",
        says: /alternatives/,
    },
    {
        name: "an extra rule without source",
        args: { extraRules: { x: { port: "443", description: "x" } } },
        at: "extraRules.x",
        says: /everybody/,
    },
    {
        name: "an extra rule for every protocol",
        args: { extraRules: { x: { protocol: "all", range: "10.0.0.0/8", description: "x" } } },
        at: "extraRules.x.protocol",
        says: /one protocol/,
    },
    {
        name: "an expired CI entry",
        args: { ci: { old: { range: "192.0.2.1/32", expires: "2026-01-31" } } },
        at: "ci.old.expires",
        says: /2026-01-31/,
    },
    { name: "a prefix that cannot begin a name", args: { namePrefix: "1api" }, at: "namePrefix", says: /letter first/ },
    { name: "no network", args: { network: undefined }, at: "network", says: /network\.id/ },
    { name: "a tag twice", args: { nodes: { tags: ["w", "w"] } }, at: "nodes.tags[1]", says: /listed twice/ },
    {
        name: "a tag of an extra rule that is none",
        args: { extraRules: { x: { port: "1", tag: "X", description: "x" } } },
        at: "extraRules.x.tag",
        says: /no network tag/,
    },
    {
        name: "an account that is no address",
        args: { targetTags: undefined, targetServiceAccounts: ["control-plane"] },
        at: "targetServiceAccounts[0]",
        says: /iam\.gserviceaccount\.com/,
    },
    {
        name: "a distribution that is none",
        args: { distribution: "k8s" },
        at: "distribution",
        says: /Use one of kubeadm/,
    },
    { name: "a switch in quotes", args: { logDenied: "no" }, at: "logDenied", says: /true or false/ },
    {
        name: "the internet as halves in a role and an extra rule",
        args: {
            nodes: { ranges: ["1.0.0.0/13"] },
            extraRules: { b: { port: "6443", range: "1.8.0.0/13", description: "x" } },
        },
        at: "extraRules.b.range",
        says: /together admit/,
    },
    { name: "a misspelt role", args: { admins: { ranges: ["10.0.0.0/8"] } }, at: "admins", says: /Use one of/ },
])("refuses $name, with its path, before anything is registered", async ({ args, at, says }) => {
    let caught: unknown;
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    try {
        build(args as Partial<ApiServerFirewallArgs>)(); // as a program without types may call it
    } catch (error) {
        caught = error;
    }
    expect(pulumi.InputPropertyError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ propertyPath: at, reason: expect.stringMatching(says) });
});
