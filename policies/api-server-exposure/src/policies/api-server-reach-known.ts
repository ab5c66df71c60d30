import type { Cause, PortSet } from "@portcullis/core";
import type { Firewall, Note } from "@portcullis/core/stack";
import type { Settings } from "../configuration.js";
import { CONTROL_PLANE_PORTS, MANAGED_PORTS } from "../control-plane-ports.js";
import { definePolicy, type Finding } from "../define-policy.js";
import { exceptionFindings } from "../exception-findings.js";
import { isWhollyExcused } from "../exceptions.js";
import { type Judgement, judgeFirewall, type Refusing } from "../judge.js";
import { noteMessage } from "../message/note-message.js";
import { relayMessage } from "../message/relay-message.js";
import { causesOf, undecidedMessage } from "../message/undecided-message.js";
import { unseenMessage } from "../message/unseen-message.js";
import type { Recorded } from "../record.js";
import { portsTold, recordsOf } from "../refuse.js";
import { isPreview } from "../requests.js";
import type { Run } from "../run.js";
import type { StackView } from "../stack-view.js";
import { GKE_DNS_ENDPOINT } from "./managed-api-endpoint-not-public.js";

const NAME = "api-server-reach-known";

/** Shows what nobody can tell yet, and the ways in that cannot be read from here. */
export const apiServerReachKnown = definePolicy({
    name: NAME,
    displayName: "Reach of the Kubernetes API is known",
    description: "Every value that decides whether the internet can open the Kubernetes API is known.",
    severity: "medium",
    enforcementLevel: "advisory",
    remediationSteps: "Write the deciding value out, or bring the resource that it names into the stack.",
    checkResource: unreadableIn,
    checkStack: (run, view) => [
        ...view.firewalls.flatMap((firewall) => undecidedIn(firewall, run, view)),
        ...notesIn(run, view),
        ...exceptionFindings(NAME, run.settingsOf(NAME).exceptions, view.firewalls),
        ...view.unseen.map(
            (record): Finding => ({
                message: unseenMessage(record.shown.name),
                urn: record.shown.urn,
                ...levelOf("undecided", run.settingsForUndecided("api-server-not-public"), [], [record]),
            }),
        ),
    ],
});

/**
 * Alone, a resource knows neither its lists nor its group: what is undecided there may be settled by the stack. But a
 * shape that nobody understands stays one, and is refused before the resource is created.
 */
function unreadableIn(run: Run, record: Recorded): readonly Finding[] {
    return record.finalFirewalls.flatMap((firewall): Finding[] => {
        const undecided = judgedIn(firewall, run).filter(({ one }) => one.exposure.verdict === "undecided");
        const first = undecided[0];
        const judged = undecided.map(({ one }) => one);
        if (first === undefined || !causesOf(judged).some((cause) => cause.kind === "unreadable")) return [];
        for (const { port } of judged) record.refuse(NAME, port);
        return [undecidedFinding(first.policy, first.settings, firewall, judged, [record])];
    });
}

const REFUSING: readonly Refusing[] = [
    "managed-api-endpoint-not-public",
    "api-server-not-public",
    "control-plane-not-public",
];

/** One finding for a firewall, about the first policy that cannot decide, with the ports of all that look at it. */
function undecidedIn(firewall: Firewall, run: Run, view: StackView): readonly Finding[] {
    const judged = judgedIn(firewall, run);
    const told = portsTold(NAME, firewall, view);
    const undecided = judged.filter(({ one }) => one.exposure.verdict === "undecided" && !told.has(one.port));
    const about = recordsOf(firewall, view);
    const first = undecided[0];
    const relays = judged.map(({ one }) => one).filter(isRelayed);
    return [
        ...(first
            ? [
                  undecidedFinding(
                      first.policy,
                      first.settings,
                      firewall,
                      undecided.map(({ one }) => one),
                      about,
                  ),
              ]
            : []),
        ...(relays.length > 0
            ? [{ message: relayMessage(firewall, relays), urn: firewall.subject, severity: "low" as const, about }]
            : []),
    ];
}

function isRelayed({ exposure }: Judgement): boolean {
    return exposure.verdict !== "open" && exposure.relays.length > 0;
}

/** Every port of a firewall as the policy judges it that would refuse it. */
function judgedIn(
    firewall: Firewall,
    run: Run,
): readonly { readonly policy: Refusing; readonly settings: Settings; readonly one: Judgement }[] {
    const known = new Set<number>();
    return REFUSING.flatMap((policy) => {
        const settings = run.settingsForUndecided(policy);
        const judged = judgeFirewall(firewall, { policy, settings, apiPorts: run.apiPorts });
        // A port may be the API's here and a control plane's there.
        const first = judged.filter(({ port }) => !known.has(port));
        for (const { port } of first) known.add(port);
        return first.map((one) => ({ policy, settings, one }));
    });
}

function undecidedFinding(
    policy: Refusing,
    settings: Settings,
    firewall: Firewall,
    judged: readonly Judgement[],
    about: readonly Recorded[],
): Finding {
    const level = levelOf("undecided", settings, causesOf(judged), about);
    return { message: undecidedMessage(policy, firewall, judged), urn: firewall.subject, about, ...level };
}

function notesIn(run: Run, view: StackView): readonly Finding[] {
    const seen = new Map<string, Finding>();
    for (const firewall of view.firewalls) {
        for (const note of firewall.notes) {
            const policy =
                firewall.kind === "managed-endpoint" ? "managed-api-endpoint-not-public" : "api-server-not-public";
            const settings = run.settingsForUndecided(policy);
            if (!isShown(note, firewall, run, settings)) continue;
            const about = recordsOf(firewall, view);
            const finding = { message: noteMessage(NAME, note), urn: note.resource, about };
            seen.set(JSON.stringify([note.resource, note.at, note.code]), {
                ...finding,
                ...levelOf(note.weight, settings, [], about),
            });
        }
    }
    return [...seen.values()];
}

function isShown(note: Note, firewall: Firewall, run: Run, settings: Settings): boolean {
    const refusing = run.configurationOf("managed-api-endpoint-not-public");
    if (note.code === GKE_DNS_ENDPOINT && refusing?.settings.gkeDnsEndpoint === "violation") return false;
    if (isWhollyExcused(note.resource, settings.exceptions)) return false;
    if (firewall.kind === "network-acl" && !settings.reportNetworkAcls) return false;
    return note.ports === undefined || judgedPorts(firewall, settings).some((port) => holds(note.ports, port));
}

function judgedPorts(firewall: Firewall, settings: Settings): readonly number[] {
    if (firewall.kind === "managed-endpoint") return MANAGED_PORTS;
    return [...settings.ports, ...CONTROL_PLANE_PORTS.map(({ port }) => port)];
}

function holds(ports: PortSet | undefined, port: number): boolean {
    return ports?.contains(port) ?? true;
}

/**
 * The level of what is not decided: the policy's own in a preview, where the value is judged again before anything is
 * created; mandatory in an update, and for a shape that is not understood, which no later run will understand.
 */
function levelOf(
    weight: Note["weight"],
    settings: Settings,
    causes: readonly Cause[],
    about: readonly Recorded[],
): Pick<Finding, "level"> {
    if (weight === "advisory") return {};
    if (causes.some((cause) => cause.kind === "unreadable")) return { level: "mandatory" };
    if (settings.onUnknown !== "by-phase") return settings.onUnknown === "mandatory" ? { level: "mandatory" } : {};
    const preview = isPreview() ?? about.some((record) => record.sawUnknown);
    return preview ? {} : { level: "mandatory" };
}
