import { type Exposure, type ExposureOptions, exposure, type Rule, reach, tcp } from "@portcullis/core";
import type { Firewall } from "@portcullis/core/stack";
import type { Settings } from "./configuration.js";
import { CONTROL_PLANE_PORTS, MANAGED_PORTS } from "./control-plane-ports.js";
import { type Exception, isFor, withoutExcused } from "./exceptions.js";
import type { PolicyName } from "./policy-name.js";

/** The verdict on one port of a firewall. */
export interface Judgement {
    readonly port: number;
    readonly exposure: Exposure;
}

/** The policies that refuse, each with the firewalls that it judges. */
export type Refusing = Exclude<PolicyName, "api-server-reach-known">;

/** True where a policy judges a firewall of that kind. */
export function concerns(policy: Refusing, firewall: Firewall, settings: Settings): boolean {
    const managed = firewall.kind === "managed-endpoint";
    if (policy === "managed-api-endpoint-not-public") return managed;
    return !managed && (firewall.kind !== "network-acl" || settings.reportNetworkAcls);
}

/** What a firewall is judged by. */
export interface JudgedBy {
    readonly policy: Refusing;
    readonly settings: Settings;
    /** Ports that are the API's for `api-server-not-public`. */
    readonly apiPorts: readonly number[];
}

interface Verdict {
    readonly by: JudgedBy;
    readonly judged: readonly Judgement[];
}

/** Two policies look at the same firewall: the one that refuses it, and the one that says what is not known. */
const verdicts = new WeakMap<Firewall, Verdict[]>();

/** Judges the ports of a firewall that concern a policy. Exceptions are those of the `whole` that it is part of. */
export function judgeFirewall(firewall: Firewall, by: JudgedBy, whole = firewall): readonly Judgement[] {
    const { policy, settings, apiPorts } = by;
    if (!concerns(policy, firewall, settings)) return [];
    const known = verdicts.get(firewall) ?? [];
    const same = known.find(
        (one) => one.by.policy === policy && one.by.settings === settings && one.by.apiPorts === apiPorts,
    );
    if (same !== undefined) return same.judged;
    const excusing = excusingIn(whole, settings.exceptions);
    const judged = judge(firewall, portsOf(policy, settings, apiPorts), settings, excusing);
    verdicts.set(firewall, [...known, { by, judged }]);
    return judged;
}

/** Which exceptions hold for the rules of a resource: those for itself, and those for the firewall it is part of. */
function excusingIn(firewall: Firewall, exceptions: readonly Exception[]): (resource: string) => readonly Exception[] {
    const valid = exceptions.filter(({ state }) => state !== "expired");
    const subject = valid.filter((exception) => isFor(exception, firewall.subject));
    return (resource) => valid.filter((exception) => subject.includes(exception) || isFor(exception, resource));
}

/** The ports that a policy judges. The API's own ports are never judged twice. */
function portsOf(policy: Refusing, settings: Settings, apiPorts: readonly number[]): readonly number[] {
    if (policy === "managed-api-endpoint-not-public") return MANAGED_PORTS;
    if (policy === "api-server-not-public") return settings.ports;
    // Only what the other policy judges is left to it: where it is off, its ports are those that are set here.
    const left = new Set(apiPorts.length > 0 ? apiPorts : settings.ports);
    return CONTROL_PLANE_PORTS.map((one) => one.port).filter((port) => !left.has(port));
}

/** Judges each port; closed ports that nothing relays to are left out. */
function judge(
    firewall: Firewall,
    ports: readonly number[],
    settings: Settings,
    excusing: (resource: string) => readonly Exception[],
): readonly Judgement[] {
    if (firewall.rules.length === 0) return [];
    const rules = settings.exceptions.length === 0 ? firewall.rules : withoutExcused(firewall.rules, excusing);
    const options: ExposureOptions = {
        strict: settings.strict,
        allowed: settings.allowed,
        cloudTenantSources: settings.cloudTenantSources,
    };
    const judged = new Map<string, Exposure>();
    return ports.flatMap((port) => {
        const concerned = signature(rules, port);
        if (concerned === undefined) return [];
        // Ports that the same rules speak of have the same verdict: twelve ports are seldom twelve questions.
        const verdict = judged.get(concerned) ?? exposure(reach(rules, tcp(port)), options);
        judged.set(concerned, verdict);
        return verdict.verdict === "closed" && verdict.relays.length === 0 ? [] : [{ port, exposure: verdict }];
    });
}

/** Which rules speak of a port, surely or perhaps; undefined where no allow does, so that nobody gets in. */
function signature(rules: readonly Rule[], port: number): string | undefined {
    let text = "";
    let isAllowed = false;
    for (const rule of rules) {
        const perhaps = rule.ports.most.contains(port);
        const surely = perhaps && rule.ports.least.contains(port);
        text += surely ? "2" : perhaps ? "1" : "0";
        isAllowed ||= perhaps && rule.action === "allow" && rule.direction === "ingress";
    }
    return isAllowed ? text : undefined;
}
