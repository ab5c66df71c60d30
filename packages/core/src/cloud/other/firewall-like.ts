import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import { OPEN_SERVER } from "./server.js";

/** Name of the composer of what looks like a firewall and has no reader. */
export const FIREWALL_LIKE = "firewall-like";

/** What firewalls are called, as words of the last part of a token: `Acl` is one, the middle of `Oracle` is none. */
const NAMES =
    /[Ff]irewall|[Ss]ecurity[_-]?([Gg]roup|[Rr]ule|[Ll]ist)|[Ss]ec[Gg]roup|[Ii][Pp][Rr]estriction|(?:^|[a-z0-9_])A(?:cl|CL)(?![a-z])|^acl(?![a-z])/;

/** Parts of a firewall that let nobody in: what it is attached to, who may edit it, what leaves through it. */
const PARTS =
    /(Attachment|AttachmentAccepter|Associate|Association|Device|Egress|EgressRule|EngineMode|Exclusive|Iam(Binding|Member|Policy)|IpsConfig|LoggingConfiguration|Order|Outbound|OutboundRule|AddressList|UrlList|ServiceList|Service|Application|ApplicationGroup|MappedSecret|DecryptionProfile|DecryptionRule|TunnelInspectionRule)$/;

/** Firewalls of web front ends, name servers, stores, queues and databases: they stand before their own service. */
const OF_A_SERVICE =
    /Web_?A(cl|CL)|Waf|AppFirewall|WebApplicationFirewall|Resolver|Dns|Bucket|Registry|Object|Kafka|Sasl|Schema|Database|Sql|SQL|Mongo|Redis|Smb|Ceph|Share|ServiceEndpoint|EndpointAcl|InputSecurityGroup|Outbound|Egress/;

/** Modules of such services. */
const SERVICE_MODULE =
    /^[^:]+:(alikafka|apigateway|appengine|awsconnector|cr|databases|discoveryengine|ecr|elasticache|managedkafka|medialive|memorydb|memorystore|message|nas|object|oss|quicksight|rds|redis|redshift|rocketmq|route53\w*|s3\w*|sql|storage|waf\w*)[/:]/i;

/** Our own components, whose children are read, and the engine's own resources, such as providers. */
const OWN = /^(portcullis|pulumi):/;

/** True for a token that looks like a firewall in front of a node, of whatever provider. */
export function looksLikeFirewall(type: string): boolean {
    const last = lastPart(type);
    if (!NAMES.test(last) || OWN.test(type)) return false;
    return !PARTS.test(last) && !OF_A_SERVICE.test(last) && !SERVICE_MODULE.test(type);
}

function lastPart(type: string): string {
    return type.slice(type.lastIndexOf(":") + 1);
}

/** Reads what looks like a firewall and is of a type without a reader: it is mentioned, never passed over. */
export const readFirewallLike: Reader = (resource) => {
    const note: Note = {
        resource: resource.urn,
        at: "",
        code: "firewall-not-read",
        what: `${resource.name} looks like a firewall, and what it admits cannot be seen here`,
        why: `no reader knows the type ${resource.type}`,
        fix: "Make sure that it does not open the port of the Kubernetes API to the internet",
        weight: "advisory",
    };
    return [
        {
            resource,
            kind: "firewall",
            semantics: "union",
            rules: [],
            notes: [note],
            composer: FIREWALL_LIKE,
        },
    ];
};

/** A component that only looks like a firewall is not mentioned where the resources inside it are read. */
export const composeFirewallLike: Composer = (index, parts) => {
    const outer = ancestorsOfRead(index);
    return parts
        .filter(({ resource }) => !outer.has(resource.urn))
        .map(({ resource, kind, semantics, rules, notes }) => {
            return { kind, semantics, subject: resource.urn, members: [resource.urn], rules, notes };
        });
};

/** URNs of everything that has a resource inside it, at whatever depth, that is a firewall with a reader. */
function ancestorsOfRead(index: StackIndex): ReadonlySet<string> {
    const found = new Set<string>();
    for (const contribution of index.contributions) {
        if (isReadFirewall(contribution)) addAncestors(index, contribution, found);
    }
    return found;
}

function isReadFirewall({ kind, composer }: Contribution): boolean {
    return kind !== "load-balancer" && composer !== FIREWALL_LIKE && composer !== OPEN_SERVER;
}

function addAncestors(index: StackIndex, { resource }: Contribution, found: Set<string>): void {
    let parent = resource.parent;
    while (parent !== undefined && !found.has(parent)) {
        found.add(parent);
        parent = index.resource(parent)?.parent;
    }
}
