import { Field } from "../../field.js";
import type { Contribution, NestedReader } from "../../stack/contribution.js";
import { type Resource, Secret, Unknown, type Value } from "../../value.js";
import { foreignCause } from "../shape.js";
import { readCarried, unreadCarrier } from "./carried.js";
import { isModule, namesFirewall, tokenOf } from "./cloudformation-type.js";
import { plainValue, type References, workedOut } from "./cloudformation-value.js";
import { parseTemplate } from "./template-text.js";

/** Reads a stack whose template stands in a catalogue or an archive of applications. */
export function readCatalogued(resource: Resource, root: Field): readonly Contribution[] {
    const names = ["productId", "productName", "applicationId"].map((name) => root.get(name));
    const at = names.find((field) => !field.isAbsent)?.at ?? "provisionedProductName";
    return [unreadCarrier(resource, at, "its template stands in a catalogue")];
}

/** Reads the instances of a stack set: parameters of their own may give the template other addresses. */
export function readStackInstances(resource: Resource, root: Field): readonly Contribution[] {
    return overrides(resource, [root]);
}

/** Reads a stack set as CloudFormation writes it, its instances inside. */
export function readNativeStackSet(
    resource: Resource,
    root: Field,
    nested: NestedReader = () => [],
): readonly Contribution[] {
    const instances = root.get("stackInstancesGroup").items();
    return [...readCloudFormation(resource, root, nested), ...overrides(resource, instances)];
}

function overrides(resource: Resource, instances: readonly Field[]): readonly Contribution[] {
    const given = instances.map((one) => one.get("parameterOverrides")).filter((field) => !field.isAbsent);
    return given.map(({ at }) =>
        unreadCarrier(resource, at, "instances of the stack set have parameters of their own"),
    );
}

/** Reads the firewalls inside a CloudFormation template. One that cannot be read is named, unless it holds none. */
export function readCloudFormation(
    resource: Resource,
    root: Field,
    nested: NestedReader = () => [],
): readonly Contribution[] {
    const url = [root.get("templateUrl"), root.own("templateURL")].find((field) => !field.isAbsent);
    const body = root.get("templateBody");
    if (body.isAbsent) {
        return url === undefined ? [] : [unreadCarrier(resource, url.at, "the template stands elsewhere")];
    }
    const text = body.text();
    const parsed = text === undefined ? undefined : parseTemplate(text);
    const template = parsed === undefined ? body : new Field(parsed.value, body.at, body.secret);
    if (template.isObject) return readTemplate({ resource, template, root, nested });
    if (text !== undefined && namesOnlyOthers(text)) return [];
    const why = text === undefined ? "it is not known yet" : "it is neither JSON nor YAML of the plain kind";
    return [unreadCarrier(resource, body.at, why)];
}

/** True for a text that cannot be read, but names types of resources, and none that lets somebody in. */
function namesOnlyOthers(text: string): boolean {
    return !namesFirewall(text) && /\b(AWS|Custom)::\w/.test(text);
}

/** Key of a part that a macro writes. */
const TRANSFORM = "Fn::Transform";
const REWRITTEN = "a macro rewrites it";

interface Template {
    readonly resource: Resource;
    readonly template: Field;
    readonly root: Field;
    readonly nested: NestedReader;
}

function readTemplate(parts: Template): readonly Contribution[] {
    const resources = parts.template.own("Resources");
    const references: References = {
        keyOf: (name) => (resources.keys().includes(name) ? keyOf(parts.resource, name) : undefined),
        parameter: (name) => parameterOf(parts, name),
        mapped: (...names) => names.reduce((at, name) => at.own(name), parts.template.own("Mappings")).value,
    };
    return [
        ...resources.keys().flatMap((name) => readEntry(parts, resources.own(name), name, references)),
        ...readMacros(parts),
    ];
}

/** A macro of one's own may write anything; those of Amazon write no firewall that the template does not name. */
function readMacros({ resource, template }: Template): readonly Contribution[] {
    const foreign = [template.own("Transform"), template.own(TRANSFORM)].filter((transform) =>
        transform.items().some((item) => !item.text()?.startsWith("AWS::") || item.text() === "AWS::Include"),
    );
    return foreign.map(({ at }) => unreadCarrier(resource, at, REWRITTEN));
}

function readEntry(parts: Template, entry: Field, name: string, references: References): readonly Contribution[] {
    const { resource } = parts;
    if (!entry.isObject || name === TRANSFORM) {
        // Loops (`Fn::ForEach`) write resources under names that are no names.
        const isSilent = name !== TRANSFORM && !entry.isUnknown && !namesFirewall(JSON.stringify(entry.value) ?? "");
        return isSilent ? [] : [unreadCarrier(resource, entry.at, "it is no single resource")];
    }
    const type = entry.own("Type").text();
    const token = tokenOf(type);
    if (token === undefined) {
        return isModule(type)
            ? [unreadCarrier(resource, entry.at, "it is a module, whose resources stand elsewhere")]
            : [];
    }
    return readResource({ ...parts, references }, entry, name, token);
}

function readResource(
    parts: Template & { readonly references: References },
    entry: Field,
    name: string,
    token: string,
): readonly Contribution[] {
    const { resource } = parts;
    const properties = entry.own("Properties");
    const value = properties.isAbsent ? {} : plainValue(properties.value, parts.references);
    const content = new Field(value, properties.at, properties.secret);
    if (!content.isObject) return [unreadCarrier(resource, properties.at, "its properties are not known yet")];
    const condition = entry.own("Condition");
    const included = content.own(TRANSFORM);
    const carried = readCarried(
        {
            carrier: resource,
            at: properties.at,
            token,
            name,
            properties: Object.fromEntries(content.keys().map((key) => [key, content.own(key).value])),
            secret: properties.secret,
            id: keyOf(resource, name),
            doubts: condition.isAbsent
                ? []
                : [foreignCause(resource.urn, condition, "a condition of the template decides whether it exists")],
        },
        parts.nested,
    );
    return included.isAbsent ? carried : [...carried, unreadCarrier(resource, properties.at, REWRITTEN)];
}

/** Logical names are known inside their template alone. */
function keyOf(resource: Resource, name: string): string {
    return `${resource.urn} ${name}`;
}

/** A parameter is what the stack gives it, else its default; lists and other types are worked out by the cloud. */
function parameterOf({ template, root }: Template, name: string): Value {
    const declared = template.own("Parameters").own(name);
    if (declared.isAbsent) return undefined;
    const given = givenParameter(root.get("parameters"), name);
    const value = given.isAbsent ? declared.own("Default") : given;
    const isPlain = ["String", "Number"].includes(declared.own("Type").text() ?? "");
    const plain = typeof value.value === "string" || typeof value.value === "number" ? value.value : undefined;
    if (value.isUnknown) return new Unknown(value.secret);
    if (!isPlain || plain === undefined) return workedOut();
    return value.secret ? new Secret(plain) : plain;
}

/** Stacks give parameters by name, stack sets of `aws-native` in a list of names and values. */
function givenParameter(parameters: Field, name: string): Field {
    if (!parameters.isList) return parameters.own(name);
    const items = parameters.items();
    const vague = items.find((item) => item.get("parameterKey").isUnknown);
    const named = items.find((item) => item.get("parameterKey").text() === name);
    return named?.get("parameterValue") ?? vague?.get("parameterKey") ?? parameters.own(name);
}
