import { Field } from "../../field.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { prefixPeer } from "./address-prefix.js";
import { identityOf, linkTo } from "./resource-id.js";

/** Kind of the list of addresses that firewall rules name by id. */
export const IP_GROUP = "azure-ip-group";

/** Reads `azure-native:network:IpGroup` and classic `azure:network/iPGroup:IPGroup`. */
export const readIpGroup: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const own = field.get("ipGroupsName");
    const entries = [...field.get("ipAddresses").items(), ...field.get("cidrs").items()];
    const identity = identityOf(
        IP_GROUP,
        resource,
        own.isAbsent ? field.get("name") : own,
        field.get("resourceGroupName"),
    );
    return [{ ...emptyContribution(resource), list: { identity, entries: peersOf(resource.urn, entries) } }];
};

/** Reads classic `azure:network/iPGroupCidr:IPGroupCidr`: one more block of a group. */
export const readIpGroupEntry: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const belongsTo = linkTo({ kind: IP_GROUP, resource, target: field.get("ipGroupId"), noun: "IP group" });
    const identity = { kind: `${IP_GROUP}-entry`, keys: [], scope: undefined };
    const entries = peersOf(resource.urn, [field.get("cidr")]);
    return [{ ...emptyContribution(resource), list: { identity, belongsTo, entries } }];
};

function peersOf(resource: string, entries: readonly Field[]) {
    return entries
        .filter((entry) => entry.value !== "")
        .map((entry) => prefixPeer(entry, { resource, action: "allow", ranges: true }));
}

function emptyContribution(resource: Contribution["resource"]): Contribution {
    return { resource, kind: "firewall", semantics: "union", rules: [], notes: [] };
}
