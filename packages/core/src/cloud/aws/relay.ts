import type { Field } from "../../field.js";
import type { PortSet } from "../../port-set.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, portsBetween } from "../shape.js";
import { singleObject } from "./single-object.js";

/** Reads a group of endpoints that Amazon's global network relays clients to, by the endpoints' own ports or others. */
export function readAcceleratorEndpoints(resource: Resource, _root: Field): readonly Contribution[] {
    return [relayNote(resource, "endpointConfigurations", "Global Accelerator", "everyone on the internet")];
}

/** Reads an origin inside the network that CloudFront relays its viewers to. */
export function readVpcOrigin(resource: Resource, root: Field): readonly Contribution[] {
    const config = singleObject(root.get("vpcOriginEndpointConfig"));
    const ports = ["httpPort", "httpsPort"].map((name) => {
        const port = config.get(name);
        return portsBetween(port, port, {
            resource: resource.urn,
            action: "allow",
            absent: name === "httpPort" ? 80 : 443,
        });
    });
    const readable = config.isObject ? joinPorts(ports).most : undefined;
    return [relayNote(resource, config.at, "a CloudFront VPC origin", "every viewer of the distribution", readable)];
}

/** Reads a link from an API gateway into the network. */
export function readVpcLink(resource: Resource, root: Field): readonly Contribution[] {
    const targets = [root.get("targetArn"), root.get("targetArns"), root.get("subnetIds")];
    const at = targets.find((field) => !field.isAbsent)?.at ?? "";
    return [relayNote(resource, at, "an API Gateway VPC link", "every caller of the API")];
}

function relayNote(resource: Resource, at: string, what: string, who: string, ports?: PortSet): Contribution {
    const note: Note = {
        resource: resource.urn,
        at,
        code: "relay",
        what: `${resource.name} is ${what}: it relays ${who} into the network, and what it lets through is not seen here`,
        why: "Security groups see the relay, not the client, so they admit the client where they admit the relay",
        fix: "Make sure that no endpoint behind it is the API server, or that the relay itself asks who is calling",
        weight: "advisory",
        ...(ports === undefined ? {} : { ports }),
    };
    return { resource, kind: "load-balancer", semantics: "union", rules: [], notes: [note] };
}
