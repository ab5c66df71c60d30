import { Field } from "../../field.js";
import type { Contribution, NestedReader, Note } from "../../stack/contribution.js";
import { type Resource, Secret, type Value } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { shownName } from "../shape.js";
import { parseYaml } from "../yaml.js";
import { soleBlock } from "./block.js";

const CLUSTER = "google-native:container/v1:Cluster";

/** Deployment Manager: a template that Google expands. */
export const DEPLOYMENT_TYPES: readonly string[] = [
    "gcp:deploymentmanager/deployment:Deployment",
    "google-native:deploymentmanager/v2:Deployment",
    "google-native:deploymentmanager/v2beta:Deployment",
    "google-native:deploymentmanager/alpha:Deployment",
];

/** Infrastructure Manager: Terraform that Google runs. */
export const TERRAFORM_DEPLOYMENT_TYPES: readonly string[] = ["gcp:configdeployment/deployment:Deployment"];

/** Mentions a deployment of Terraform, which lies in a bucket or a repository. */
export function readTerraformDeployment(resource: Resource): readonly Contribution[] {
    const blueprint = new Field(resource.properties, "").get("terraformBlueprint");
    return [carrier(resource, noteOf(resource, blueprint))];
}

/** What a template calls a type, by Google's API and its version: `compute.v1.firewall`, `gcp-types/compute-v1:firewalls`. */
function typeNames(api: string, name: string): readonly string[] {
    const [service, version] = api.split(".");
    return [`${api}.${name}`, `gcp-types/${service}-${version}:${name.replace(/y$/, "ie")}s`];
}

/** Types of a template, in lower case, and the tokens whose fields are the same. */
const TEMPLATE_TYPES: ReadonlyMap<string, string> = new Map([
    ...["v1", "beta", "alpha"].flatMap((version) =>
        ["Firewall", "FirewallPolicy", "NetworkFirewallPolicy", "RegionNetworkFirewallPolicy", "Network"].flatMap(
            (name) =>
                typeNames(`compute.${version}`, name.toLowerCase()).map(
                    (written) => [written, `google-native:compute/${version}:${name}`] as const,
                ),
        ),
    ),
    ...["v1", "v1beta1"].flatMap((version) =>
        [
            `container.${version}.cluster`,
            `gcp-types/container-${version}:projects.locations.clusters`,
            `gcp-types/container-${version}:projects.zones.clusters`,
        ].map((written) => [written, CLUSTER] as const),
    ),
]);

const FIREWALL_WORDS =
    /compute\.(v1|beta|alpha)\.\w*firewall|gcp-types\/compute[^\s]*firewall|container\.v1|gcp-types\/container/i;

/** A type that others wrote: what it makes is not said. Those that a template imports are told with the imports. */
const COMPOSITE = /\/composite:/i;

/** Reads the firewalls inside a template that is JSON; says so where it is written otherwise and may hold some. */
export function readDeployment(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const target = soleBlock(new Field(resource.properties, "").get("target"));
    const config = soleBlock(target.get("config"));
    const content = config.get("content");
    const text = content.text() ?? config.text();
    const imports = target.get("imports");
    const parsed = parse(content);
    if (parsed === undefined) {
        const silent =
            text !== undefined && !FIREWALL_WORDS.test(text) && !COMPOSITE.test(text) && imports.items().length === 0;
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
    if (!item.isObject) return [carrier(resource, noteOf(resource, item))];
    const written = item.get("type");
    const type = TEMPLATE_TYPES.get(written.text()?.toLowerCase() ?? "");
    if (type === undefined) {
        const action = item.get("action");
        const isHidden = COMPOSITE.test(written.text() ?? "") || FIREWALL_WORDS.test(action.text() ?? "");
        return isHidden ? [carrier(resource, noteOf(resource, action.isAbsent ? written : action))] : [];
    }
    const around = item.get("properties");
    const properties = type === CLUSTER && !around.get("cluster").isAbsent ? around.get("cluster") : around;
    const name = shownName(item.get("name"), resource.name);
    const keys = properties.keys().map((key) => [key, plainValue(properties.own(key))] as const);
    // Not the deployment's own id and dependencies.
    const { urn, provider } = resource;
    const own = { name: plainValue(item.get("name")), ...Object.fromEntries(keys) };
    const inner: Resource = { urn, type, name, properties: own, ...(provider === undefined ? {} : { provider }) };
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
