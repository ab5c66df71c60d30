import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Between } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, portsOfText, read } from "../shape.js";
import { type GoogleReference, parseReference, projectScope, regionScope } from "./reference.js";

/** Kind of the object that a service attachment publishes. */
export const FORWARDING_RULE = "gcp-forwarding-rule";

/** Forwarding rules: the front ends of Google's load balancers. VPC firewalls filter behind them. */
export const FORWARDING_RULE_TYPES: readonly string[] = [
    "gcp:compute/forwardingRule:ForwardingRule",
    "gcp:compute/globalForwardingRule:GlobalForwardingRule",
    "google-native:compute/v1:ForwardingRule",
    "google-native:compute/beta:ForwardingRule",
    "google-native:compute/alpha:ForwardingRule",
    "google-native:compute/v1:GlobalForwardingRule",
    "google-native:compute/beta:GlobalForwardingRule",
    "google-native:compute/alpha:GlobalForwardingRule",
];

/** What other readers need of a forwarding rule. */
export class ForwardingRulePart {
    constructor(
        readonly ports: Between<PortSet>,
        /** Strangers reach it, and its proxies speak to the instances in their place; false where neither can be. */
        readonly relaysStrangers: boolean,
    ) {}
}

/** Reads a forwarding rule. It admits nobody by itself: the instances' firewall decides. */
export function readForwardingRule(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const link = root.get("selfLink").text() ?? resource.id;
    const name = root.get("name").text();
    const named = link === undefined ? undefined : parseReference(link);
    const keys = [named?.name, name].filter((key) => key !== undefined);
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            identity: { kind: FORWARDING_RULE, keys: [...new Set(keys)], scope: scopeOf(root, named) },
            rules: [],
            notes: [],
            facts: new ForwardingRulePart(readPorts(root, resource.urn), relaysStrangers(root)),
            composer: "gcp-load-balancer",
        },
    ];
}

/** Names are unique within a project and a region; a global rule has none. */
function scopeOf(root: Field, named: GoogleReference | undefined): string | undefined {
    return regionScope(projectScope(root.get("project"), named?.project), root.get("region"), named?.region);
}

const WITHOUT_TCP: ReadonlySet<string> = new Set(["UDP", "ESP", "AH", "SCTP", "ICMP"]);

function readPorts(root: Field, urn: string): Between<PortSet> {
    if (WITHOUT_TCP.has(root.get("ipProtocol").text()?.toUpperCase() ?? "")) return read(PortSet.empty);
    const lists = [root.get("portRange"), ...root.get("ports").items()].filter((field) => !field.isAbsent);
    if (lists.length === 0 || root.get("allPorts").flag() === true) return read(PortSet.all);
    return joinPorts(lists.map((field) => portsOfText(field, { resource: urn, action: "allow" })));
}

/** Proxies hide the client; a passthrough load balancer (a backend service without a target proxy) keeps it. */
function relaysStrangers(root: Field): boolean {
    const scheme = root.get("loadBalancingScheme");
    const external = scheme.isAbsent || scheme.text() === undefined || scheme.text()?.startsWith("EXTERNAL") === true;
    const proxied = !root.get("target").isAbsent || scheme.text() === "EXTERNAL_MANAGED";
    return external && proxied;
}
