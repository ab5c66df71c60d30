import { ApiServerFirewall, LoadBalancerKind } from "@portcullis/gcp";
import * as gcp from "@pulumi/gcp";

const network = new gcp.compute.Network("cluster", { autoCreateSubnetworks: false });
const account = (accountId: string) => new gcp.serviceaccount.Account(accountId, { accountId });
const controlPlane = account("control-plane");
const worker = account("worker");
const bastion = account("bastion");

const api = new ApiServerFirewall("api", {
    network: network.id,
    targetServiceAccounts: [controlPlane.email],
    // Pods have alias addresses, which no service account matches: their range is named as well.
    nodes: { serviceAccounts: { worker: worker.email }, podRanges: ["10.42.0.0/16"] },
    administrators: { serviceAccounts: { bastion: bastion.email }, ranges: ["198.51.100.0/24"] },
    loadBalancer: { kind: LoadBalancerKind.InternalPassthrough },
});

export const rules = api.ruleInventory;
