import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, makeRule, referencePeer, unknownPeer } from "../shape.js";
import { singleObject } from "./single-object.js";
import { readTraffic } from "./traffic.js";

/** Reads the firewall of a Lightsail instance: it replaces every port that was open before. */
export function readInstancePublicPorts(resource: Resource, root: Field): readonly Contribution[] {
    return [portsContribution(resource, root.get("portInfos"))];
}

/** Reads the firewall inside a Lightsail instance as CloudFormation writes it. */
export function readNativeLightsailInstance(resource: Resource, root: Field): readonly Contribution[] {
    const networking = singleObject(root.get("networking"));
    if (networking.isAbsent || networking.isObject) return [portsContribution(resource, networking.get("ports"))];
    return [portsContribution(resource, networking)];
}

function portsContribution(resource: Resource, ports: Field): Contribution {
    const rules = ports.items().map((item) => readPortInfo(resource, item));
    return { resource, kind: "firewall", semantics: "union", rules, notes: [] };
}

function readPortInfo(resource: Resource, info: Field): Rule {
    const base = { resource: resource.urn, at: info.at };
    if (!info.isObject) return makeRule({ ...base, peers: [unknownPeer(causeOf(resource.urn, info))] });
    const traffic = readTraffic(
        { protocol: info.get("protocol"), from: info.get("fromPort"), to: info.get("toPort") },
        { resource: resource.urn, action: "allow", names: "security-group" },
    );
    const sources = ["cidrs", "ipv6Cidrs", "cidrListAliases"].map((name) => info.get(name));
    return makeRule({
        ...base,
        ...traffic,
        peers: readPeers(resource, info),
        because: [...sources.map((field) => `${field.at} is ${field.written()}`), ...traffic.because],
        ...(sources.slice(0, 2).some((field) => field.items().length === 0) ? { anchor: "no-source" } : {}),
    });
}

/** A family for which nothing is given is open. An alias stands for IPv4 addresses. */
function readPeers(resource: Resource, info: Field): readonly Peer[] {
    const blocks = info.get("cidrs").items();
    const ipv6Blocks = info.get("ipv6Cidrs").items();
    const aliases = info.get("cidrListAliases").items();
    const given = [...blocks, ...ipv6Blocks].map((item) =>
        addressPeer(item, { resource: resource.urn, action: "allow", bareAddress: true }),
    );
    return [
        ...given,
        ...aliases.map((item) => aliasPeer(resource, item)),
        ...(blocks.length + aliases.length === 0 ? [addressesPeer(IpSet.ipv4, "0.0.0.0/0")] : []),
        ...(ipv6Blocks.length === 0 ? [addressesPeer(IpSet.ipv6, "::/0")] : []),
    ];
}

/** `lightsail-connect` is Amazon's browser console; any other alias is not known here. */
function aliasPeer(resource: Resource, item: Field): Peer {
    const name = item.text();
    if (name !== "lightsail-connect") return unknownPeer(causeOf(resource.urn, item), IpSet.ipv4);
    return referencePeer("service", name, item.written(), { within: IpSet.ipv4 });
}
