import { type Field, snakeCase } from "../../field.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause } from "../shape.js";

/** A name of a Google Cloud object taken apart: `projects/p/global/networks/x`, a full URL, or the bare name. */
export interface GoogleReference {
    readonly name: string;
    /** Undefined where the text does not say: the provider's own project is meant. */
    readonly project: string | undefined;
    readonly region: string | undefined;
}

/** Takes a name apart. Prefixes such as `https://www.googleapis.com/compute/v1/` say nothing and are dropped. */
export function parseReference(text: string): GoogleReference {
    const segments = text.split("/");
    return {
        name: segments[segments.length - 1] ?? text,
        project: after(segments, "projects"),
        region: after(segments, "regions"),
    };
}

function after(segments: readonly string[], word: string): string | undefined {
    const at = segments.indexOf(word);
    return at < 0 ? undefined : segments[at + 1];
}

/** The scope of an object: its project as text, empty for the provider's own, undefined where it is not known. */
export function projectScope(project: Field, named?: string): string | undefined {
    if (named !== undefined) return named;
    if (project.isAbsent) return "";
    return project.text();
}

/** Joins a project with a region; undefined where one of them is not known. */
export function regionScope(project: string | undefined, region: Field, named?: string): string | undefined {
    const place = named ?? (region.isAbsent ? "" : region.text());
    return project === undefined || place === undefined ? undefined : `${project}/${place}`;
}

/** URNs that the program recorded for one property, in either spelling. */
export function dependenciesOf(resource: Resource, property: string): readonly string[] {
    const recorded = resource.propertyDependencies;
    if (!recorded) return [];
    const both = new Set([property, snakeCase(property)]);
    return [...new Set([...both].flatMap((name) => (Object.hasOwn(recorded, name) ? (recorded[name] ?? []) : [])))];
}

/** What a link says where it stays open: the value is not known, or names something that is not in the stack. */
export function openLinkCause(resource: Resource, field: Field, what: string): Link["cause"] {
    if (field.text() === undefined) return causeOf(resource.urn, field);
    return foreignCause(resource.urn, field, `${what} ${field.written()} is not part of this stack`);
}

/** The path from one of these words on; the whole text where none stands in it. */
export function lastSegments(text: string, words: readonly string[]): string {
    const segments = text.split("/");
    const start = segments.findIndex((segment) => words.includes(segment));
    return start < 0 ? text : segments.slice(start).join("/");
}
