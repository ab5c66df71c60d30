import type { Cause } from "../../cause.js";
import { PortSet } from "../../port-set.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { type Backend, Backends, keyOf, push, withPortsBehind } from "./backends.js";
import { clustersElsewhere } from "./cluster-cloud.js";
import { nodePortNotes, OpenNodePorts } from "./node-port.js";
import { RelayPart, relayNote } from "./relay.js";
import { ServicePart } from "./service.js";

/** Puts services and the endpoints behind them together, and looks for node firewalls that let their node ports in. */
export const composeServices: Composer = (index, parts) => {
    const backends = new Backends(parts);
    const open = new OpenNodePorts(index);
    const elsewhere = clustersElsewhere(index);
    const services = new Services(parts);
    return parts.flatMap((part) => {
        if (part.facts instanceof RelayPart) return relayFirewall(part, part.facts, services);
        if (!(part.facts instanceof ServicePart)) return [];
        const behind = part.facts.selects ? [] : backends.of(part, part.facts.name);
        return [
            serviceFirewall(
                part,
                part.facts,
                behind,
                elsewhere(part, part.facts),
                nodePortNotes(part, part.facts, open),
            ),
        ];
    });
};

function serviceFirewall(
    part: Contribution,
    facts: ServicePart,
    behind: readonly Backend[],
    belied: Cause | undefined,
    notes: Firewall["notes"],
): Firewall {
    const rules = belied
        ? facts.whenExposed.map((rule) => ({ ...rule, certain: false, causes: [...rule.causes, belied] }))
        : part.rules;
    return {
        kind: part.kind,
        semantics: part.semantics,
        subject: part.resource.urn,
        members: [part.resource.urn, ...behind.map(({ part: { resource } }) => resource.urn)],
        rules: rules.map((rule) => withPortsBehind(rule, behind)),
        notes: [...part.notes, ...notes],
    };
}

/** A proxy, with a note where a service that it names leads to other ports than the proxy says. */
function relayFirewall(part: Contribution, relay: RelayPart, services: Services): readonly Firewall[] {
    const { resource } = part;
    const all = [...part.notes];
    for (const { resource: service, facts } of services.namedBy(part, relay)) {
        // One note for each port: what the proxy says itself, then what its services say.
        const ports = all.reduce((left, note) => left.subtract(note.ports ?? PortSet.all), facts.ports);
        const proxy = `${relay.what} ${resource.name}`;
        if (!ports.isEmpty) all.push(relayNote(resource, relay.field, proxy, `service ${service.name}`, ports));
    }
    if (all.length === 0) return [];
    const { kind, semantics } = part;
    return [{ kind, semantics, subject: resource.urn, members: [resource.urn], rules: [], notes: all }];
}

type ServiceContribution = Contribution & { readonly facts: ServicePart };

/** Finds the services that a proxy names: by name and namespace in one cluster, or by what its settings came from. */
class Services {
    private readonly byName = new Map<string, ServiceContribution[]>();
    private readonly byUrn = new Map<string, ServiceContribution[]>();

    constructor(parts: readonly Contribution[]) {
        for (const part of parts) {
            const { facts } = part;
            if (!(facts instanceof ServicePart)) continue;
            push(this.byUrn, part.resource.urn, { ...part, facts });
            const key = keyOf(part, facts.name);
            if (key !== undefined) push(this.byName, key, { ...part, facts });
        }
    }

    namedBy(part: Contribution, relay: RelayPart): readonly ServiceContribution[] {
        const recorded = part.resource.propertyDependencies;
        const urns = recorded !== undefined && Object.hasOwn(recorded, "spec") ? (recorded["spec"] ?? []) : [];
        const keys = relay.services.flatMap((service) => keyOf(part, service) ?? []);
        const passed = urns.flatMap((urn) => this.byUrn.get(urn) ?? []);
        const named = keys.flatMap((key) => this.byName.get(key) ?? []);
        const byUrn = new Map([...passed, ...named].map((one) => [one.resource.urn, one]));
        return [...byUrn.values()].filter(({ facts }) => !facts.ports.isEmpty);
    }
}
