import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, makeRule } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { readOrderedLists, spellingsOf } from "./ordered-list.js";
import { firstGiven, readSwitch, said, unreadCauses } from "./properties.js";
import { LAST_TIER, lostSource, readActions, ruleOf } from "./rule-parts.js";
import { addressPeers, unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const WORDS = { allow: "accept", deny: "drop" } as const;
const KEYS = ["label", "action", "description", "ports", "protocol", "ipv4s", "ipv4", "ipv6s", "ipv6"];

/** Reads `linode:index/firewall:Firewall`: the first rule that matches decides, then the policy; off, it filters nobody. */
export const readLinodeFirewall: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const field = root.get("disabled");
    const disabled = readSwitch(field, resource.urn, false);
    const off = disabled.value === false ? [] : [everyoneRule(resource, field, disabled.causes)];
    const on = disabled.value === true ? [] : readFilter(root, resource, disabled.causes);
    // It is whole by itself, and nothing elsewhere adds a rule to it.
    return [{ resource, kind: "firewall", semantics: "union", rules: [...off, ...on], notes: [] }];
};

/** While it may be off, a deny may not apply; an allow that does not apply lets through all the same. */
function readFilter(root: Field, resource: Resource, doubts: readonly Cause[]): readonly Rule[] {
    const listed = readOrderedLists(spellingsOf(root, "inbounds", "inbound"), resource, (item, priority) =>
        readInbound(item, resource, priority),
    );
    const rules = [...listed, ...readPolicy(root.get("inboundPolicy"), resource)];
    if (doubts.length === 0) return rules;
    return rules.map((rule) =>
        rule.action === "allow" ? rule : { ...rule, certain: false, causes: [...rule.causes, ...doubts] },
    );
}

function everyoneRule(resource: Resource, field: Field, doubts: readonly Cause[]): Rule {
    return makeRule({
        resource: resource.urn,
        at: field.at,
        priority: known(LAST_TIER),
        peers: [addressesPeer(IpSet.everything, "every address")],
        certain: doubts.length === 0,
        causes: doubts,
        because: [`${said(field)}, so it filters nothing`],
    });
}

/** What no rule matches. */
function readPolicy(field: Field, resource: Resource): readonly Rule[] {
    return readActions(field, resource.urn, WORDS)
        .filter(({ action }) => action === "allow")
        .map(({ doubts }) =>
            makeRule({
                resource: resource.urn,
                at: field.at,
                priority: known(LAST_TIER),
                peers: [addressesPeer(IpSet.everything, "every address")],
                certain: doubts.length === 0,
                causes: doubts,
                because: [`${said(field)} for what no rule matches`],
            }),
        );
}

function readInbound(item: Field, resource: Resource, priority: Between<number>): readonly Rule[] {
    const protocol = item.get("protocol");
    const ports = item.get("ports");
    const blocks = [firstGiven(item, "ipv4s", "ipv4"), firstGiven(item, "ipv6s", "ipv6")];
    const unread = unreadCauses(item, KEYS, resource.urn);
    return readActions(item.get("action"), resource.urn, WORDS).map(({ action, doubts }) =>
        ruleOf({
            resource,
            field: item,
            action,
            priority,
            doubts: action === "allow" ? doubts : [...doubts, ...unread],
            traffic: trafficOf(
                readProtocol(protocol, { resource: resource.urn, action, every: ["all"] }),
                readPortText(ports, { resource: resource.urn, action, lists: true }),
                { action },
            ),
            peers: [...readSources(item, blocks, resource, action), ...(action === "allow" ? unreadPeers(unread) : [])],
            because: [...blocks.flatMap(propertyReasons), protocol, ports],
        }),
    );
}

function readSources(item: Field, blocks: readonly Field[], resource: Resource, action: Action): readonly Peer[] {
    const peers = blocks.flatMap((list) => addressPeers(list, resource, action));
    return peers.length > 0 ? peers : [lostSource(resource, item, "ipv4s")];
}
