import { describe, expect, it } from "vitest";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { Secret, type Value } from "../../../src/value.js";
import { judgeOne, type Properties, resource, U } from "./judge.js";

type Example = readonly [type: string, open: Properties, closed: Properties];

const OFFICE = "198.51.100.0/24";
const ANYONE = "0.0.0.0/0";

function examples(type: string, of: (source: string) => Properties): Example {
    return [type, of(ANYONE), of(OFFICE)];
}

/**
 * For each reader an open example, and one that a source of 256 addresses closes.
 *
 * Property names are those of the packages' own types, compared in review and not by the compiler: as dependencies
 * these packages weigh too much, two of them tens of megabytes. Compared with digitalocean 4.80.1, hcloud 1.41.0,
 * openstack 3.15.2, oci 4.20.0, linode 5.1.1, alicloud 3.108.0, civo 1.0.7 and the registry's page of 1.2.3,
 * @pulumiverse/scaleway 1.54.0, @ovhcloud/pulumi-ovh 2.19.1 and @ediri/vultr 2.21.0.
 */
const EXAMPLES: readonly Example[] = [
    examples("digitalocean:index/firewall:Firewall", (source) => ({
        inboundRules: [{ protocol: "tcp", portRange: "6443", sourceAddresses: [source], action: "allow" }],
    })),
    examples("digitalocean:index/kubernetesCluster:KubernetesCluster", (source) => ({
        controlPlaneFirewall: { enabled: true, allowedAddresses: [source] },
    })),
    examples("hcloud:index/firewall:Firewall", (source) => ({
        rules: [{ direction: "in", protocol: "tcp", port: "6443", sourceIps: [source] }],
    })),
    examples("openstack:networking/secGroupRule:SecGroupRule", (source) => ({
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        portRangeMin: 6443,
        portRangeMax: 6443,
        remoteIpPrefix: source,
    })),
    examples("openstack:compute/secGroup:SecGroup", (source) => ({
        rules: [{ ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidr: source }],
    })),
    examples("ovh:index/cloudSecurityGroup:CloudSecurityGroup", (source) => ({
        rules: [
            { direction: "INGRESS", ethernetType: "IPV4", protocol: "TCP", portRangeMin: 1, remoteIpPrefix: source },
        ],
    })),
    examples("oci:Core/securityList:SecurityList", (source) => ({
        ingressSecurityRules: [
            { protocol: "6", source, sourceType: "CIDR_BLOCK", tcpOptions: { min: 6443, max: 6443 } },
        ],
    })),
    examples("oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule", (source) => ({
        direction: "INGRESS",
        protocol: "6",
        source,
        sourceType: "CIDR_BLOCK",
        tcpOptions: { destinationPortRange: { min: 6443, max: 6443 } },
    })),
    examples("linode:index/firewall:Firewall", (source) => ({
        disabled: false,
        inboundPolicy: "DROP",
        inbounds: [{ action: "ACCEPT", protocol: "TCP", ports: "22, 6443", ipv4s: [source] }],
    })),
    examples("linode:index/lkeCluster:LkeCluster", (source) => ({
        controlPlane: { acl: { enabled: true, addresses: [{ ipv4s: [source] }] } },
    })),
    examples("alicloud:ecs/securityGroupRule:SecurityGroupRule", (source) => ({
        type: "ingress",
        ipProtocol: "tcp",
        portRange: "6443/6443",
        policy: "accept",
        priority: 1,
        cidrIp: source,
    })),
    examples("alicloud:ens/securityGroup:SecurityGroup", (source) => ({
        permissions: [
            { direction: "ingress", ipProtocol: "TCP", portRange: "1/65535", policy: "Accept", sourceCidrIp: source },
        ],
    })),
    examples("alicloud:simpleapplicationserver/firewallRule:FirewallRule", (source) => ({
        ruleProtocol: "Tcp",
        port: "6443/6443",
        sourceCidrIp: source,
    })),
    examples("scaleway:instance/securityGroup:SecurityGroup", (source) => ({
        inboundDefaultPolicy: "drop",
        inboundRules: [{ action: "accept", protocol: "TCP", port: 6443, ipRange: source }],
    })),
    examples("scaleway:kubernetes/acl:Acl", (source) => ({ noIpAllowed: false, aclRules: [{ ip: source }] })),
    examples("ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions", (source) => ({ ips: [source] })),
    examples("vultr:index/firewallRule:FirewallRule", (source) => ({
        ipType: "v4",
        protocol: "tcp",
        subnet: source.slice(0, source.indexOf("/")),
        subnetSize: Number(source.slice(source.indexOf("/") + 1)),
        port: "6443",
    })),
    examples("civo:index/firewallRule:FirewallRule", (source) => ({
        direction: "ingress",
        protocol: "tcp",
        startPort: "6443",
        endPort: "6443",
        cidrs: [source],
    })),
    examples("civo:index/firewall:Firewall", (source) => ({
        createDefaultRules: false,
        ingressRules: [{ protocol: "tcp", portRange: "6443", cidrs: [source], action: "allow" }],
    })),
];

