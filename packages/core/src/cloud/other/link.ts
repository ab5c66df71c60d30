import type { Field } from "../../field.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause } from "../shape.js";

/** What a link by id leads to. */
export interface LinkedObject {
    /** Kind of the object, such as `openstack-security-group`. */
    readonly kind: string;
    /** What a message calls it. */
    readonly name: string;
    /** An id as the cloud compares it. @default the text as it is */
    readonly normal?: (id: string) => string;
}

/** A link by id: through the id where it is known, else through what the program recorded for that property. */
export function linkById(field: Field, resource: Resource, object: LinkedObject): Link {
    const text = idText(field);
    const which = field.secret ? "of that id" : field.written();
    const cause = text
        ? foreignCause(resource.urn, field, `${object.name} ${which} is not part of this stack`)
        : causeOf(resource.urn, field);
    return {
        kind: object.kind,
        key: text ? normalId(text, object) : undefined,
        scope: "",
        dependencies: dependenciesOf(field, resource),
        cause,
    };
}

/** Ids are text, and numbers at some clouds. */
function idText(field: Field): string | undefined {
    return typeof field.value === "number" ? String(field.value) : field.text();
}

function normalId(id: string, { normal }: LinkedObject): string {
    return normal ? normal(id) : id;
}

/** The object that a resource is, by its physical id where that is known, and by other ids it goes by. */
export function identityOf(resource: Resource, object: LinkedObject, ...ids: readonly Field[]): Identity {
    const all = [resource.id, ...ids.map(idText)].flatMap((id) => (id ? [normalId(id, object)] : []));
    return { kind: object.kind, keys: [...new Set(all)], scope: "" };
}

/** URNs that the program recorded for the property that a field stands in. */
export function dependenciesOf(field: Field, resource: Resource): readonly string[] {
    const recorded = resource.propertyDependencies;
    if (recorded === undefined) return [];
    const property = /^[^.[]*/.exec(field.at)?.[0] ?? "";
    const camel = property.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const names = [property, camel].filter((name) => Object.hasOwn(recorded, name));
    return [...new Set(names.flatMap((name) => recorded[name] ?? []))];
}
