// Compares two previews of one program, down to single fields.
import type { Finding, Said } from "./pulumi-cli.mts";
import type { AnalysisRequest } from "./requests.mts";

/** Lists every difference, a line each: where, ours, the real engine's. */
export function compare(ours: Said, real: Said): string[] {
    const isRefusal = (said: Said) => said.violations.some(({ enforcementLevel }) => enforcementLevel !== "advisory");
    return [
        ...(isRefusal(ours) === (real.exitCode !== 0) ? [] : [line("exit code", ours.exitCode, real.exitCode)]),
        ...compareMaps(byKey(ours.violations, findingKey), byKey(real.violations, findingKey)),
        ...compareMaps(byKey(ours.requests, requestKey), byKey(real.requests, requestKey)),
    ];
}

function findingKey(finding: Finding): string {
    const { policyPackName, policyName, resourceUrn, message } = finding;
    return `violation ${policyPackName}/${policyName} on ${resourceUrn} "${message.split("\n")[0]}"`;
}

function requestKey({ method, key }: AnalysisRequest): string {
    return `${method} ${key}`;
}

/** Groups values by key, numbered where one key has several. */
function byKey<T>(values: readonly T[], key: (value: T) => string): Map<string, unknown> {
    const map = new Map<string, unknown>();
    for (const [name, group] of Map.groupBy(values, key)) {
        const sorted = group.map((value) => JSON.stringify(value)).sort();
        for (const [index, text] of sorted.entries()) {
            map.set(index === 0 ? name : `${name} (${index + 1})`, JSON.parse(text));
        }
    }
    return map;
}

function compareMaps(ours: ReadonlyMap<string, unknown>, real: ReadonlyMap<string, unknown>): string[] {
    const keys = [...new Set([...ours.keys(), ...real.keys()])];
    return keys.flatMap((key) => differences(key, ours.get(key), real.get(key)));
}

/** Names the smallest parts in which two JSON values differ. */
function differences(path: string, ours: unknown, real: unknown): string[] {
    if (isTree(ours) && isTree(real) && Array.isArray(ours) === Array.isArray(real)) {
        const keys = [...new Set([...Object.keys(ours), ...Object.keys(real)])];
        return keys.flatMap((key) => differences(`${path} .${key}`, ours[key], real[key]));
    }
    return Object.is(ours, real) ? [] : [line(path, ours, real)];
}

function isTree(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}

function line(path: string, ours: unknown, real: unknown): string {
    return `${path}\n        ours: ${show(ours)}\n        real: ${show(real)}`;
}

function show(value: unknown): string {
    return value === undefined ? "(absent)" : JSON.stringify(value);
}
