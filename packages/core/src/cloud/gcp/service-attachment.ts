import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, makeRule, referencePeer, shownName, unreadableCause } from "../shape.js";
import { FORWARDING_RULE, ForwardingRulePart } from "./forwarding-rule.js";
import { dependenciesOf, openLinkCause, parseReference } from "./reference.js";

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
    const belongsTo = linkOf(resource, root);
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

/** By project, region and name; the API still takes the older name of the property. */
function linkOf(resource: Resource, root: Field): Link {
    const [present, older] = [root.get("targetService"), root.get("producerForwardingRule")];
    const service = present.isAbsent ? older : present;
    const text = service.text();
    const named = text === undefined ? undefined : parseReference(text);
    return {
        kind: FORWARDING_RULE,
        key: named?.name,
        scope: named?.project === undefined ? undefined : `${named.project}/${named.region ?? ""}`,
        dependencies: dependenciesOf(resource, present.isAbsent ? "producerForwardingRule" : "targetService"),
        cause: openLinkCause(resource, service, "forwarding rule"),
    };
}

/** Gives each service attachment the ports of the forwarding rule that it publishes. */
export const composeLoadBalancers: Composer = (index, parts) =>
    parts.flatMap((part) => (part.belongsTo ? [attachmentFirewall(index, part)] : []));

function attachmentFirewall(index: StackIndex, part: Contribution): Firewall {
    const published = publishedBy(index, part);
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

/** By the name in full; where the program does not write the project, by what it passed in. */
function publishedBy(index: StackIndex, { belongsTo, resource }: Contribution): Contribution | undefined {
    if (!belongsTo) return undefined;
    const exact = index.resolve(belongsTo, resource).certain[0];
    return exact ?? index.resolve({ ...belongsTo, scope: undefined }, resource).certain[0];
}
