import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Contribution, NestedReader, Note, Reader } from "../../stack/contribution.js";
import { type Resource, Secret, Unknown, type Value } from "../../value.js";
import { causeOf } from "../shape.js";
import { ArmScope } from "./arm-scope.js";
import { armType, NESTED_DEPLOYMENT } from "./arm-type.js";
import { armValue, isPlain } from "./arm-value.js";
import { nested } from "./nested-contribution.js";

/** One place of a carrier where resources of ARM are written. */
interface Place {
    /** The resource of the program that carries the template. */
    readonly carrier: Resource;
    /** Reads a resource with the reader of its type. */
    readonly read: NestedReader;
    /** Names of the resource around, from the outermost; unknown ones are undefined. */
    readonly names: readonly (string | undefined)[];
    /** Type of the resource around. */
    readonly type: string;
    readonly resourceGroup: Value;
    readonly scope: ArmScope;
    readonly doubts: readonly Cause[];
    readonly level: number;
}

/** Templates inside templates, or children of children, deeper than this are only mentioned. */
const MOST_LEVELS = 12;

/**
 * Reads the template of a deployment: every type that is read here as a resource of its own is read inside as well.
 * A template that is not known, is no JSON or lies elsewhere is mentioned; one without firewalls says nothing.
 */
export const readDeployment: Reader = (carrier, read = nobody) => {
    const root = new Field(carrier.properties, "");
    const properties = root.get("properties");
    return readTemplate(placeIn(carrier, root, read), properties.isAbsent ? root : properties, true);
};

/** Reads `azure-native:resources:Resource`: one resource of any type, its properties as ARM has them. */
export const readGenericResource: Reader = (carrier, read = nobody) => {
    const root = new Field(carrier.properties, "");
    const parents = (root.get("parentResourcePath").text() ?? "").split("/").filter((part) => part !== "");
    const types = parents.filter((_, index) => index % 2 === 0);
    const type = [root.get("resourceProviderNamespace").text(), ...types, root.get("resourceType").text()].join("/");
    const names = parents.filter((_, index) => index % 2 === 1);
    return readKnown(placeIn(carrier, root, read), root, type, [...names, root.get("resourceName").text()]);
};

const nobody: NestedReader = () => [];

function placeIn(carrier: Resource, root: Field, read: NestedReader): Place {
    const resourceGroup = root.get("resourceGroupName").value;
    const nothing = new Field(undefined, "");
    const scope = new ArmScope(nothing, false, nothing);
    return { carrier, read, names: [], type: "", resourceGroup, scope, doubts: [], level: 0 };
}

const TEMPLATES = ["template", "templateContent", "templateBody"];
const LINKS = ["templateLink", "templateSpecVersionId"];

/** A template with a scope of its own sees the parameters that are passed to it; any other those of the one around. */
function readTemplate(place: Place, around: Field, hasScope: boolean): readonly Contribution[] {
    const template = TEMPLATES.map((name) => around.get(name)).find((field) => !field.isAbsent);
    if (!template) {
        const link = LINKS.map((name) => around.get(name)).find((field) => !field.isAbsent) ?? around;
        return [mention(place, link, "it lies outside this program")];
    }
    const content = parsed(template);
    if (!content) return [mention(place, template, template.isUnknown ? "it is not known yet" : "it is not JSON")];
    const scope = hasScope ? scopeOf(place, around, content) : place.scope;
    return readResources({ ...place, scope }, content.get("resources"));
}

function scopeOf(place: Place, around: Field, content: Field): ArmScope {
    const text = around.get("parametersContent");
    const given = text.isAbsent ? around.get("parameters") : (parsed(text) ?? text);
    const isPartial = !around.get("parametersLink").isAbsent || !(given.isAbsent || given.isObject);
    // What a nested deployment is passed may be written in terms of the template around it.
    const passed = new Field(armValue(given.value, place.scope.lookup), given.at, given.secret);
    return new ArmScope(passed, isPartial, content);
}

/** A template as object, or as JSON in a text; undefined for anything else. */
function parsed(template: Field): Field | undefined {
    if (template.isObject) return template;
    try {
        // What JSON.parse returns has no other shapes than those of Value.
        const value = JSON.parse(template.text() ?? "") as Value;
        const field = new Field(value, template.at, template.secret);
        return field.isObject ? field : undefined;
    } catch {
        return undefined;
    }
}

/** Resources are a list, or since language version 2.0 an object by symbolic name. */
function readResources(place: Place, resources: Field): readonly Contribution[] {
    if (resources.isAbsent) return [];
    if (!resources.isObject && !resources.isList) return [mention(place, resources, "its resources are not known yet")];
    const all = resources.isObject ? resources.keys().map((key) => resources.own(key)) : resources.items();
    return all.flatMap((field) => readResource(place, field));
}

