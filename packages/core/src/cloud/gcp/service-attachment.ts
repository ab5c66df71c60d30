import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import type { Resource } from "../../value.js";
import { causeOf, makeRule, referencePeer, shownName, unreadableCause } from "../shape.js";
import { ForwardingRulePart, lastSegment } from "./forwarding-rule.js";
import { dependenciesOf, openLinkCause } from "./reference.js";

/** Private Service Connect: a load balancer published to other projects. */
export const SERVICE_ATTACHMENT_TYPES: readonly string[] = [
    "gcp:compute/serviceAttachment:ServiceAttachment",
    "google-native:compute/v1:ServiceAttachment",
    "google-native:compute/beta:ServiceAttachment",
    "google-native:compute/alpha:ServiceAttachment",
];

/** Reads a service attachment: one that accepts every consumer is open to every tenant of Google Cloud. */
export function readServiceAttachment(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const preference = root.get("connectionPreference");
    const word = preference.text()?.toUpperCase();
    if (word === "ACCEPT_MANUAL") return [];
    const sure = word === "ACCEPT_AUTOMATIC";
    const rule = makeRule({
        name: shownName(root.get("name"), resource.name),
        resource: resource.urn,
        at: preference.at,
        protocols: { least: [6], most: [6] },
        peers: [referencePeer("cloud-tenant", "GoogleCloud", "every Google Cloud project")],
        certain: sure,
        causes: sure ? [] : [causeOf(resource.urn, preference)],
        because: [`${preference.at} is ${preference.written()}`],
        anchor: "private-service-connect",
    });
    const service = root.get("targetService");
    const text = service.text();
    const belongsTo = {
        kind: "gcp-forwarding-rule",
        key: text === undefined ? undefined : lastSegment(text),
        scope: undefined,
        dependencies: dependenciesOf(resource, "targetService"),
        cause: openLinkCause(resource, service, "forwarding rule"),
    };
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            belongsTo,
            rules: [rule],
            notes: [],
            composer: "gcp-load-balancer",
        },
    ];
}

/** Gives each service attachment the ports of the forwarding rule that it publishes. */
export const composeLoadBalancers: Composer = (index, parts) =>
    parts.flatMap((part) => (part.belongsTo ? [attachmentFirewall(index, part)] : []));

function attachmentFirewall(index: StackIndex, part: Contribution): Firewall {
    const published = part.belongsTo ? index.resolve(part.belongsTo, part.resource).certain[0] : undefined;
    const facts = published?.facts instanceof ForwardingRulePart ? published.facts : undefined;
    const cause = part.belongsTo?.cause ?? unreadableCause(part.resource.urn, new Field(undefined, "targetService"));
    return {
        kind: part.kind,
        semantics: "union",
        subject: part.resource.urn,
        members: [part.resource.urn, ...(published ? [published.resource.urn] : [])],
        rules: part.rules.map((rule) =>
            facts
                ? { ...rule, ports: facts.ports }
                : { ...rule, ports: { least: PortSet.empty, most: PortSet.all }, causes: [...rule.causes, cause] },
        ),
        notes: part.notes,
    };
}
