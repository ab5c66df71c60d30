import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import { known, type Rule } from "../../rule.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import type { Link } from "../../stack/link.js";
import { weakened, weakenRule } from "../../stack/weaken.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause, unknownPeer } from "../shape.js";
import { endpointRule } from "./endpoint.js";
import { linkById } from "./link.js";
import { NETWORK_GROUP, SUBNET, SubnetPart } from "./oci-security-list.js";
import { filled, readSwitch, type Switch, singleObject } from "./properties.js";

/** Name of the composer of the endpoints of OKE clusters. */
export const OCI_ENDPOINT = "oci-endpoint";

/** Where the API server of OKE listens. */
const API_PORT = PortSet.of(6443);

/** The filters in front of a public endpoint, whose rules add up. */
class EndpointPart {
    constructor(
        readonly access: Switch,
        readonly groups: readonly Link[],
        readonly subnet: Link,
        /** Why there may be filters that are not known. */
        readonly open: readonly Cause[],
    ) {}
}

/** Reads `oci:ContainerEngine/cluster:Cluster`: a public address only where it is asked for, behind groups and lists. */
export const readOkeCluster: Reader = (resource) => {
    const config = singleObject(new Field(resource.properties, "").get("endpointConfig"));
    const common = { resource, kind: "managed-endpoint", semantics: "ordered", notes: [] } as const;
    if (!config.isObject) return [{ ...common, rules: [withoutConfig(config, resource)] }];
    const access = readSwitch(config.get("isPublicIpEnabled"), resource.urn, false);
    if (access.value === false) return [{ ...common, rules: [] }];
    const ids = config.get("nsgIds");
    const groups = ids.isUnknown ? [] : ids.items().map((item) => linkById(item, resource, NETWORK_GROUP));
    const open = ids.isUnknown ? [causeOf(resource.urn, ids)] : [];
    const subnet = linkById(filled(config.get("subnetId")), resource, SUBNET);
    const facts = new EndpointPart(access, groups, subnet, open);
    return [{ ...common, rules: [], facts, composer: OCI_ENDPOINT }];
};

/** Clusters without it have an endpoint outside the network, which is public, where Oracle still makes such ones. */
function withoutConfig(config: Field, resource: Resource): Rule {
    const cause = config.isAbsent
        ? foreignCause(
              resource.urn,
              config,
              "without it Oracle puts the endpoint outside the network, where no rule is",
          )
        : causeOf(resource.urn, config);
    const because = [`${config.at} is ${config.written()}`];
    return endpointRule({ resource, at: config.at, peers: [unknownPeer(cause)], because });
}

/** Makes a firewall of each public endpoint and the groups and lists in front of it. */
export const composeOciEndpoints: Composer = (index, parts) => parts.map((part) => endpointOf(index, part));

function endpointOf(index: StackIndex, { resource, kind, facts, notes }: Contribution): Firewall {
    const filters = facts instanceof EndpointPart ? filtersOf(index, facts, resource) : { rules: [], causes: [] };
    const access = facts instanceof EndpointPart ? facts.access.causes : [];
    const because = ["the endpoint has a public address"];
    const unseen = filters.causes.map((cause) =>
        endpointRule({ resource, at: "endpointConfig", peers: [unknownPeer(cause)], because, doubts: access }),
    );
    const rules = [...filters.rules.map((rule) => atApiPort(rule, access)), ...unseen];
    return {
        kind,
        semantics: "ordered",
        subject: resource.urn,
        members: [...new Set([resource.urn, ...rules.map((rule) => rule.resource)])],
        rules,
        notes,
    };
}

/** The endpoint listens at one port, whatever else its groups let through. */
function atApiPort(rule: Rule, doubts: readonly Cause[]): Rule {
    const { least, most } = rule.ports;
    const settled = least === most;
    const ports = { least: least.intersect(API_PORT), most: most.intersect(API_PORT) };
    const certain = doubts.reduce((weak, cause) => weakenRule(weak, cause), rule);
    return { ...certain, ports: settled ? known(ports.most) : ports };
}

interface Filters {
    readonly rules: readonly Rule[];
    /** Why not all of them are seen. */
    readonly causes: readonly Cause[];
}

function filtersOf(index: StackIndex, part: EndpointPart, resource: Resource): Filters {
    const subnet = subnetOf(index, part.subnet, resource);
    const links = [
        ...part.groups.map((link) => filterOf(index, link, resource)),
        ...subnet.lists.map((link) => filterOf(index, link, subnet.from)),
    ];
    return {
        rules: links.flatMap(({ rules }) => rules),
        causes: [...part.open, ...subnet.causes, ...links.flatMap(({ causes }) => causes)],
    };
}

interface SubnetLists {
    readonly lists: readonly Link[];
    readonly from: Resource;
    readonly causes: readonly Cause[];
}

function subnetOf(index: StackIndex, link: Link, resource: Resource): SubnetLists {
    const { certain } = index.resolve(link, resource);
    const parts = certain.flatMap(({ resource: from, facts }) =>
        facts instanceof SubnetPart ? [{ from, facts }] : [],
    );
    const [subnet] = parts;
    if (subnet === undefined) return { lists: [], from: resource, causes: [link.cause] };
    return { lists: subnet.facts.lists, from: subnet.from, causes: subnet.facts.open };
}

/** The rules of one group or list. One that is not surely found lets nobody knows whom in. */
function filterOf(index: StackIndex, link: Link, from: Resource): Filters {
    const { certain } = index.resolve(link, from);
    const [owner] = certain;
    if (owner === undefined) return { rules: [], causes: [link.cause] };
    const members = index
        .membersOf(owner)
        .map((member) => (member.certain ? member.contribution : weakened(member.contribution)));
    return { rules: [...certain, ...members].flatMap(({ rules }) => rules), causes: [] };
}
