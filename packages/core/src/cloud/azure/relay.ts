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

/** Reads a Palo Alto firewall that Azure hosts: what it translates to the port passes rules that are not seen here. */
export const readNextGenerationFirewall: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const settings = [...field.get("frontEndSettings").items(), ...field.get("destinationNats").items()];
    const ends = ["frontendConfiguration", "backendConfiguration", "frontendConfig", "backendConfig"];
    const ports = settings
        .filter((setting) => setting.get("protocol").text()?.toLowerCase() !== "udp")
        .flatMap((setting) => (setting.isObject ? ends.flatMap((end) => setting.get(end).items()) : [setting]))
        .map((end) => (end.isObject ? end.get("port") : end));
    return relayOf(resource, ports, "a firewall of Palo Alto Networks that translates to the port");
};

/** Reads a container app, azure-native and classic: an ingress without address restrictions relays the internet. */
export const readContainerApp: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const native = root.get("configuration").get("ingress");
    const [ingress] = (native.isAbsent ? root.get("ingress") : native).items();
    if (!ingress) return [];
    const all = [ingress, ...ingress.get("additionalPortMappings").items()].filter((one) => !isInternal(one));
    const isRestricted = ["ipSecurityRestrictions", "ipSecurityRestriction"].some((name) =>
        ingress
            .get(name)
            .items()
            .some((one) => one.get("action").text()?.toLowerCase() === "allow"),
    );
    if (isRestricted) return [];
    const ports = all.flatMap((one) => (one.isObject ? [one.get("exposedPort"), one.get("targetPort")] : [one]));
    return relayOf(resource, ports, "a container app");
};

function isInternal(ingress: Field): boolean {
    const [native, classic] = [ingress.get("external"), ingress.get("externalEnabled")];
    const external = native.isAbsent ? classic : native;
    return ingress.isObject && (external.isAbsent || external.flag() === false);
}

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
