import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";

/** What a link means. */
export interface LinkParts {
    readonly resource: Resource;
    readonly kind: string;
    readonly cause: Cause;
}

/** A link by id: through the id where it is known, else through what the program recorded for that property. */
export function linkOf(field: Field, parts: LinkParts): Link {
    const text = field.text();
    const dependencies = dependenciesOf(field, parts.resource);
    return {
        kind: parts.kind,
        key: text === "" ? undefined : (text ?? defaultOfVpc(dependencies)),
        scope: "",
        dependencies,
        cause: parts.cause,
    };
}

/** The object that a resource is, by its physical id where that is known. */
export function identityOf(resource: Resource, kind: string, ...keys: readonly (string | undefined)[]): Identity {
    const all = [resource.id, ...keys].flatMap((key) => (key ? [key] : []));
    return { kind, keys: [...new Set(all)], scope: "" };
}

/**
 * Key of the default group or ACL of a VPC of this stack, whose id is an output of the VPC: a link to it depends on
 * the VPC alone, and so does the resource that adopts it.
 */
export function defaultOfVpc(dependencies: readonly string[]): string | undefined {
    const [only, ...others] = dependencies;
    if (only === undefined || others.length > 0) return undefined;
    return /[:$]aws:ec2\/(vpc:Vpc|defaultVpc:DefaultVpc)::/.test(only) ? `default of ${only}` : undefined;
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