/** The same properties once for each value in them, with that value changed. */
function changes(value: Value, change: (old: Value) => Value): readonly Value[] {
    const own = [change(value)];
    if (Array.isArray(value)) {
        const inside = value.map((item: Value, at) => changes(item, change).map((one): Value => value.with(at, one)));
        return [...own, ...inside.flat()];
    }
    if (!isRecord(value)) return own;
    const inner = Object.entries(value).flatMap(([key, item]) =>
        changes(item, change).map((one): Value => ({ ...value, [key]: one })),
    );
    return [...own, ...inner];
}

function isRecord(value: Value): value is Properties {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** As {@link changes}, of the properties of a resource, which are an object in any case. */
function changed(properties: Properties, change: (old: Value) => Value): readonly Properties[] {
    return changes(properties, change).filter(isRecord);
}

describe.each(EXAMPLES)("%s", (type, open, closed) => {
    it("has an open and a closed example", () => {
        expect([judgeOne(type, open), judgeOne(type, closed)]).toEqual(["open", "closed"]);
    });

    it("is never closed by a value that is not known", () => {
        const verdicts = changed(open, () => U).map((properties) => judgeOne(type, properties));
        expect(verdicts.length).toBeGreaterThan(1);
        expect(verdicts).not.toContain("closed");
    });

    it("is never open by a value that is not known", () => {
        const verdicts = changed(closed, () => U).map((properties) => judgeOne(type, properties));
        expect(verdicts).not.toContain("open");
    });

    it("judges a secret like any other value, and keeps it to itself", () => {
        for (const properties of changed(open, (old) => new Secret(old))) {
            const judged = composeFirewalls([resource(type, properties)]).map(({ rules }) =>
                exposure(reach(rules, tcp(6443))),
            );
            expect(judged.map(({ verdict }) => verdict)).toEqual(["open"]);
        }
        const veiled = new Secret("secret-4711");
        const texts = changed(open, () => veiled).map((properties) =>
            JSON.stringify(composeFirewalls([resource(type, properties)]).map(textsOf)),
        );
        expect(texts.filter((text) => text.includes("4711"))).toEqual([]);
    });

    it("reads keys in snake_case as well", () => {
        expect(judgeOne(type, snake(open))).toBe("open");
        expect(judgeOne(type, snake(closed))).toBe("closed");
    });
});

/** Everything in a firewall that may be printed. */
function textsOf({ rules, notes }: ReturnType<typeof composeFirewalls>[number]): Value {
    const peers = rules.flatMap((rule) => rule.peers);
    return [
        ...rules.flatMap(({ name, because, causes }) => [name, ...because, ...causes.map(({ text }) => text)]),
        ...peers.map((peer) => (peer.kind === "unknown" ? peer.cause.text : "text" in peer ? peer.text : "")),
        ...peers.map((peer) => (peer.kind === "reference" ? peer.name : "")),
        ...notes.flatMap(({ what, why, fix }) => [what, why, fix]),
    ];
}

function snake(value: Properties): Properties {
    return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
            key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            snakeValue(item),
        ]),
    );
}

function snakeValue(value: Value): Value {
    if (Array.isArray(value)) return value.map(snakeValue);
    return isRecord(value) ? snake(value) : value;
}
