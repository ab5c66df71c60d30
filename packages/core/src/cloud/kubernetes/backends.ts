import type { Cause } from "../../cause.js";
import { PortSet } from "../../port-set.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import { EndpointsPart } from "./endpoints.js";
import type { ObjectName } from "./object-name.js";
import { ServicePart } from "./service.js";

/** Endpoints behind a service; `certain` is false where they may be another's. */
export interface Backend {
    readonly part: Contribution;
    readonly certain: boolean;
}

/**
 * Finds the endpoints of a service: by name and namespace in one cluster, or by the service they took their name from.
 * What is not known of either fits everything.
 */
export class Backends {
    private readonly byName = new Map<string, Contribution[]>();
    private readonly byDependency = new Map<string, Contribution[]>();
    private readonly all: Contribution[] = [];
    /** Endpoints of which neither their own metadata nor its sources tell whose they are. */
    private readonly loose: Contribution[] = [];

    constructor(parts: readonly Contribution[]) {
        const services = new Set(
            parts.flatMap(({ facts, resource }) => (facts instanceof ServicePart ? resource.urn : [])),
        );
        for (const part of parts) {
            if (!(part.facts instanceof EndpointsPart)) continue;
            const { service } = part.facts;
            this.all.push(part);
            for (const urn of service.dependencies) push(this.byDependency, urn, part);
            const key = keyOf(part, service);
            if (key !== undefined) push(this.byName, key, part);
            else if (!service.dependencies.some((urn) => services.has(urn))) this.loose.push(part);
        }
    }

    of(part: Contribution, name: ObjectName): readonly Backend[] {
        const key = keyOf(part, name);
        const named = key === undefined ? [] : (this.byName.get(key) ?? []);
        const certain = new Set([...named, ...(this.byDependency.get(part.resource.urn) ?? [])]);
        const doubtful = key === undefined ? this.all : this.loose;
        const perhaps = doubtful.filter((one) => !certain.has(one) && mayBeOf(one, part, name));
        return [
            ...[...certain].map((one) => ({ part: one, certain: true })),
            ...perhaps.map((one) => ({ part: one, certain: false })),
        ];
    }
}

function mayBeOf(endpoints: Contribution, service: Contribution, name: ObjectName): boolean {
    if (!(endpoints.facts instanceof EndpointsPart) || endpoints.resource.provider !== service.resource.provider) {
        return false;
    }
    const own = endpoints.facts.service;
    return maySame(own.name, name.name) && maySame(own.namespace, name.namespace);
}

function maySame(one: string | undefined, other: string | undefined): boolean {
    return one === undefined || other === undefined || one === other;
}

/** The service leads to the ports of its endpoints, whatever its own target port says. */
export function withPortsBehind(rule: Rule, behind: readonly Backend[]): Rule {
    const found = behind.flatMap(({ part: { resource, facts }, certain }) =>
        facts instanceof EndpointsPart ? [{ resource, facts, certain }] : [],
    );
    if (found.length === 0) return rule;
    return {
        ...rule,
        ports: {
            least: PortSet.empty.union(
                rule.ports.least,
                ...found.flatMap(({ facts, certain }) => (certain ? facts.ports.least : [])),
            ),
            most: PortSet.empty.union(rule.ports.most, ...found.map(({ facts }) => facts.ports.most)),
        },
        causes: [
            ...rule.causes,
            ...found.flatMap(({ facts, certain, resource }) => [
                ...facts.ports.causes,
                ...(certain ? [] : [linkCause(resource.urn)]),
            ]),
        ],
        because: [...rule.because, ...found.flatMap(({ facts }) => facts.because)],
    };
}

function linkCause(resource: string): Cause {
    const text = "which names its service, and is known only after another resource exists";
    return { resource, at: "metadata", kind: "unknown", text };
}

/** Key by which objects of one cluster find each other; undefined where the name is not known. */
export function keyOf(
    { resource }: Contribution,
    { name, namespace }: Pick<ObjectName, "name" | "namespace">,
): string | undefined {
    if (name === undefined || namespace === undefined) return undefined;
    return JSON.stringify([resource.provider ?? null, namespace, name]);
}

/** Adds to the list of a key. */
export function push<T>(into: Map<string, T[]>, key: string, value: T): void {
    const list = into.get(key);
    if (list) list.push(value);
    else into.set(key, [value]);
}
