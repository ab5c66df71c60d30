import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { internalPeer, makeRule, unknownPeer, unreadableCause } from "../shape.js";
import { prefixPeer } from "./address-prefix.js";
import { coverFamilies } from "./cover-families.js";
import { linkTo, parseResourceId } from "./resource-id.js";
import { destinationOf } from "./rule-destination.js";
import { rulePorts } from "./rule-ports.js";
import { prefixReasons, reasons } from "./rule-reasons.js";
import { adminAccessOf, directionOf, priorityOf, protocolOf, type Word } from "./rule-words.js";

/** Kind of a security admin configuration, and name of the composer that makes one firewall of its rules. */
export const ADMIN_CONFIGURATION = "azure-admin-configuration";

const PRIORITIES = { least: 1, most: 4096 };

/** Reads `azure-native:network:SecurityAdminConfiguration`, which has no rules itself. */
export const readAdminConfiguration: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const id = parseResourceId(resource.id);
    const name = field.get("configurationName").text()?.toLowerCase() ?? id?.name;
    const identity: Identity = {
        kind: ADMIN_CONFIGURATION,
        keys: name === undefined ? [] : [name],
        scope: scopeOf(field),
    };
    return [{ ...ordered(resource, []), identity }];
};

/**
 * Reads an administrator rule, which stands before every network security group: Deny ends there, AlwaysAllow passes
 * by the groups, Allow leaves the answer to them.
 */
export const readAdminRule: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const action = field.get("access");
    // The classic provider calls it `action`.
    const access = adminAccessOf(resource.urn, action.isAbsent ? field.get("action") : action);
    const rules = access.options.flatMap((one) => coverFamilies(ruleOf(resource, field, one, access)));
    return [{ ...ordered(resource, rules), belongsTo: linkOf(resource, field) }];
};

/**
 * Reads a user rule of a network manager, which has neither an access nor a priority: what it names is let in, as by
 * the network security groups that the manager writes.
 */
export const readUserRule: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const rule = ruleOf(resource, field, "allow", { options: ["allow"], causes: [] }, known(0));
    return [{ resource, kind: "firewall", semantics: "union", rules: [rule], notes: [] }];
};

/** By the names around the rule, or (classic) by the id of the collection, which has them all. */
function linkOf(resource: Resource, field: Field): Link {
    const collection = field.get("adminRuleCollectionId");
    const target = collection.isAbsent ? field.get("configurationName") : collection;
    const link = linkTo({ kind: ADMIN_CONFIGURATION, resource, target, noun: "security admin configuration" });
    if (collection.isAbsent) return { ...link, scope: scopeOf(field) };
    const [, group, manager, configuration] = COLLECTION.exec(collection.text() ?? "") ?? [];
    const scope = group === undefined ? undefined : `${group}/${manager}`.toLowerCase();
    return { ...link, key: configuration?.toLowerCase(), scope };
}

const COLLECTION =
    /\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/networkManagers\/([^/]+)\/securityAdminConfigurations\/([^/]+)\//i;

function ordered(resource: Resource, rules: readonly Rule[]) {
    return {
        resource,
        kind: "firewall",
        semantics: "ordered",
        rules,
        notes: [],
        composer: ADMIN_CONFIGURATION,
    } as const;
}

/** Configurations have their name inside a network manager, which has its own inside a resource group. */
function scopeOf(field: Field): string | undefined {
    const parts = [field.get("resourceGroupName"), field.get("networkManagerName")].map((part) => part.text());
    return parts.every((part) => part !== undefined) ? parts.join("/").toLowerCase() : undefined;
}

function ruleOf(resource: Resource, field: Field, action: Action, access: Word<Action>, order?: Between<number>): Rule {
    const urn = resource.urn;
    const direction = directionOf(urn, field.get("direction"));
    const priority = order ? { ...order, causes: [] } : priorityOf(urn, field.get("priority"), PRIORITIES);
    const protocols = protocolOf(urn, field.get("protocol"));
    const portFields = field.get("destinationPortRanges").items();
    const ports = rulePorts(
        urn,
        action,
        portFields.filter((port) => port.value !== ""),
    );
    const sourcePorts = rulePorts(urn, action, field.get("sourcePortRanges").items());
    const places = itemsOf(field.get("destinations"));
    const destination = destinationOf(
        { resource: urn, action },
        places.filter((item) => !isNetworkGroup(item)).map(prefixOf),
        places.filter(isNetworkGroup).map(prefixOf),
    );
    const doubts = [access, direction, priority, protocols, ports, sourcePorts, destination];
    const peers = peersOf(urn, field, action);
    const name = field.get("ruleName");
    return makeRule({
        resource: urn,
        at: "",
        name: name.secret ? resource.name : (name.text() ?? resource.name),
        direction: direction.options.includes("ingress") ? "ingress" : "egress",
        action,
        priority,
        protocols,
        ports,
        sourcePorts,
        destination,
        peers,
        certain: access.options.length === 1 && direction.options.length === 1,
        causes: doubts.flatMap((doubt) => doubt.causes),
        because: [
            ...reasons([field.get("access")]),
            ...prefixReasons(itemsOf(field.get("sources")).map(prefixOf), peers),
            ...reasons(portFields),
        ],
    });
}

function itemsOf(list: Field): readonly Field[] {
    return list.items().filter((item) => prefixOf(item).value !== "");
}

function prefixOf(item: Field): Field {
    return item.isObject ? item.get("addressPrefix") : item;
}

/** Virtual networks under the same manager: never the internet, whichever they are. */
function isNetworkGroup(item: Field): boolean {
    const isNamedSo = item.get("addressPrefixType").text()?.toLowerCase() === "networkgroup";
    return isNamedSo || /\/networkGroups\//i.test(prefixOf(item).text() ?? "");
}

function peersOf(resource: string, field: Field, action: Action): readonly Peer[] {
    const sources = itemsOf(field.get("sources"));
    if (sources.length === 0) {
        return [unknownPeer(unreadableCause(resource, field.get("sources"), "the rule names no source"))];
    }
    return sources.map((source) => {
        const prefix = prefixOf(source);
        if (!isNetworkGroup(source)) return prefixPeer(prefix, { resource, action });
        return internalPeer(
            prefix.text()?.toLowerCase() ?? `network group at ${resource} ${prefix.at}`,
            prefix.written(),
        );
    });
}
