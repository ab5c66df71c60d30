import { Field } from "../../field.js";
import type { Contribution, NestedReader, Note } from "../../stack/contribution.js";
import { type Resource, Secret, type Value } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { parseYaml } from "../yaml.js";

/** Deployment Manager: a template that Google expands. */
export const DEPLOYMENT_TYPES: readonly string[] = [
    "gcp:deploymentmanager/deployment:Deployment",
    "google-native:deploymentmanager/v2:Deployment",
    "google-native:deploymentmanager/v2beta:Deployment",
    "google-native:deploymentmanager/alpha:Deployment",
];

/** Types of a template and the tokens whose fields are the same. */
const TEMPLATE_TYPES: ReadonlyMap<string, string> = new Map(
    ["v1", "beta", "alpha"].flatMap((version): [string, string][] => [
        [`compute.${version}.firewall`, `google-native:compute/${version}:Firewall`],
        [`compute.${version}.firewallpolicy`, `google-native:compute/${version}:FirewallPolicy`],
        [`compute.${version}.networkfirewallpolicy`, `google-native:compute/${version}:NetworkFirewallPolicy`],
        [`compute.${version}.network`, `google-native:compute/${version}:Network`],
        [`container.${version}.cluster`, "google-native:container/v1:Cluster"],
    ]),
);

const FIREWALL_WORDS =
    /compute\.(v1|beta|alpha)\.(firewall|networkFirewallPolicy)|gcp-types\/compute[^\s]*firewall|container\.v1|gcp-types\/container/i;

/** Reads the firewalls inside a template that is JSON; says so where it is written otherwise and may hold some. */
export function readDeployment(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const target = new Field(resource.properties, "").get("target");
    const content = target.get("config").get("content");
    const text = content.text() ?? target.get("config").text();
    const imports = target.get("imports");
    const parsed = parse(content);
    if (parsed === undefined) {
        const silent = text !== undefined && !FIREWALL_WORDS.test(text) && imports.items().length === 0;
        return silent ? [] : [carrier(resource, noteOf(resource, content))];
    }
    const inside = parsed
        .get("resources")
        .items()
        .flatMap((item) => readInside(item, resource, nested));
    return imports.items().length > 0 ? [...inside, carrier(resource, noteOf(resource, imports))] : inside;
}

function parse(content: Field): Field | undefined {
    const text = content.text();
    const read = text === undefined ? undefined : (parseJson(text) ?? parseYaml(text, () => undefined));
    return read && new Field(read.value, content.at, content.secret);
}

function parseJson(text: string): { readonly value: Value } | undefined {
    try {
        // What JSON.parse returns has no other shapes than those of Value.
        return { value: JSON.parse(text) as Value };
    } catch {
        return undefined;
    }
}

function readInside(item: Field, resource: Resource, nested: NestedReader): readonly Contribution[] {
    const type = TEMPLATE_TYPES.get(item.get("type").text()?.toLowerCase() ?? "");
    const properties = item.get("properties");
    if (type === undefined) return [];
    const name = item.get("name").text() ?? resource.name;
    const keys = properties.keys().map((key) => [key, plainValue(properties.own(key))] as const);
    const inner: Resource = { ...resource, type, name, properties: { name, ...Object.fromEntries(keys) } };
    return nested(inner).map((one) => relocated(one, (path) => joinPath(properties.at, path)));
}

function plainValue(field: Field): Value {
    return field.secret ? new Secret(field.value) : field.value;
}

function carrier(resource: Resource, note: Note): Contribution {
    return { resource, kind: "firewall", semantics: "union", rules: [], notes: [note] };
}

function noteOf(resource: Resource, field: Field): Note {
    return {
        resource: resource.urn,
        at: field.at,
        code: "template-not-read",
        what: `Deployment ${resource.name} holds a template that is not read here, and it may write firewalls`,
        why: `${field.at} is expanded by Deployment Manager, so what it creates is not part of the preview`,
        fix: "Write its firewalls as resources of this program, or its template as plain JSON or YAML without imports",
        weight: "undecided",
    };
}
