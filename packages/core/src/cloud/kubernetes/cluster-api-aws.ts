import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import { Unknown, type Value } from "../../value.js";
import { type CustomKind, plain, type Translated } from "./custom-kind.js";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const EKS = "aws:eks/cluster:Cluster";

/** The kinds of Cluster API for AWS, and the templates that clusters of a class are made from. */
export const CLUSTER_API_AWS_KINDS: readonly CustomKind[] = ["spec", "spec.template.spec"].flatMap((within) => {
    const suffix = within === "spec" ? "" : "Template";
    const control = {
        group: /^controlplane\.cluster\.x-k8s\.io$/,
        kind: new RegExp(`^AWSManagedControlPlane${suffix}$`),
    };
    return [
        {
            group: /^infrastructure\.cluster\.x-k8s\.io$/,
            kind: new RegExp(`^AWSCluster${suffix}$`),
            type: SECURITY_GROUP,
            within,
            translate: (spec: Field) => ({ ingress: writtenRules(spec).map(({ value }) => value) }),
            told: toldOf,
        },
        { ...control, type: EKS, within, translate: endpoint },
        { ...control, type: SECURITY_GROUP, within, translate: nodeIngress },
    ];
});

function endpoint(spec: Field): Translated {
    const access = spec.get("endpointAccess");
    const vpcConfig = {
        endpointPublicAccess: plain(access.get("public")),
        publicAccessCidrs: plain(access.get("publicCIDRs")),
    };
    return { vpcConfig: access.isUnknown ? access : vpcConfig };
}

/** Rules for the nodes of a managed cluster; most have none. */
function nodeIngress(spec: Field): Translated | undefined {
    const rules = listed(spec, "network", "additionalControlPlaneIngressRules");
    return rules.length === 0 ? undefined : { ingress: rules.map(({ value }) => value) };
}

/** A rule that Cluster API writes, and where it comes from. */
interface WrittenRule {
    readonly value: Value;
    readonly at: string;
    /** Why it is written, where the object has no such rule. */
    readonly why?: string;
}

/** Cluster API writes the groups of a cluster itself: for its load balancers, its control plane and its nodes. */
function writtenRules(spec: Field): readonly WrittenRule[] {
    return [
        ...listed(spec, "controlPlaneLoadBalancer", "ingressRules"),
        ...listed(spec, "secondaryControlPlaneLoadBalancer", "ingressRules"),
        ...listed(spec, "network", "additionalControlPlaneIngressRules"),
        ...listed(spec, "network", "additionalNodeIngressRules"),
        ...apiServerRules(spec),
        nodePorts(spec),
    ];
}

/** The rule as the object itself tells it. */
function toldOf(rule: Rule, spec: Field, path: string): Rule {
    const place = /\.ingress\[([0-9]+)\]/.exec(path)?.[1];
    const written = place === undefined ? undefined : writtenRules(spec)[Number(place)];
    if (written === undefined) return rule;
    const { at, why } = written;
    const moved = (cause: Cause): Cause => ({ ...cause, at });
    return {
        ...rule,
        name: at,
        at,
        because: why === undefined ? rule.because : [why],
        causes: rule.causes.map(moved),
        peers: rule.peers.map((peer) => (peer.kind === "unknown" ? { ...peer, cause: moved(peer.cause) } : peer)),
    };
}

function listed(spec: Field, outer: string, inner: string): readonly WrittenRule[] {
    return spec
        .get(outer)
        .get(inner)
        .items()
        .map((item) => ({ value: item.isObject ? clusterRule(item) : plain(item), at: item.at }));
}

/** Where no load balancer has rules of its own, the API port is open to everyone; behind an internal one nobody comes. */
function apiServerRules(spec: Field): readonly WrittenRule[] {
    const balancers = ["controlPlaneLoadBalancer", "secondaryControlPlaneLoadBalancer"].map((name) => spec.get(name));
    const [first, second] = balancers;
    const kept = balancers.find((balancer) => keepsClients(balancer));
    if (kept !== undefined) {
        const why = `${kept.at} keeps the addresses of its clients, so the group behind it is open to everyone`;
        return [{ value: everyone(spec, ["0.0.0.0/0"]), at: kept.at, why }];
    }
    if (balancers.some((balancer) => !balancer.isUnknown && balancer.get("ingressRules").items().length > 0)) return [];
    const reach = [first && isPublic(first), second && !second.isAbsent && isPublic(second)];
    const facing = reach[0] === false && second !== undefined ? second : first;
    const at = facing?.at ?? spec.at;
    const why = `${at} has no ingressRules, so the port of the API is open to everyone`;
    if (reach.includes(true)) return [{ value: everyone(spec, ["0.0.0.0/0"]), at, why }];
    return reach.includes(undefined) ? [{ value: everyone(spec, [new Unknown()]), at, why }] : [];
}

/** Undefined where it is not known. A load balancer faces the internet unless told otherwise. */
function isPublic(balancer: Field): boolean | undefined {
    const type = balancer.get("loadBalancerType");
    const scheme = balancer.get("scheme");
    if (type.text() === "disabled" || scheme.text()?.toLowerCase() === "internal") return false;
    return type.isUnknown || scheme.isUnknown ? undefined : true;
}

/** A network load balancer that keeps the clients' addresses needs an open group behind it. */
function keepsClients(balancer: Field): boolean {
    return balancer.get("loadBalancerType").text() === "nlb" && balancer.get("preserveClientIP").flag() === true;
}

function everyone(spec: Field, cidrBlocks: Value): Value {
    const port = spec.get("controlPlaneEndpoint").get("port");
    const number = port.isAbsent || port.value === 0 ? 6443 : plain(port);
    return { protocol: "tcp", fromPort: number, toPort: number, cidrBlocks };
}

/** The node ports of a cluster are open to everyone unless told otherwise. */
function nodePorts(spec: Field): WrittenRule {
    const given = spec.get("network").get("nodePortIngressRuleCidrBlocks");
    const isGiven = given.items().length > 0;
    const cidrBlocks = isGiven ? plain(given) : ["0.0.0.0/0"];
    const value = { protocol: "tcp", fromPort: 30000, toPort: 32767, cidrBlocks };
    const why = `${given.at} is ${given.written()}${isGiven ? "" : ", so node ports are open to everyone"}`;
    return { value, at: given.at, why };
}

function clusterRule(item: Field): Value {
    return {
        protocol: plain(item.get("protocol")),
        fromPort: plain(item.get("fromPort")),
        toPort: plain(item.get("toPort")),
        cidrBlocks: plain(item.get("cidrBlocks")),
        ipv6CidrBlocks: plain(item.get("ipv6CidrBlocks")),
        securityGroups: plain(item.get("sourceSecurityGroupIds")),
    };
}
