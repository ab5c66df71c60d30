import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { causeOf } from "../shape.js";
import { type ArmPlace, mention, nobody, placeIn, readKnown } from "./arm-resource.js";
import { ArmScope } from "./arm-scope.js";
import { isReadNamespace, NESTED_DEPLOYMENT } from "./arm-type.js";
import { armValue, parsedObject } from "./arm-value.js";

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
    const place = placeIn(carrier, root, read);
    const unread = unreadPart(root);
    if (unread) return [mention(place, unread, "the type of the resource is not known")];
    return readTyped(place, root, type, [...names, root.get("resourceName").text()]);
};

/** The part of a type that is not known, unless the other one is of a service without firewalls. */
function unreadPart(root: Field): Field | undefined {
    const namespace = root.get("resourceProviderNamespace");
    if (namespace.text() === undefined) return namespace;
    const parts = [root.get("resourceType"), root.get("parentResourcePath")];
    return isReadNamespace(namespace.text() ?? "")
        ? parts.find((part) => !part.isAbsent && part.text() === undefined)
        : undefined;
}

/** Reads a resource of a type that a carrier names: a deployment's template, or a type that is read here. */
export function readTyped(
    place: ArmPlace,
    field: Field,
    type: string,
    names: readonly (string | undefined)[],
): readonly Contribution[] {
    return type.toLowerCase() === NESTED_DEPLOYMENT ? readNested(place, field) : readKnown(place, field, type, names);
}

const TEMPLATES = ["template", "templateContent", "templateBody"];
const LINKS = ["templateLink", "templateSpecVersionId"];

/** A template with a scope of its own sees the parameters that are passed to it; any other those of the one around. */
function readTemplate(place: ArmPlace, around: Field, hasScope: boolean): readonly Contribution[] {
    const template = TEMPLATES.map((name) => around.get(name)).find((field) => !field.isAbsent);
    if (!template) {
        const link = LINKS.map((name) => around.get(name)).find((field) => !field.isAbsent) ?? around;
        return [mention(place, link, "it lies outside this program")];
    }
    const content = parsedObject(template);
    if (!content) return [mention(place, template, template.isUnknown ? "it is not known yet" : "it is not JSON")];
    const scope = hasScope ? scopeOf(place, around, content) : place.scope;
    return readResources({ ...place, scope }, content.get("resources"));
}

function scopeOf(place: ArmPlace, around: Field, content: Field): ArmScope {
    const text = around.get("parametersContent");
    const given = text.isAbsent ? around.get("parameters") : (parsedObject(text) ?? text);
    const isPartial = !around.get("parametersLink").isAbsent || !(given.isAbsent || given.isObject);
    // What a nested deployment is passed may be written in terms of the template around it.
    const passed = new Field(armValue(given.value, place.scope.lookup), given.at, given.secret);
    return new ArmScope(passed, isPartial, content);
}

/** Resources are a list, or since language version 2.0 an object by symbolic name. */
function readResources(place: ArmPlace, resources: Field): readonly Contribution[] {
    if (resources.isAbsent) return [];
    if (!resources.isObject && !resources.isList) return [mention(place, resources, "its resources are not known yet")];
    const all = resources.isObject ? resources.keys().map((key) => resources.own(key)) : resources.items();
    return all.flatMap((field) => readResource(place, field));
}

function readResource(place: ArmPlace, field: Field): readonly Contribution[] {
    if (!field.isObject) return [mention(place, field, "it is not a resource that can be read")];
    if (field.get("existing").flag() === true || conditionOf(place, field).flag() === false) return [];
    if (countOf(place, field).value === 0) return [];
    if (place.level > MOST_LEVELS) return [mention(place, field, "it is nested too deep")];
    const written = textOf(place, field.get("type"));
    if (written === undefined) return [mention(place, field.get("type"), "the type is an expression")];
    const type = isChild(written) ? `${place.type}/${written}` : written;
    const inside = { ...place, doubts: [...place.doubts, ...doubtsOf(place, field)], level: place.level + 1 };
    const names = namesOf(place, field, isChild(written) ? place.names : []);
    return [
        ...readTyped(inside, field, type, names),
        ...readResources({ ...inside, names, type }, field.get("resources")),
    ];
}

function readNested(place: ArmPlace, field: Field): readonly Contribution[] {
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

function textOf(place: ArmPlace, field: Field): string | undefined {
    const value = armValue(field.value, place.scope.lookup);
    return typeof value === "string" ? value : undefined;
}

/** `group/rule`, or `rule` inside its group; an expression leaves the names below the parent's unknown. */
function namesOf(
    place: ArmPlace,
    field: Field,
    parents: readonly (string | undefined)[],
): readonly (string | undefined)[] {
    const name = textOf(place, field.get("name"));
    return name === undefined ? [...parents, undefined] : [...parents, ...name.split("/")];
}

function conditionOf(place: ArmPlace, field: Field): Field {
    const condition = field.get("condition");
    return new Field(armValue(condition.value, place.scope.lookup), condition.at, condition.secret);
}

/** How many of a resource a loop makes. */
function countOf(place: ArmPlace, field: Field): Field {
    const count = field.get("copy").get("count");
    return new Field(armValue(count.value, place.scope.lookup), count.at, count.secret);
}

/** A condition, or a loop over a list, may leave a resource out. */
function doubtsOf(place: ArmPlace, field: Field): readonly Cause[] {
    const condition = conditionOf(place, field);
    const count = countOf(place, field);
    const open = [
        ...(condition.isAbsent || condition.flag() === true ? [] : [condition]),
        ...(count.isAbsent || (typeof count.value === "number" && count.value > 0) ? [] : [count]),
    ];
    return open.map((one) => causeOf(place.carrier.urn, one));
}
