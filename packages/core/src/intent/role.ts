/**
 * The parties that may need the Kubernetes API, in the words of the field. The names are shared by all clouds; what a
 * role's sources are called (security group, application security group, tag) is each cloud's own.
 */
export const ROLES = {
    controlPlane: "control plane",
    nodes: "nodes",
    administrators: "administrators",
    ci: "CI",
    monitoring: "monitoring",
    webhooks: "webhooks",
    managementTools: "management tools",
    loadBalancerHealthChecks: "load balancer health checks",
    ownAddresses: "own addresses",
    exposedOnPurpose: "exposed on purpose",
} as const;

/** A role's name as an argument. */
export type Role = keyof typeof ROLES;
