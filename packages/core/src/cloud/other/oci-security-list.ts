import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause } from "../shape.js";
import { readInbound } from "./direction.js";
import { dependenciesOf, identityOf, type LinkedObject, linkById } from "./link.js";
import { readOciRule } from "./oci-security-rule.js";
import { itemsOf } from "./properties.js";
import { unknownRule } from "./rule-parts.js";

/** A list of rules that stands before every address of a subnet. */
const SECURITY_LIST: LinkedObject = { kind: "oci-security-list", name: "security list" };

/** A group of rules that stands before single addresses. */
export const NETWORK_GROUP: LinkedObject = { kind: "oci-network-security-group", name: "network security group" };

/** A subnet, which names its security lists. */
export const SUBNET: LinkedObject = { kind: "oci-subnet", name: "subnet" };

/** Reads `oci:Core/securityList:SecurityList`: rules add up; what none allows is dropped. */
export const readSecurityList: Reader = (resource) => [listContribution(resource, identityOf(resource, SECURITY_LIST))];

/** Reads `oci:Core/defaultSecurityList:DefaultSecurityList`, which takes the rules of a network's first list over. */
export const readDefaultSecurityList: Reader = (resource) => {
    const adopted = new Field(resource.properties, "").get("manageDefaultResourceId");
    const identity = identityOf(resource, SECURITY_LIST, adopted);
    const ofNetwork = defaultOfNetwork(adopted, resource);
    const keys = ofNetwork === undefined ? identity.keys : [...identity.keys, ofNetwork];
    return [listContribution(resource, { ...identity, keys })];
};

/**
 * Key of the first list of a network of this stack, whose id is an output of the network: what names it depends on
 * the network alone, and so does the resource that takes it over.
 */
function defaultOfNetwork(field: Field, resource: Resource): string | undefined {
    const [only, ...others] = dependenciesOf(field, resource);
    if (only === undefined || others.length > 0) return undefined;
    return /[:$]oci:Core\/vcn:Vcn::/.test(only) ? `default of ${only}` : undefined;
}

/** A link to a list, which may be the first one of a network. */
function listLink(field: Field, resource: Resource): Link {
    const link = linkById(field, resource, SECURITY_LIST);
    return link.key === undefined ? { ...link, key: defaultOfNetwork(field, resource) } : link;
}

function listContribution(resource: Resource, identity: Identity): Contribution {
    const rules = itemsOf(new Field(resource.properties, ""), "ingressSecurityRules").map((item) =>
        item.isObject ? readOciRule(item, resource, (options) => options) : unknownRule(resource, item),
    );
    return { resource, kind: "firewall", semantics: "union", identity, rules, notes: [] };
}

/** Reads `oci:Core/networkSecurityGroup:NetworkSecurityGroup`, whose rules are resources of their own. */
export const readNetworkGroup: Reader = (resource) => [
    {
        resource,
        kind: "firewall",
        semantics: "union",
        identity: identityOf(resource, NETWORK_GROUP),
        rules: [],
        notes: [],
    },
];

/** Reads `oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule`. */
export const readNetworkGroupRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const doubts = readInbound(root.get("direction"), resource.urn, "egress");
    if (doubts === undefined) return [];
    const rule = readOciRule(root, resource, (options) => options.get("destinationPortRange"));
    const certain = doubts.length === 0;
    return [
        {
            resource,
            kind: "firewall",
            semantics: "union",
            belongsTo: linkById(root.get("networkSecurityGroupId"), resource, NETWORK_GROUP),
            rules: [{ ...rule, certain, causes: [...doubts, ...rule.causes] }],
            notes: [],
        },
    ];
};

/** Name of the composer of subnets: they make no firewall themselves. */
export const SUBNETS = "oci-subnet";

/** The security lists of a subnet, as far as they are written. */
export class SubnetPart {
    constructor(
        readonly lists: readonly Link[],
        /** Why there may be others. */
        readonly open: readonly Cause[],
    ) {}
}

/** Reads `oci:Core/subnet:Subnet`. Without lists of its own it has the first one of its network. */
export const readSubnet: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const ids = root.get("securityListIds");
    const items = ids.items();
    const lists = items.length > 0 ? items.map((item) => listLink(item, resource)) : [defaultLink(root, resource)];
    const open = ids.isUnknown ? [causeOf(resource.urn, ids)] : [];
    return [
        {
            resource,
            kind: "firewall",
            semantics: "union",
            identity: identityOf(resource, SUBNET),
            rules: [],
            notes: [],
            facts: new SubnetPart(ids.isUnknown ? [] : lists, open),
            composer: SUBNETS,
        },
    ];
};

function defaultLink(root: Field, resource: Resource): Link {
    const ids = root.get("securityListIds");
    return {
        ...linkById(ids, resource, SECURITY_LIST),
        key: defaultOfNetwork(root.get("vcnId"), resource),
        cause: foreignCause(resource.urn, ids, "the subnet has the default security list of its network"),
    };
}
