import type { Cause } from "../../cause.js";
import type { Peer } from "../../peer.js";
import type { Contribution, NestedReader, Note } from "../../stack/contribution.js";
import { type Resource, Secret, type Value } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";

/** A resource that another one carries as text or as an object. */
export interface Carried {
    readonly carrier: Resource;
    /** Property path of its properties in the carrier. */
    readonly at: string;
    readonly token: string;
    /** Logical name in a template. */
    readonly name?: string;
    /** Properties, with keys as Pulumi writes them. */
    readonly properties: { readonly [key: string]: Value };
    /** True where all of it is a secret. */
    readonly secret: boolean;
    /** Key by which others in the same template name it, or its physical id. */
    readonly id?: string;
    /** Why it may turn out not to exist. */
    readonly doubts?: readonly Cause[];
}

/** Reads a carried resource with the reader of its own type; paths lead there from the carrier. */
export function readCarried(carried: Carried, nested: NestedReader): readonly Contribution[] {
    const { carrier, properties, secret, doubts = [] } = carried;
    const dependencies = dependenciesAt(carrier, carried.at);
    const { id: _, propertyDependencies: __, ...rest } = carrier;
    const inner: Resource = {
        ...rest,
        type: carried.token,
        name: carried.name ?? carrier.name,
        properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, secret ? new Secret(value) : value]),
        ),
        propertyDependencies: Object.fromEntries(Object.keys(properties).map((key) => [key, dependencies])),
        ...(carried.id === undefined ? {} : { id: carried.id }),
    };
    return nested(inner)
        .map((contribution) => relocated(contribution, (path) => joinPath(carried.at, pascal(path))))
        .map((contribution) => doubtful(named(contribution, carrier), doubts));
}

/** Says that a carrier holds something that cannot be read, once. */
export function unreadCarrier(carrier: Resource, at: string, why: string): Contribution {
    const note: Note = {
        resource: carrier.urn,
        at,
        code: "template-not-read",
        what: `${carrier.name} carries resources that cannot be read from here, and they may let somebody in`,
        why: `${at}: ${why}`,
        fix: `Write its firewalls as resources of this program${otherwise(at)}`,
        weight: "advisory",
    };
    return { resource: carrier, kind: "firewall", semantics: "union", rules: [], notes: [note] };
}

/** What else would make it readable, where the carrier has a property for it. */
function otherwise(at: string): string {
    if (/^template/i.test(at)) return ", or the template as JSON text in templateBody";
    return at === "desiredState" ? ", or its properties as plain JSON text in desiredState" : "";
}

/** `securityGroupIngress[0].cidrIp` as the template writes it. */
function pascal(path: string): string {
    return path.replace(/(^|\.)([a-z])/g, (_, dot: string, letter: string) => `${dot}${letter.toUpperCase()}`);
}

/** Objects of a template have keys that begin with its URN; in messages they go by their logical names. */
function named(contribution: Contribution, carrier: Resource): Contribution {
    const plain = (text: string) => text.replaceAll(`${carrier.urn} `, "");
    const plainCause = (cause: Cause): Cause => ({ ...cause, text: plain(cause.text) });
    const plainPeer = (peer: Peer): Peer => {
        if (peer.kind === "unknown") return { ...peer, cause: plainCause(peer.cause) };
        if (peer.kind === "reference") return { ...peer, text: plain(peer.text) };
        return peer.kind === "list" && peer.otherwise.kind === "unknown"
            ? { ...peer, otherwise: { ...peer.otherwise, cause: plainCause(peer.otherwise.cause) } }
            : peer;
    };
    const rules = contribution.rules.map((rule) => ({
        ...rule,
        because: rule.because.map(plain),
        causes: rule.causes.map(plainCause),
        peers: rule.peers.map(plainPeer),
    }));
    const { belongsTo } = contribution;
    return {
        ...contribution,
        rules,
        ...(belongsTo && { belongsTo: { ...belongsTo, cause: plainCause(belongsTo.cause) } }),
    };
}

function doubtful(contribution: Contribution, doubts: readonly Cause[]): Contribution {
    if (doubts.length === 0) return contribution;
    const rules = contribution.rules.map((rule) => ({ ...rule, certain: false, causes: [...rule.causes, ...doubts] }));
    return { ...contribution, rules };
}

function dependenciesAt(carrier: Resource, at: string): readonly string[] {
    const recorded = carrier.propertyDependencies;
    const property = /^[^.[]*/.exec(at)?.[0] ?? "";
    return recorded !== undefined && Object.hasOwn(recorded, property) ? (recorded[property] ?? []) : [];
}
