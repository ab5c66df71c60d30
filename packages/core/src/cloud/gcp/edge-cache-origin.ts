import { Field } from "../../field.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { portsOfText } from "../shape.js";

/** Origins of Media CDN: it fetches from them for everybody. */
export const EDGE_CACHE_ORIGIN_TYPES: readonly string[] = ["gcp:networkservices/edgeCacheOrigin:EdgeCacheOrigin"];

/** Mentions an origin whose port is written; without one it is that of the web. */
export function readEdgeCacheOrigin(resource: Resource): readonly Contribution[] {
    const port = new Field(resource.properties, "").get("port");
    if (port.isAbsent) return [];
    const note: Note = {
        resource: resource.urn,
        at: port.at,
        code: "relay",
        what: `${resource.name} is an origin of Media CDN: it relays everyone on the internet to the port, and what it lets through is not seen here`,
        why: "firewalls see the addresses of Google, not the client's, so they admit the client where they admit Media CDN",
        fix: "make sure that the origin is not the API server",
        weight: "advisory",
        ports: portsOfText(port, { resource: resource.urn, action: "allow" }).most,
    };
    return [{ resource, kind: "load-balancer", semantics: "union", rules: [], notes: [note] }];
}
