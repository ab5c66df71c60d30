import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf } from "../shape.js";
import { identityOf } from "./link.js";
import {
    ENDPOINT_SERVICE,
    LOAD_BALANCER,
    partContribution,
    partLink,
    type Switch,
    switchOf,
} from "./load-balancer-part.js";

/** Reads a private link in front of network load balancers. */
export function readEndpointService(resource: Resource, root: Field): readonly Contribution[] {
    const acceptance = switchOf(resource, root.get("acceptanceRequired"), false);
    const principals = namesEveryone(resource, root.get("allowedPrincipals").items());
    const loadBalancers = root
        .get("networkLoadBalancerArns")
        .items()
        .map((item) => partLink(item, resource, LOAD_BALANCER));
    return [
        partContribution(
            resource,
            { part: "endpoint-service", loadBalancers, everyTenant: principals, needsAcceptance: acceptance },
            { identity: identityOf(resource, ENDPOINT_SERVICE) },
        ),
    ];
}

/** Reads a permission to connect to a private link that is a resource of its own. */
export function readEndpointPrincipal(resource: Resource, root: Field): readonly Contribution[] {
    const everyTenant = namesEveryone(resource, root.get("principalArn").items());
    const belongsTo = partLink(root.get("vpcEndpointServiceId"), resource, ENDPOINT_SERVICE);
    return [partContribution(resource, { part: "endpoint-principal", everyTenant }, { belongsTo })];
}

/** Reads the permissions of a private link as CloudFormation writes them. */
export function readEndpointPermissions(resource: Resource, root: Field): readonly Contribution[] {
    const everyTenant = namesEveryone(resource, root.get("allowedPrincipals").items());
    const belongsTo = partLink(root.get("serviceId"), resource, ENDPOINT_SERVICE);
    return [partContribution(resource, { part: "endpoint-principal", everyTenant }, { belongsTo })];
}

/** Whether every tenant is among the principals; an account, role or user is one tenant. */
function namesEveryone(resource: Resource, principals: readonly Field[]): Switch {
    if (principals.some((item) => item.text()?.trim() === "*")) return { value: true, causes: [] };
    const causes: readonly Cause[] = principals
        .filter((item) => item.text() === undefined)
        .map((item) => causeOf(resource.urn, item));
    return { value: causes.length === 0 ? false : undefined, causes };
}
