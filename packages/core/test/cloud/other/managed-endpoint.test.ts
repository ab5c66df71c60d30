import { expect, it } from "vitest";
import type { Resource } from "../../../src/value.js";
import { found, judge, notesOn, type Properties, part, type Verdict } from "./judge.js";

const EVERYONE = ["0.0.0.0/0"];
const OFFICE = ["198.51.100.0/24"];

function cluster(type: string, properties: Properties): readonly Resource[] {
    return [part(type, "cluster", properties, {}, { id: "c-1" })];
}

function listed(type: string, list: string, properties: Properties): readonly Resource[] {
    return [...cluster(type, {}), part(list, "list", properties)];
}

const DOKS = "digitalocean:index/kubernetesCluster:KubernetesCluster";
const LKE = "linode:index/lkeCluster:LkeCluster";
const ACK = "alicloud:cs/managedKubernetes:ManagedKubernetes";
const OKE = "oci:ContainerEngine/cluster:Cluster";
const KAPSULE = "scaleway:kubernetes/cluster:Cluster";
const KAPSULE_ACL = "scaleway:kubernetes/acl:Acl";
const OVH = "ovh:CloudProject/kube:Kube";
const OVH_LIST = "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions";

/** An OKE endpoint behind one group with a rule from there, in a subnet whose list lets nobody in. */
function oke(source: string): readonly Resource[] {
    const group = "oci:Core/networkSecurityGroup:NetworkSecurityGroup";
    const rule = { networkSecurityGroupId: "nsg-1", direction: "INGRESS", protocol: "6", source };
    return [
        ...cluster(OKE, { endpointConfig: { isPublicIpEnabled: true, subnetId: "s-1", nsgIds: ["nsg-1"] } }),
        part(group, "group", {}, {}, { id: "nsg-1" }),
        part("oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule", "rule", rule),
        part("oci:Core/securityList:SecurityList", "list", {}, {}, { id: "l-1" }),
        part("oci:Core/subnet:Subnet", "subnet", { securityListIds: ["l-1"] }, {}, { id: "s-1" }),
    ];
}

/** What `managed-api-endpoint-not-public` judges: firewalls of this kind, at the ports of managed clusters. */
const rows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["DOKS, open", cluster(DOKS, {}), "open"],
    ["DOKS, closed", cluster(DOKS, { controlPlaneFirewall: { enabled: true, allowedAddresses: OFFICE } }), "closed"],
    ["LKE, open", cluster(LKE, {}), "open"],
    [
        "LKE, closed",
        cluster(LKE, { controlPlane: { acl: { enabled: true, addresses: [{ ipv4s: OFFICE }] } } }),
        "closed",
    ],
    ["ACK, open", cluster(ACK, {}), "open"],
    ["ACK, closed", cluster(ACK, { slbInternetEnabled: false }), "closed"],
    ["OKE, open", oke("0.0.0.0/0"), "open"],
    ["OKE, closed", oke("198.51.100.0/24"), "closed"],
    ["OKE without a public address, closed", cluster(OKE, { endpointConfig: {} }), "closed"],
    ["Scaleway, open", cluster(KAPSULE, {}), "open"],
    ["Scaleway, closed", listed(KAPSULE, KAPSULE_ACL, { clusterId: "c-1", aclRules: [{ ip: OFFICE[0] }] }), "closed"],
    ["OVH, open", cluster(OVH, {}), "open"],
    ["OVH, open by its list", listed(OVH, OVH_LIST, { kubeId: "c-1", ips: EVERYONE }), "open"],
    ["OVH, closed", listed(OVH, OVH_LIST, { kubeId: "c-1", ips: OFFICE }), "closed"],
];

it.each(rows)("%s", (_, resources, verdict) => {
    const verdicts = [443, 6443].map((port) => judge(resources, port, "managed-endpoint"));
    expect(verdicts.includes("open") ? "open" : verdicts[1]).toBe(verdict);
    expect(found(resources, 6443, "managed-endpoint")).toHaveLength(1);
    expect(notesOn(resources)).toEqual([]);
});

it.each(rows)("%s, in whatever order the resources come", (_, resources, verdict) => {
    expect(judge(resources.toReversed(), 6443, "managed-endpoint")).toBe(verdict);
});

it.each(rows.filter(([, , verdict]) => verdict === "open"))("%s: a witness gets in", (_, resources) => {
    const [only] = found(resources, 6443, "managed-endpoint");
    expect(only?.witness?.rule.because).not.toEqual([]);
});
