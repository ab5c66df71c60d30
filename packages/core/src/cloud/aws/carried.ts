import type { Cause } from "../../cause.js";
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
        .map((contribution) => doubtful(contribution, doubts));
}

/** Says that a carrier holds something that cannot be read, once. */
export function unreadCarrier(carrier: Resource, at: string, why: string): Contribution {
    const note: Note = {
        resource: carrier.urn,
        at,
        code: "template-not-read",
        what: `${carrier.name} carries resources that cannot be read from here, and they may let somebody in`,
        why: `${at}: ${why}`,
        fix: "Write its firewalls as resources of this program, or the template as JSON text in templateBody",
        weight: "advisory",
    };
    return { resource: carrier, kind: "firewall", semantics: "union", rules: [], notes: [note] };
}

/** `securityGroupIngress[0].cidrIp` as the template writes it. */
function pascal(path: string): string {
    return path.replace(/(^|\.)([a-z])/g, (_, dot: string, letter: string) => `${dot}${letter.toUpperCase()}`);
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
