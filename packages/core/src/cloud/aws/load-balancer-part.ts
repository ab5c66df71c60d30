import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause } from "../shape.js";
import type { Clients } from "./clients.js";
import { linkOf } from "./link.js";
import type { PortValue } from "./port-value.js";

/** Name of the composer that makes load balancers of their parts. */
export const LOAD_BALANCER_COMPOSER = "aws-load-balancer";

/** Kinds of the objects that these parts link to. */
export const LOAD_BALANCER = "aws-load-balancer";
export const LISTENER = "aws-listener";
export const TARGET_GROUP = "aws-target-group";
export const INSTANCE = "aws-instance";
export const ENDPOINT_SERVICE = "aws-endpoint-service";

/** A yes or no, or undefined where it may be both, with the reason why. */
export interface Switch {
    readonly value: boolean | undefined;
    readonly causes: readonly Cause[];
}

/** The load balancer itself. */
export interface LoadBalancerPart {
    readonly part: "load-balancer";
    readonly type: "network" | "application" | "classic" | "gateway" | undefined;
    readonly internal: Switch;
    /** Its security groups; none given is another thing than none found. */
    readonly groups: readonly Link[];
    /** What to say where it has no group of its own. */
    readonly groupsCause: Cause;
    /** Listeners written inside, each with the one port behind it: the classic kind. */
    readonly listeners: readonly (ListenerPart & { readonly target: PortValue })[];
    /** Whether its groups filter clients of private links. */
    readonly filtersPrivateLinks: Switch;
}

/** A listener, or a rule of one. */
export interface ListenerPart {
    readonly part: "listener";
    readonly port: PortValue;
    /** False for UDP and its like. */
    readonly tcp: Switch;
    /** Target groups. */
    readonly forwards: readonly Link[];
}

/** A rule that sends some of a listener's clients elsewhere. */
interface ListenerRulePart {
    readonly part: "listener-rule";
    readonly forwards: readonly Link[];
    /** Whose requests it takes. */
    readonly clients: Clients;
}

/** A target group. */
export interface TargetGroupPart {
    readonly part: "target-group";
    /** Undefined for targets that have no port (functions). */
    readonly port: PortValue | undefined;
    /** Whether targets of a network load balancer see the client's own address. */
    readonly keepsClientIp: Switch;
    /** Whether targets are load balancers. */
    readonly toLoadBalancer: Switch;
    /** Targets written inside. */
    readonly targets: readonly Target[];
}

/** Something behind a target group. */
export interface Target {
    /** Its own port; undefined where the target group's counts. */
    readonly port: PortValue | undefined;
    readonly instance: Link;
    readonly loadBalancer: Link;
}

/** A target that is registered by a resource of its own. */
interface AttachmentPart {
    readonly part: "attachment";
    readonly target: Target;
}

/** A machine behind a target group. */
interface InstancePart {
    readonly part: "instance";
    readonly groups: readonly Link[];
    readonly groupsCause: Cause;
}

/** A security group that is put before a machine by a resource of its own. */
interface InterfaceGroupPart {
    readonly part: "interface-group";
    readonly group: Link;
}

/** A private link that others may connect to. */
export interface EndpointServicePart {
    readonly part: "endpoint-service";
    readonly loadBalancers: readonly Link[];
    /** True where every tenant of the cloud may ask to connect. */
    readonly everyTenant: Switch;
    /** True where the owner lets in each of them by hand. */
    readonly needsAcceptance: Switch;
}

/** Who else may connect to a private link. */
interface EndpointPrincipalPart {
    readonly part: "endpoint-principal";
    readonly everyTenant: Switch;
}

/** The facts of one part, for the composer alone. */
export type Part =
    | LoadBalancerPart
    | ListenerPart
    | ListenerRulePart
    | TargetGroupPart
    | AttachmentPart
    | InstancePart
    | InterfaceGroupPart
    | EndpointServicePart
    | EndpointPrincipalPart;

/** A contribution of a part. */
export function partContribution(
    resource: Resource,
    facts: Part,
    place: { readonly identity?: Identity; readonly belongsTo?: Link } = {},
): Contribution {
    return {
        resource,
        kind: "load-balancer",
        semantics: "ordered",
        rules: [],
        notes: [],
        facts,
        composer: LOAD_BALANCER_COMPOSER,
        ...place,
    };
}

/** The part that a contribution brings; nothing where it is no part of a load balancer. */
export function partOf(contribution: Contribution): Part | undefined {
    if (contribution.composer !== LOAD_BALANCER_COMPOSER) return undefined;
    // The composer's name is set by partContribution alone, together with the facts of a part.
    return contribution.facts as Part;
}

/** A link to a part by its ARN or id. */
export function partLink(field: Field, resource: Resource, kind: string): Link {
    const text = field.text();
    const cause = text
        ? foreignCause(resource.urn, field, `${field.written()} is not part of this stack`)
        : causeOf(resource.urn, field);
    return linkOf(field, { resource, kind, cause });
}

/** A switch from a property: absent is its default, what is neither true nor false is both. */
export function switchOf(resource: Resource, field: Field, absent: boolean): Switch {
    const value = field.isAbsent ? absent : field.flag();
    return { value, causes: value === undefined ? [causeOf(resource.urn, field)] : [] };
}

/** A switch that is known. */
function always(value: boolean): Switch {
    return { value, causes: [] };
}

/** A switch that a word decides: known for known words, both for everything else. */
export function wordSwitch(
    resource: Resource,
    field: Field,
    words: ReadonlyMap<string, boolean>,
    absent: boolean,
): Switch {
    if (field.isAbsent) return always(absent);
    const value = words.get(field.text()?.toLowerCase() ?? "");
    return { value, causes: value === undefined ? [causeOf(resource.urn, field)] : [] };
}
