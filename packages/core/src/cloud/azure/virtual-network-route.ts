import { CidrBlock } from "../../cidr-block.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import { tcp } from "../../point.js";
import { publicPart } from "../../public-internet.js";
import { reach } from "../../reach.js";
import type { Rule } from "../../rule.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import { VIRTUAL_NETWORK } from "./service-tag.js";

/** Name of the composer of route tables, which are no firewalls: they only widen what a service tag means. */
export const ROUTES = "azure-routes";

/** The port that the remark on widened tags is made for, whatever ports a policy asks about. */
const API_SERVER = tcp(6443);

/** A route that widens the tag, as it is found in the stack. */
interface WideningRoute {
    readonly resource: string;
    readonly at: string;
    readonly text: string;
}

/** Reads a route table with its routes. */
export const readRouteTable: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    return contributionOf(resource, [...field.get("routes").items(), ...field.get("route").items()]);
};

/** Reads a route that is a resource of its own. */
export const readRoute: Reader = (resource) => contributionOf(resource, [new Field(resource.properties, "")]);

function contributionOf(resource: Contribution["resource"], routes: readonly Field[]): readonly Contribution[] {
    const facts: readonly WideningRoute[] = routes.filter(isWidening).map((route) => ({
        resource: resource.urn,
        at: route.get("addressPrefix").at,
        text: route.get("addressPrefix").written(),
    }));
    if (facts.length === 0) return [];
    return [{ resource, kind: "firewall", semantics: "ordered", rules: [], notes: [], facts, composer: ROUTES }];
}

/** As many public addresses as a /12 of IPv4, or a /24 of IPv6, holds: the halves of everything are as wide as it. */
const WIDE_IPV4 = 1n << 20n;
const WIDE_IPV6 = 1n << 104n;

/** What goes to an appliance or a gateway is part of the tag `VirtualNetwork`; worth a remark where it is the internet's. */
function isWidening(route: Field): boolean {
    const block = CidrBlock.read(route.get("addressPrefix").text() ?? "");
    const hop = route.get("nextHopType").text()?.toLowerCase();
    if (!block || (hop !== "virtualappliance" && hop !== "virtualnetworkgateway")) return false;
    const { countIpv4, countIpv6 } = publicPart(IpSet.ofBlocks([block]));
    return countIpv4 >= WIDE_IPV4 || countIpv6 >= WIDE_IPV6;
}

/** Routes are no firewalls. */
export const composeRoutes: Composer = () => [];

/** The remarks for a group whose rules admit `VirtualNetwork`, where a route of the stack widens that tag. */
export function wideningNotes(index: StackIndex): (subject: string, rules: readonly Rule[]) => readonly Note[] {
    const [route] = index.contributions
        .filter((one) => one.composer === ROUTES)
        // The reader of this composer's contributions, and nobody else, writes these facts.
        .flatMap((one) => one.facts as readonly WideningRoute[]);
    if (!route) return () => [];
    return (subject, rules) => {
        const { references } = reach(rules, API_SERVER).atMost;
        return references.some((peer) => peer.name === VIRTUAL_NETWORK) ? [noteOf(subject, route)] : [];
    };
}

function noteOf(resource: string, route: WideningRoute): Note {
    return {
        resource,
        at: "",
        code: "virtual-network-widened",
        what: "The service tag VirtualNetwork, which this group admits to TCP 6443, may mean addresses of the internet.",
        why: `${route.at} of ${route.resource} is ${route.text} and leads to an appliance or a gateway; Azure counts the prefixes of such routes as part of the virtual network`,
        fix: "deny TCP 6443 from VirtualNetwork in a rule of your own, and allow the blocks or application security groups that need it",
        weight: "advisory",
    };
}
