import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import { PortSet } from "../../port-set.js";
import { known } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, foreignCause, makeRule, portsBetween } from "../shape.js";

const HTTP = PortSet.of(80);
const HTTPS = PortSet.of(443);

/**
 * Reads a load balancer of Lightsail: it is public, nothing filters it, and it reaches its instances past their own
 * firewalls. It takes port 80, and 443 once a certificate is attached.
 */
export function readLightsailLoadBalancer(resource: Resource, root: Field): readonly Contribution[] {
    const port = root.get("instancePort");
    const behind = portsBetween(port, port, { resource: resource.urn, action: "allow" });
    const common = { resource: resource.urn, at: port.at, protocols: known([6]), anchor: "load-balancer" };
    const peers = [addressesPeer(IpSet.everything, "everyone")];
    const because = ["a load balancer of Lightsail is open to everyone", `${port.at} is ${port.written()}`];
    const attached = foreignCause(resource.urn, port, "it takes port 443 once a certificate is attached to it");
    const ports = { least: behind.least.union(HTTP), most: behind.most.union(HTTP) };
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            rules: [
                makeRule({ ...common, name: "instances", ports, peers, causes: behind.causes, because }),
                makeRule({ ...common, name: "https", ports: known(HTTPS), peers, certain: false, causes: [attached] }),
            ],
            notes: [],
        },
    ];
}
