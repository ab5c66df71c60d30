import { concernedResources, type SentResource } from "./concerned-resources.js";
import { type Field, fieldsOf } from "./wire.js";

/** A part of a request; those that are no resources are kept as they are. */
interface Part {
    readonly field: Field;
    readonly resource: SentResource | undefined;
}

/**
 * An `AnalyzeStackRequest`, still encoded, with only the resources that say something of firewalls: most of a stack
 * does not, and is then never decoded. What cannot be read this way comes back whole.
 */
export function onlyConcerned(bytes: Buffer): Buffer {
    let parts: readonly Part[];
    try {
        parts = partsOf(bytes);
    } catch {
        // The decoder tells what is wrong, or knows more than we do.
        return bytes;
    }
    const kept = new Set(concernedResources(parts.flatMap(({ resource }) => resource ?? [])));
    const left = parts.filter(({ resource }) => resource === undefined || kept.has(resource));
    return left.length === parts.length
        ? bytes
        : Buffer.concat(left.map(({ field }) => bytes.subarray(field.from, field.end)));
}

// The numbers of fields in pulumi's analyzer.proto: these never change, or no older engine would be understood.
const STACK_RESOURCES = 1;
const TYPE = 1;
const URN = 3;
const PARENT = 7;
const PROPERTY_DEPENDENCIES = 9;
const MAP_VALUE = 2;
const DEPENDENCY_URNS = 1;

function partsOf(bytes: Buffer): readonly Part[] {
    return [...fieldsOf(bytes, 0, bytes.length)].map((field) => ({
        field,
        resource: field.number === STACK_RESOURCES ? resourceIn(bytes, field) : undefined,
    }));
}

function resourceIn(bytes: Buffer, message: Field): SentResource {
    let type = "";
    let urn = "";
    let parent = "";
    const sources: string[] = [];
    for (const field of within(bytes, message)) {
        if (field.number === TYPE) type = textOf(bytes, field);
        else if (field.number === URN) urn = textOf(bytes, field);
        else if (field.number === PARENT) parent = textOf(bytes, field);
        else if (field.number === PROPERTY_DEPENDENCIES) sources.push(...urnsIn(bytes, field));
    }
    return { type, urn, parent, sources };
}

/** The URNs of one entry: a property, and what its value came from. */
function urnsIn(bytes: Buffer, entry: Field): readonly string[] {
    return [...within(bytes, entry)]
        .filter(({ number }) => number === MAP_VALUE)
        .flatMap((value) => [...within(bytes, value)])
        .filter(({ number }) => number === DEPENDENCY_URNS)
        .map((urn) => textOf(bytes, urn));
}

function within(bytes: Buffer, message: Field): Generator<Field> {
    if (!message.isDelimited) throw new RangeError("a number where a message belongs");
    return fieldsOf(bytes, message.start, message.end);
}

function textOf(bytes: Buffer, { start, end, isDelimited }: Field): string {
    if (!isDelimited) throw new RangeError("a number where a text belongs");
    return bytes.toString("utf8", start, end);
}
