import { Field } from "../../field.js";
import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import type { Resource, Value } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { unreadCarrier } from "./carrier-note.js";
import { plain } from "./custom-kind.js";
import { manifestObjects } from "./manifest-text.js";
import { objectToken } from "./object-list.js";

/** Objects of the Terraform provider: bridged as a whole, `kubernetes:index/serviceV1:ServiceV1`, or in a module. */
const BRIDGED = /^kubernetes:index\/\w+:(\w+)$/;
const MODULE = /^[\w-]+:tf:kubernetes_(\w+)$/;
const MANIFEST_TEXT = /^kubectl:index\/manifest:Manifest$|^[\w-]+:tf:kubectl_manifest$/;
const HELM = /^helm:index\/release:Release$|^[\w-]+:tf:helm_release$/;

const TOKENS: ReadonlyMap<string, string> = new Map([
    ["service", "kubernetes:core/v1:Service"],
    ["endpoints", "kubernetes:core/v1:Endpoints"],
    ["endpointslice", "kubernetes:discovery.k8s.io/v1:EndpointSlice"],
    ["ingress", "kubernetes:networking.k8s.io/v1:Ingress"],
    ["configmap", "kubernetes:core/v1:ConfigMap"],
]);

/** Blocks that are fields of an object, by the names they have there. */
const RENAMED: ReadonlyMap<string, string> = new Map([
    ["port", "ports"],
    ["subset", "subsets"],
    ["external_ips", "externalIPs"],
    ["externalIps", "externalIPs"],
]);

/** The reader of a type of the Terraform provider; undefined for every other one. */
export function terraformReader(type: string): Reader | undefined {
    const name = (BRIDGED.exec(type) ?? MODULE.exec(type))?.[1]?.replaceAll("_", "").toLowerCase();
    if (name === "manifest") return readManifest;
    if (MANIFEST_TEXT.test(type)) return readManifestText;
    if (HELM.test(type)) return readRelease;
    const token = TOKENS.get(name?.replace(/v\d+$/, "") ?? "");
    return token === undefined ? undefined : (resource, nested) => readObject(resource, token, nested);
}

/** Values are a list of YAML texts. */
function readRelease(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const texts = new Field(resource.properties, "").get("values");
    const values = texts.items().map((item) => ({ values: plain(item) }));
    return nested({ ...resource, type: "kubernetes:helm.sh/v3:Release", properties: { values } });
}

/** A manifest is any object, as Kubernetes itself has it. */
function readManifest(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const manifest = single(new Field(resource.properties, "").get("manifest"));
    if (!manifest.isObject) return manifest.isAbsent ? [] : [unreadCarrier(resource, "its manifest is not known yet")];
    return readAny(manifest, resource, nested);
}

/** The same as YAML text. */
function readManifestText(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const field = new Field(resource.properties, "").get("yamlBody");
    if (field.isUnknown) return [unreadCarrier(resource, "its manifest is not known yet")];
    return manifestObjects(field).flatMap((object) =>
        object === undefined
            ? [unreadCarrier(resource, "its manifest is not plain YAML")]
            : readAny(object, resource, nested),
    );
}

function readAny(object: Field, resource: Resource, nested: NestedReader): readonly Contribution[] {
    const properties = Object.fromEntries(object.keys().map((key) => [key, plain(object.own(key))]));
    return nested({ ...resource, type: objectToken(object), properties }).map((one) =>
        relocated(one, (path) => joinPath(object.at, path)),
    );
}

function readObject(resource: Resource, token: string, nested: NestedReader = () => []): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const spec = single(root.get("spec"));
    const properties = {
        ...fields(root),
        metadata: plain(single(root.get("metadata"))),
        ...(spec.isAbsent ? {} : { spec: spec.isObject ? fields(spec) : plain(spec) }),
    };
    return nested({ ...resource, type: token, properties });
}

function fields(object: Field): { readonly [key: string]: Value } {
    return Object.fromEntries(object.keys().map((key) => [RENAMED.get(key) ?? key, plain(object.own(key))]));
}

/** The block itself, where it stands in a list of one. */
function single(field: Field): Field {
    const [first, ...more] = field.items();
    return field.isList && first !== undefined && more.length === 0 ? first : field;
}
