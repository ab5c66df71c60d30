import { Field } from "../../field.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { type Resource, Secret, Unknown, type Value } from "../../value.js";
import { integer } from "../shape.js";
import { NETWORK_SECURITY_GROUP } from "./network-security-group.js";
import { readSecurityRule } from "./security-rule.js";

/**
 * Reads the endpoints of a Batch pool, azure-native and classic. Batch writes a network security group for each: with
 * the rules that the endpoint names, or with one that lets everybody in where it names none.
 */
export const readBatchPool: Reader = (resource) => {
    const network = sole(new Field(resource.properties, "").get("networkConfiguration"));
    const endpoints = [
        ...network.get("endpointConfiguration").get("inboundNatPools").items(),
        ...network.get("endpointConfigurations").items(),
    ];
    return endpoints.map((endpoint) => contribution(resource, endpoint));
};

function sole(field: Field): Field {
    const [only, ...others] = field.items();
    return only && others.length === 0 ? only : field;
}

function contribution(resource: Resource, endpoint: Field): Contribution {
    const rules = rulesOf(endpoint).flatMap((field) =>
        readSecurityRule({ resource: resource.urn, field, separate: false, name: endpoint.at }),
    );
    return {
        resource,
        kind: "firewall",
        semantics: "ordered",
        rules,
        notes: [],
        composer: NETWORK_SECURITY_GROUP,
    };
}

function rulesOf(endpoint: Field): readonly Field[] {
    if (!endpoint.isObject) return [endpoint];
    const rules = endpoint.get("networkSecurityGroupRules").items();
    const everybody = new Field(
        { access: "Allow", priority: 150, sourceAddressPrefix: "*" },
        endpoint.at,
        endpoint.secret,
    );
    return (rules.length > 0 ? rules : [everybody]).map((rule) => (rule.isObject ? inWords(rule, endpoint) : rule));
}

/** The rule as a network security group has it: towards the ports in front of the endpoint and behind it. */
function inWords(rule: Field, endpoint: Field): Field {
    const own = ["access", "priority", "sourceAddressPrefix", "sourcePortRanges"];
    const entries = own.map((name) => [name, valueIn(rule.get(name))] as const);
    const words: { readonly [key: string]: Value } = {
        ...Object.fromEntries(entries),
        direction: "Inbound",
        protocol: valueIn(endpoint.get("protocol")),
        destinationPortRanges: portsOf(endpoint),
    };
    return new Field(words, rule.at, rule.secret);
}

function portsOf(endpoint: Field): readonly Value[] {
    const [start, end] = [endpoint.get("frontendPortRangeStart"), endpoint.get("frontendPortRangeEnd")];
    const bounds = [start, end].map((bound) => integer(bound));
    const range = bounds.every((bound) => typeof bound === "number") ? bounds.join("-") : new Unknown(start.secret);
    const single = [endpoint.get("backendPort"), endpoint.get("frontendPortRange")].filter((field) => !field.isAbsent);
    return [...single.map(valueIn), ...(start.isAbsent && end.isAbsent ? [] : [range])];
}

function valueIn(field: Field): Value {
    return field.secret ? new Secret(field.value) : field.value;
}
