import { type Exposure, type ExposureOptions, exposure, type Rule, reach, tcp } from "@portcullis/core";
import type { Firewall } from "@portcullis/core/stack";
import type { Settings } from "./configuration.js";
import { CONTROL_PLANE_PORTS, MANAGED_PORTS } from "./control-plane-ports.js";
import type { Exception } from "./exceptions.js";
import { withoutExcused } from "./exceptions.js";
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

/** The ports that a policy judges. The API's own ports are never judged twice. */
export function portsOf(policy: Refusing, settings: Settings, apiPorts: readonly number[]): readonly number[] {
    if (policy === "managed-api-endpoint-not-public") return MANAGED_PORTS;
    if (policy === "api-server-not-public") return settings.ports;
    const left = new Set([...settings.ports, ...apiPorts]);
    return CONTROL_PLANE_PORTS.map((one) => one.port).filter((port) => !left.has(port));
}

/** Judges each port; closed ports that nothing relays to are left out. */
export function judge(
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
