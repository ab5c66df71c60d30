import type { Firewall } from "@portcullis/core/stack";
import type { Finding } from "./define-policy.js";
import { exceptionFindings } from "./exception-findings.js";
import { concerns, type Judgement, judgeFirewall, type Refusing } from "./judge.js";
import { openMessage } from "./message/open-message.js";
import { openParts } from "./open-parts.js";
import type { PolicyName } from "./policy-name.js";
import type { Recorded } from "./record.js";
import type { Run } from "./run.js";
import type { StackView } from "./stack-view.js";

/**
 * Refuses what one resource surely opens by itself. Only firewalls of unions: what they admit is final, whatever else
 * there is. So the same rule is stopped before its creation when its value becomes known in an update.
 */
export function refuseResource(policy: Refusing, run: Run, record: Recorded): readonly Finding[] {
    return record.finalFirewalls.flatMap((firewall) => {
        const open = openPorts(policy, run, firewall);
        for (const { port } of open) record.refuse(policy, port);
        return open.length === 0 ? [] : [{ message: openMessage(policy, firewall, open), about: [record] }];
    });
}

/** Refuses what only the whole stack opens, or what no resource was refused for yet. */
export function refuseStack(policy: Refusing, run: Run, view: StackView): readonly Finding[] {
    const findings = view.firewalls.flatMap((firewall): Finding[] => {
        const told = portsTold(policy, firewall, view);
        const open = openPorts(policy, run, firewall).filter(({ port }) => !told.has(port));
        if (open.length === 0) return [];
        const about = recordsOf(firewall, view);
        const parts = openParts({ firewall, open }, (part) => openPorts(policy, run, part, firewall));
        return parts.map((part) => ({
            message: openMessage(policy, part.firewall, part.open),
            urn: part.firewall.subject,
            about,
        }));
    });
    const settings = run.settingsOf(policy);
    const judged = view.firewalls.filter((firewall) => concerns(policy, firewall, settings));
    return [...findings, ...exceptionFindings(policy, settings.exceptions, judged)];
}

/** The ports of a firewall that a policy would refuse, surely. Exceptions are those of the `whole` it is part of. */
function openPorts(policy: Refusing, run: Run, firewall: Firewall, whole = firewall): readonly Judgement[] {
    const by = { policy, settings: run.settingsOf(policy), apiPorts: run.apiPorts };
    return judgeFirewall(firewall, by, whole).filter(({ exposure }) => exposure.verdict === "open");
}

/** Ports for which a part of this firewall was refused by itself: one exposure is told once. */
export function portsTold(policy: PolicyName, firewall: Firewall, view: StackView): ReadonlySet<number> {
    const told = new Set<number>();
    for (const urn of new Set([firewall.subject, ...firewall.rules.map((rule) => rule.resource)])) {
        for (const key of view.records.get(urn)?.refused ?? []) {
            const [name, port] = key.split(" ");
            if (name === policy) told.add(Number(port));
        }
    }
    return told;
}

/** The records of everything that has a part in a firewall. */
export function recordsOf(firewall: Firewall, view: StackView): readonly Recorded[] {
    const urns = new Set([firewall.subject, ...firewall.members]);
    return [...urns].flatMap((urn) => view.records.get(urn) ?? []);
}
