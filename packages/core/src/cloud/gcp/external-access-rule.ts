import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { type Action, type Between, known, type Scope } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, makeRule, shownName, unknownPeer } from "../shape.js";
import { comparedName } from "./compared-name.js";
import { bindTarget, FirewallPart } from "./firewall-part.js";
import { readPorts, readProtocols } from "./layer4.js";
import { dependenciesOf, lastSegments, openLinkCause } from "./reference.js";
import { readPriority } from "./switches.js";
import { EVERY_INSTANCE, type Target } from "./target.js";

/** Rules for the external addresses of VMware Engine. */
export const EXTERNAL_ACCESS_TYPES: readonly string[] = ["gcp:vmwareengine/externalAccessRule:ExternalAccessRule"];

const LAST_PRIORITY = 4096;
const EVERYWHERE: Target = { instances: EVERY_INSTANCE, networks: EVERY_INSTANCE };

/** Reads a rule of a network policy of VMware Engine: lower priorities first, what no rule allows is denied. */
export function readExternalAccessRule(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const parent = root.get("parent");
    const text = parent.text();
    const bound = actionsOf(root).map((action, _, all) =>
        bindTarget(ruleOf(root, resource, action, all.length === 1), EVERYWHERE),
    );
    return [
        {
            resource,
            kind: "firewall",
            semantics: "ordered",
            belongsTo: {
                kind: "gcp-network-policy",
                key: text === undefined ? undefined : lastSegments(text, ["projects"]),
                scope: "",
                dependencies: dependenciesOf(resource, "parent"),
                cause: openLinkCause(resource, parent, "network policy"),
            },
            rules: bound.map(({ rule }) => rule),
            notes: [],
            facts: new FirewallPart(bound),
            composer: "gcp-policy",
        },
    ];
}

function actionsOf(root: Field): readonly Action[] {
    const word = root.get("action").text()?.toUpperCase();
    return word === "ALLOW" ? ["allow"] : word === "DENY" ? ["deny"] : ["allow", "deny"];
}

function ruleOf(root: Field, resource: Resource, action: Action, certain: boolean) {
    const urn = resource.urn;
    const protocols = readProtocols(root.get("ipProtocol"), urn);
    const ports = readPorts(root.get("destinationPorts"), urn, action);
    const sourcePorts = readPorts(root.get("sourcePorts"), urn, action);
    const order = readPriority(root.get("priority"), urn, LAST_PRIORITY);
    const sources = root.get("sourceIpRanges");
    return makeRule({
        name: shownName(root.get("name"), resource.name),
        resource: urn,
        at: "",
        action,
        priority: order.priority,
        protocols,
        ports,
        // A client takes whichever source port it likes; a deny of some leaves the others.
        ...(action === "allow" ? {} : { sourcePorts }),
        peers: peersOf(sources, urn, action),
        destination: destinationOf(root.get("destinationIpRanges"), urn),
        certain,
        causes: [
            ...(certain ? [] : [causeOf(urn, root.get("action"))]),
            ...protocols.causes,
            ...ports.causes,
            ...(action === "allow" ? [] : sourcePorts.causes),
            ...order.causes,
        ],
        because: [`${sources.at} is ${sources.written()}`],
    });
}

/** An element names a range or one address; none at all is everybody. */
function peersOf(list: Field, resource: string, action: Action): readonly Peer[] {
    const items = list.items();
    if (items.length === 0) {
        return action === "allow" ? [addressesPeer(IpSet.ipv4, "no source")] : [unknownPeer(causeOf(resource, list))];
    }
    return items.map((item) => {
        const [range, single] = [item.get("ipAddressRange"), item.get("ipAddress")];
        const field = item.isObject ? (range.isAbsent ? single : range) : item;
        return addressPeer(field, { resource, action, bareAddress: true });
    });
}

/** External addresses by name, or ranges; every IPv4 address is everywhere. */
function destinationOf(list: Field, resource: string): Between<Scope> {
    const scopes = list.items().map((item): Scope | undefined => {
        const named = item.get("externalAddress");
        if (named.text() !== undefined) return { addresses: IpSet.empty, groups: [comparedName(named)] };
        const range = item.get("ipAddressRange");
        const peer = addressPeer(range, { resource, action: "deny", bareAddress: true });
        if (peer.kind !== "addresses") return undefined;
        return peer.addresses.contains(IpSet.ipv4) ? "any" : { addresses: peer.addresses, groups: [] };
    });
    const read = scopes.filter((scope) => scope !== undefined);
    const joined = read.length === 0 ? ("any" as const) : joinScopes(read);
    if (read.length === scopes.length) return known(joined);
    return { least: read.length === 0 ? { addresses: IpSet.empty, groups: [] } : joined, most: "any" };
}

function joinScopes(scopes: readonly Scope[]): Scope {
    const parts = scopes.flatMap((scope) => (scope === "any" ? [] : [scope]));
    if (parts.length < scopes.length) return "any";
    return {
        addresses: IpSet.empty.union(...parts.map(({ addresses }) => addresses)),
        groups: parts.flatMap(({ groups }) => groups),
    };
}
