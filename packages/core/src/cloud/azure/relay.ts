import { Field } from "../../field.js";
import { known } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, makeRule, portsOfText, referencePeer } from "../shape.js";

/** Reads an application gateway, azure-native and classic: with a public frontend it relays the internet. */
export const readApplicationGateway: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const frontends = [
        ...field.get("frontendIPConfigurations").items(),
        ...field.get("frontendIpConfigurations").items(),
    ];
    const isPrivate = (frontend: Field) =>
        frontend.isObject && frontend.get("publicIPAddress").isAbsent && frontend.get("publicIpAddressId").isAbsent;
    if (frontends.length > 0 && frontends.every(isPrivate)) return [];
    const lists = [
        "backendHttpSettingsCollection",
        "backendSettingsCollection",
        "backendHttpSettings",
        "frontendPorts",
    ];
    const ports = lists.flatMap((name) => field.get(name).items()).map((item) => item.get("port"));
    return relayOf(resource, ports, "Application Gateway");
};

/** Reads Front Door before its present form: pools of backends. */
export const readFrontDoor: Reader = (resource) => {
    const pools = new Field(resource.properties, "").get("backendPools").items();
    const backends = pools.flatMap((pool) => [...pool.get("backends").items(), ...pool.get("backend").items()]);
    return relayOf(resource, backends.flatMap(portsOfOrigin), "Front Door");
};

/** Reads an origin of Front Door or of the content delivery network. */
export const readOrigin: Reader = (resource) =>
    relayOf(resource, portsOfOrigin(new Field(resource.properties, "")), "Front Door");

/** Reads a content delivery endpoint with its origins. */
export const readDeliveryEndpoint: Reader = (resource) => {
    const origins = new Field(resource.properties, "").get("origins").items();
    return relayOf(resource, origins.flatMap(portsOfOrigin), "content delivery network");
};

function portsOfOrigin(origin: Field): readonly Field[] {
    return [origin.get("httpPort"), origin.get("httpsPort")];
}

/** Everybody reaches what a public relay is pointed at; what it lets through is for the relay to say. */
function relayOf(resource: Resource, ports: readonly Field[], what: string): readonly Contribution[] {
    const given = ports.filter((port) => !port.isAbsent);
    if (given.length === 0) return [];
    const reading = joinPorts(given.map((port) => portsOfText(port, { resource: resource.urn, action: "allow" })));
    const rule = makeRule({
        resource: resource.urn,
        at: "",
        name: resource.name,
        protocols: known([6]),
        ports: reading,
        causes: reading.causes,
        peers: [referencePeer("service", `azure ${what.toLowerCase()} ${resource.urn}`, `${what} ${resource.name}`)],
        because: given.map((port) => `${port.at} is ${port.written()}`),
        anchor: "relay",
    });
    return [{ resource, kind: "load-balancer", semantics: "union", rules: [rule], notes: [] }];
}
