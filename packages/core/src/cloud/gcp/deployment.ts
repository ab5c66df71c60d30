import { Field } from "../../field.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import type { Resource, Value } from "../../value.js";

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
export function readDeployment(
    resource: Resource,
    readerFor: (type: string) => Reader | undefined,
): readonly Contribution[] {
    const target = new Field(resource.properties, "").get("target");
    const content = target.get("config").get("content");
    const text = content.text() ?? target.get("config").text();
    const imports = target.get("imports");
    const parsed = text === undefined ? undefined : parse(text);
    if (parsed === undefined) {
        const silent = text !== undefined && !FIREWALL_WORDS.test(text) && imports.items().length === 0;
        return silent ? [] : [carrier(resource, noteOf(resource, content))];
    }
    const inside = parsed
        .get("resources")
        .items()
        .flatMap((item) => readInside(item, resource, readerFor));
    return imports.items().length > 0 ? [...inside, carrier(resource, noteOf(resource, imports))] : inside;
}

function parse(text: string): Field | undefined {
    try {
        // What JSON.parse returns has no other shapes than those of Value.
        return new Field(JSON.parse(text) as Value, "target.config.content");
    } catch {
        return undefined;
    }
}

function readInside(
    item: Field,
    resource: Resource,
    readerFor: (type: string) => Reader | undefined,
): readonly Contribution[] {
    const type = TEMPLATE_TYPES.get(item.get("type").text()?.toLowerCase() ?? "");
    const reader = type === undefined ? undefined : readerFor(type);
    const properties = item.get("properties");
    if (type === undefined || !reader) return [];
    const name = item.get("name").text() ?? resource.name;
    // isObject holds or an empty object is taken: the record case of Value.
    const values = (properties.isObject ? properties.value : {}) as Resource["properties"];
    const inner: Resource = { urn: resource.urn, type, name, properties: { name, ...values } };
    return reader({ ...inner, ...(resource.provider === undefined ? {} : { provider: resource.provider }) });
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
        fix: "Write its firewalls as resources of this program, or its template as JSON without imports",
        weight: "undecided",
    };
}
