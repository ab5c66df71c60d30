import { Field } from "../../field.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { portsOfText } from "../shape.js";

const MEDIA_ORIGIN = "gcp:networkservices/edgeCacheOrigin:EdgeCacheOrigin";

/** What Google fetches from for everybody: origins of Media CDN, and endpoints on the internet behind a load balancer. */
export const ORIGIN_TYPES: readonly string[] = [
    MEDIA_ORIGIN,
    "gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint",
];

/** Mentions an origin whose port is written; without one it is that of the web. */
export function readOrigin(resource: Resource): readonly Contribution[] {
    const port = new Field(resource.properties, "").get("port");
    if (port.isAbsent) return [];
    const what = resource.type === MEDIA_ORIGIN ? "an origin of Media CDN" : "an endpoint of a global load balancer";
    const note: Note = {
        resource: resource.urn,
        at: port.at,
        code: "relay",
        what: `${resource.name} is ${what}: it relays everyone on the internet to the port, and what it lets through is not seen here`,
        why: "firewalls see the addresses of Google, not the client's, so they admit the client where they admit Google",
        fix: "make sure that the origin is not the API server",
        weight: "advisory",
        ports: portsOfText(port, { resource: resource.urn, action: "allow" }).most,
    };
    return [{ resource, kind: "load-balancer", semantics: "union", rules: [], notes: [note] }];
}
