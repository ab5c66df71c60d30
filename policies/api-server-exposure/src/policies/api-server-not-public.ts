import { definePolicy } from "../define-policy.js";
import { refuseResource, refuseStack } from "../refuse.js";

/** Refuses a firewall or load balancer through which the internet surely opens the port of the Kubernetes API. */
export const apiServerNotPublic = definePolicy({
    name: "api-server-not-public",
    displayName: "Kubernetes API is not public",
    description: "The internet cannot open the Kubernetes API through a firewall or load balancer.",
    severity: "critical",
    enforcementLevel: "mandatory",
    remediationSteps:
        "Name who may come in: the security groups of nodes and administrators, or small CIDR blocks, instead of everyone.",
    checkResource: (run, record) => refuseResource("api-server-not-public", run, record),
    checkStack: (run, view) => refuseStack("api-server-not-public", run, view),
});
