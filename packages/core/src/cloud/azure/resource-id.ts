import type { Field } from "../../field.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { foreignCause, unknownCause } from "../shape.js";

/** A resource id of Azure, `/subscriptions/S/resourceGroups/G/providers/P/T/N`, in lower case: Azure ignores it. */
interface ResourceId {
    readonly whole: string;
    readonly resourceGroup: string;
    readonly name: string;
}

/** Reads a resource id; undefined for any other text. */
export function parseResourceId(text: string | undefined): ResourceId | undefined {
    const match = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/.+\/([^/]+)$/i.exec(text ?? "");
    if (!match) return undefined;
    const [whole, resourceGroup, name] = match.map((part) => part.toLowerCase());
    return { whole: whole ?? "", resourceGroup: resourceGroup ?? "", name: name ?? "" };
}

/** What a resource is known by: its name inside its resource group, and its id where that is known. */
export function identityOf(kind: string, resource: Resource, name: Field, resourceGroup: Field): Identity {
    const id = parseResourceId(resource.id);
    const names = [name.text()?.toLowerCase(), id?.name, id?.whole].filter((key) => key !== undefined);
    return {
        kind,
        keys: [...new Set(names)],
        scope: resourceGroup.text()?.toLowerCase() ?? id?.resourceGroup,
    };
}

/** Where a link is written: the property that names the object, and the one that names its resource group. */
interface LinkText {
    readonly kind: string;
    readonly resource: Resource;
    /** A name or a resource id. */
    readonly target: Field;
    /** Ignored where the target is an id, which has its own. */
    readonly resourceGroup?: Field;
    /** What the object is called in a message: `network security group`. */
    readonly noun: string;
}

/** A link by name and resource group, or by id; by the recorded dependencies where those are not known. */
export function linkTo(text: LinkText): Link {
    const { kind, resource, target } = text;
    const id = parseResourceId(target.text());
    const property = target.at.split(/[.[]/, 1)[0] ?? "";
    const dependencies = resource.propertyDependencies ?? {};
    return {
        kind,
        key: id?.name ?? target.text()?.toLowerCase(),
        scope: id ? id.resourceGroup : text.resourceGroup?.text()?.toLowerCase(),
        dependencies: Object.hasOwn(dependencies, property) ? (dependencies[property] ?? []) : [],
        cause: target.isUnknown
            ? unknownCause(resource.urn, target)
            : foreignCause(resource.urn, target, `${text.noun} ${target.written()} is not part of this stack`),
    };
}
