import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { ADDRESS_GROUP_TYPES, readAddressGroup } from "./address-group.js";
import { composeNetwork } from "./compose-network.js";
import { composePolicy } from "./compose-policy.js";
import { DEPLOYMENT_TYPES, readDeployment, readTerraformDeployment, TERRAFORM_DEPLOYMENT_TYPES } from "./deployment.js";
import { EXTERNAL_ACCESS_TYPES, readExternalAccessRule } from "./external-access-rule.js";
import { FIREWALL_TYPES, readFirewall } from "./firewall.js";
import {
    ASSOCIATION_TYPES,
    POLICY_KINDS,
    POLICY_RULE_KINDS,
    readPolicy,
    readPolicyRuleResource,
} from "./firewall-policy.js";
import { FORWARDING_RULE_TYPES, readForwardingRule } from "./forwarding-rule.js";
import { GKE_CLUSTER_TYPES, readGkeCluster } from "./gke-cluster.js";
import { NETWORK_TYPES, readNetwork } from "./network.js";
import {
    ORGANIZATION_POLICY_TYPES,
    ORGANIZATION_RULE_TYPES,
    readOrganizationPolicy,
    readOrganizationRule,
} from "./organization-policy.js";
import { ORIGIN_TYPES, readOrigin } from "./origin.js";
import { composeLoadBalancers, readServiceAttachment, SERVICE_ATTACHMENT_TYPES } from "./service-attachment.js";
import { terraformName, terraformNameOf } from "./terraform-token.js";

const readNothing: Reader = () => [];

/** The reader of each type token, by exact token. */
export const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    ...each(FIREWALL_TYPES, readFirewall),
    ...each([...POLICY_KINDS.keys()], readPolicy),
    ...each([...POLICY_RULE_KINDS.keys()], readPolicyRuleResource),
    ...each(ASSOCIATION_TYPES, readNothing),
    ...each(ADDRESS_GROUP_TYPES, readAddressGroup),
    ...each(NETWORK_TYPES, readNetwork),
    ...each(GKE_CLUSTER_TYPES, readGkeCluster),
    ...each(FORWARDING_RULE_TYPES, readForwardingRule),
    ...each(SERVICE_ATTACHMENT_TYPES, readServiceAttachment),
    ...each(DEPLOYMENT_TYPES, readDeployment),
    ...each(TERRAFORM_DEPLOYMENT_TYPES, readTerraformDeployment),
    ...each(ORGANIZATION_RULE_TYPES, readOrganizationRule),
    ...each(ORGANIZATION_POLICY_TYPES, readOrganizationPolicy),
    ...each(EXTERNAL_ACCESS_TYPES, readExternalAccessRule),
    ...each(ORIGIN_TYPES, readOrigin),
]);

/** Types whose resources only ever have a say in an order, by priority or number. */
export const ORDERED_TYPES: readonly string[] = [
    ...FIREWALL_TYPES,
    ...POLICY_KINDS.keys(),
    ...POLICY_RULE_KINDS.keys(),
];

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** Types that sound like firewalls and guard something else: who may edit a policy, App Engine, Kafka, mirrored traffic. */
const GUARDS_NOTHING_HERE =
    /^(gcp|google-native):.*(Iam(Binding|Member|Policy)$|PacketMirroringRule|FirewallEndpoint|Firewallpolicy$|appengine\/|(Acl|ACL)(Config|Policy)?$)/;

/** Tokens of the Pulumi provider by the name that the type has in Terraform. */
const BY_TERRAFORM_NAME: ReadonlyMap<string, string> = new Map(
    RESOURCE_TYPES.flatMap((type) => {
        const name = terraformNameOf(type);
        return name === undefined ? [] : [[name, type] as const];
    }),
);

/** The reader of a token that follows a pattern: Google's resources through Terraform's provider, or what guards nothing. */
export function readerForToken(type: string): Reader | undefined {
    if (GUARDS_NOTHING_HERE.test(type)) return readNothing;
    const token = BY_TERRAFORM_NAME.get(terraformName(type) ?? "");
    const reader = token === undefined ? undefined : readers.get(token);
    return token && reader ? (resource, nested) => reader({ ...resource, type: token }, nested) : undefined;
}

/** What makes firewalls of several resources, by name. */
export const composers: Readonly<Record<string, Composer>> = {
    "gcp-network": composeNetwork,
    "gcp-policy": composePolicy,
    "gcp-load-balancer": composeLoadBalancers,
};

/** The ingress rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return (
        readers
            .get(resource.type)?.(resource)
            .flatMap((contribution) => contribution.rules) ?? []
    );
}

function each(types: readonly string[], reader: Reader): readonly [string, Reader][] {
    return types.map((type) => [type, reader]);
}
