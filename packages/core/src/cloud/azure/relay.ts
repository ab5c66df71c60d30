import { Field } from "../../field.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, portsOfText } from "../shape.js";

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
    return relayOf(resource, ports, "an application gateway");
};

/** Reads Front Door before its present form: pools of backends. */
export const readFrontDoor: Reader = (resource) => {
    const pools = new Field(resource.properties, "").get("backendPools").items();
    const backends = pools.flatMap((pool) => [...pool.get("backends").items(), ...pool.get("backend").items()]);
    return relayOf(resource, backends.flatMap(portsOfOrigin), "Front Door");
};

/** Reads an origin of Front Door or of the content delivery network. */
export const readOrigin: Reader = (resource) =>
    relayOf(resource, portsOfOrigin(new Field(resource.properties, "")), "an origin of Front Door");

/** Reads a content delivery endpoint with its origins. */
export const readDeliveryEndpoint: Reader = (resource) => {
    const origins = new Field(resource.properties, "").get("origins").items();
    return relayOf(resource, origins.flatMap(portsOfOrigin), "a content delivery endpoint");
};

function portsOfOrigin(origin: Field): readonly Field[] {
    return [origin.get("httpPort"), origin.get("httpsPort")];
}

/** Everybody reaches what a public relay is pointed at; what it lets through is for the relay to say. */
function relayOf(resource: Resource, ports: readonly Field[], what: string): readonly Contribution[] {
    const given = ports.filter((port) => !port.isAbsent);
    const [first] = given;
    if (!first) return [];
    const reading = joinPorts(given.map((port) => portsOfText(port, { resource: resource.urn, action: "allow" })));
    const note: Note = {
        resource: resource.urn,
        at: first.at,
        code: "relay",
        what: `${resource.name} is ${what}: it relays everyone on the internet to the port, and what it lets through is not seen here`,
        why: "network security groups see the relay, not the client, so they admit the client where they admit the relay",
        fix: "make sure that nothing behind it is the API server, or that the relay itself asks who is calling",
        weight: "advisory",
        ports: reading.most,
    };
    return [{ resource, kind: "load-balancer", semantics: "union", rules: [], notes: [note] }];
}
