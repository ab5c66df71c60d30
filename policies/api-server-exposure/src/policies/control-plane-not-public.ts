import { definePolicy } from "../define-policy.js";
import { refuseResource, refuseStack } from "../refuse.js";

/** Refuses the other ports of a control plane that lead to the same keys: etcd, kubelet, join and machine ports. */
export const controlPlaneNotPublic = definePolicy({
    name: "control-plane-not-public",
    displayName: "Control plane is not public",
    description: "The internet cannot open etcd, the kubelet or another control-plane port beside the Kubernetes API.",
    severity: "critical",
    enforcementLevel: "mandatory",
    remediationSteps: "Open these ports to the nodes of the cluster only, by their security group, tag or subnet.",
    checkResource: (run, record) => refuseResource("control-plane-not-public", run, record),
    checkStack: (run, view) => refuseStack("control-plane-not-public", run, view),
});
