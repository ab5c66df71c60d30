import type { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, makeRule, unknownPeer } from "../shape.js";
import { SECURITY_GROUP } from "./group-link.js";
import { GroupSourcesOfRules } from "./group-sources.js";
import { defaultOfVpc, dependenciesOf, identityOf } from "./link.js";
import { readSources, type SourceNames } from "./source.js";
import { readTraffic, type TrafficFields } from "./traffic.js";

const SOURCES: SourceNames = {
    blocks: ["cidrBlocks", "ipv6CidrBlocks"],
    prefixLists: ["prefixListIds"],
    groups: ["securityGroups"],
    others: ["protocol", "fromPort", "toPort", "description"],
};

/** Reads a security group with the rules inside it. A new group without `ingress` admits nobody. */
export function readSecurityGroup(resource: Resource, root: Field): readonly Contribution[] {
    return [groupContribution(resource, root.get("ingress").items(), SOURCES, bridgedTraffic)];
}

/** Reads the adopted default group of a VPC: adoption revokes what was there, so it has these rules and no other. */
export function readDefaultSecurityGroup(resource: Resource, root: Field): readonly Contribution[] {
    const vpc = defaultOfVpc(dependenciesOf(root.get("vpcId"), resource));
    const [group] = readSecurityGroup(resource, root);
    return group ? [{ ...group, identity: identityOf(resource, SECURITY_GROUP, vpc) }] : [];
}

/** The contribution of a group with these rules inside it. */
export function groupContribution(
    resource: Resource,
    items: readonly Field[],
    names: SourceNames,
    traffic: (item: Field) => TrafficFields,
): Contribution {
    return {
        resource,
        kind: "firewall",
        semantics: "union",
        identity: identityOf(resource, SECURITY_GROUP),
        rules: items.map((item) => readInlineRule(item, resource, names, traffic(item))),
        notes: [],
        facts: new GroupSourcesOfRules(items, resource, names),
    };
}

function bridgedTraffic(item: Field): TrafficFields {
    return { protocol: item.get("protocol"), from: item.get("fromPort"), to: item.get("toPort") };
}

/** Reads one element of a rule list. One without a source admits nobody; one that is no object may admit everybody. */
function readInlineRule(item: Field, resource: Resource, names: SourceNames, fields: TrafficFields): Rule {
    if (!item.isObject) {
        return makeRule({ resource: resource.urn, at: item.at, peers: [unknownPeer(causeOf(resource.urn, item))] });
    }
    const traffic = readTraffic(fields, { resource: resource.urn, action: "allow", names: "security-group" });
    const sources = readSources(item, resource, "allow", names);
    return makeRule({
        ...traffic,
        resource: resource.urn,
        at: item.at,
        peers: sources.peers,
        because: [...sources.because, ...traffic.because],
    });
}