function readResource(place: Place, field: Field): readonly Contribution[] {
    if (!field.isObject) return [mention(place, field, "it is not a resource that can be read")];
    if (field.get("existing").flag() === true || conditionOf(place, field).flag() === false) return [];
    if (place.level > MOST_LEVELS) return [mention(place, field, "it is nested too deep")];
    const written = textOf(place, field.get("type"));
    if (written === undefined) return [mention(place, field.get("type"), "the type is an expression")];
    const type = isChild(written) ? `${place.type}/${written}` : written;
    const inside = { ...place, doubts: [...place.doubts, ...doubtsOf(place, field)], level: place.level + 1 };
    if (type.toLowerCase() === NESTED_DEPLOYMENT) return readNested(inside, field);
    const names = namesOf(place, field, isChild(written) ? place.names : []);
    return [
        ...readKnown(inside, field, type, names),
        ...readResources({ ...inside, names, type }, field.get("resources")),
    ];
}

function readNested(place: Place, field: Field): readonly Contribution[] {
    const group = field.get("resourceGroup");
    const resourceGroup = group.isAbsent ? place.resourceGroup : armValue(group.value, place.scope.lookup);
    const properties = field.get("properties");
    const evaluated = properties.get("expressionEvaluationOptions").get("scope").text()?.toLowerCase();
    return readTemplate({ ...place, names: [], type: "", resourceGroup }, properties, evaluated === "inner");
}

/** A child written inside its parent has the last part of its type only. */
function isChild(type: string): boolean {
    return !type.includes("/") && !type.includes(".");
}

function textOf(place: Place, field: Field): string | undefined {
    const value = armValue(field.value, place.scope.lookup);
    return typeof value === "string" ? value : undefined;
}

/** `group/rule`, or `rule` inside its group; an expression leaves the names below the parent's unknown. */
function namesOf(
    place: Place,
    field: Field,
    parents: readonly (string | undefined)[],
): readonly (string | undefined)[] {
    const name = textOf(place, field.get("name"));
    return name === undefined ? [...parents, undefined] : [...parents, ...name.split("/")];
}

function conditionOf(place: Place, field: Field): Field {
    const condition = field.get("condition");
    return new Field(armValue(condition.value, place.scope.lookup), condition.at, condition.secret);
}

/** A condition, or a loop over a list, may leave a resource out. */
function doubtsOf(place: Place, field: Field): readonly Cause[] {
    const condition = conditionOf(place, field);
    const count = field.get("copy").get("count");
    const open = [
        ...(condition.isAbsent || condition.flag() === true ? [] : [condition]),
        ...(count.isAbsent || (typeof count.value === "number" && count.value > 0) ? [] : [count]),
    ];
    return open.map((one) => causeOf(place.carrier.urn, one));
}

function readKnown(
    place: Place,
    field: Field,
    type: string,
    names: readonly (string | undefined)[],
): readonly Contribution[] {
    const entry = armType(type);
    if (!entry) return [];
    const content = armValue(field.value, place.scope.lookup);
    if (!isPlain(content)) return [mention(place, field, "its properties are not known yet")];
    const named = entry.names.map((property, index) => [property, nameAt(names, index, entry.names.length)] as const);
    const properties = { ...content, ...Object.fromEntries(named), resourceGroupName: place.resourceGroup };
    const hidden = field.secret ? hide(properties) : properties;
    const last = names.at(-1);
    const inner: Resource = {
        urn: place.carrier.urn,
        type: entry.token,
        name: field.secret || last === undefined ? place.carrier.name : last,
        properties: hidden,
        ...(place.carrier.provider === undefined ? {} : { provider: place.carrier.provider }),
    };
    const nesting = { at: field.at, doubts: place.doubts };
    return place.read(inner).map((contribution) => nested(contribution, nesting));
}

/** Names are counted from the innermost: a parent's that is written as an expression may be several parts. */
function nameAt(names: readonly (string | undefined)[], index: number, count: number): Value {
    return names.at(index - count) ?? new Unknown();
}

function hide(properties: { readonly [key: string]: Value }): { readonly [key: string]: Value } {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, new Secret(value)]));
}

function mention(place: Place, field: Field, why: string): Contribution {
    const note: Note = {
        resource: place.carrier.urn,
        at: field.at,
        code: "template-not-read",
        what: `Deployment ${place.carrier.name} carries a template that cannot be read from here, and it may write firewalls.`,
        why: `${field.at || "its template"}: ${why}, so what it creates is not part of the preview`,
        fix: "write its firewalls as resources of this program, or its template as JSON text or as an object",
        weight: "undecided",
    };
    return { resource: place.carrier, kind: "firewall", semantics: "union", rules: [], notes: [note] };
}
