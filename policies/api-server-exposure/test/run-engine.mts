import { anchorsOf, PAGE_NAMES } from "./pages.mts";
import type { Diagnostic, Pack, PolicySettings, Shown } from "./protocol.mts";

/** How a run of the engine goes. */
export interface RunOptions {
    /** @default "preview" */
    readonly phase?: "preview" | "update";
    /** Properties by policy. */
    readonly config?: { readonly [policy: string]: PolicySettings };
    /** What the stack view has of each resource. @default its inputs */
    readonly stack?: (resources: readonly Shown[]) => readonly Shown[];
}

/** The levels with which the policies come. */
export const LEVELS = {
    "api-server-not-public": "mandatory",
    "managed-api-endpoint-not-public": "mandatory",
    "control-plane-not-public": "mandatory",
    "api-server-reach-known": "advisory",
} as const;

/** Runs the engine's part: stack, configuration of every policy, each resource, then the stack. */
export async function runEngine(
    pack: Pack,
    resources: readonly Shown[],
    options: RunOptions = {},
): Promise<readonly Diagnostic[]> {
    await pack.configureStack((options.phase ?? "preview") === "preview");
    const defaults = Object.entries(LEVELS).map(([name, level]): [string, PolicySettings] => [
        name,
        { level, ...options.config?.[name] },
    ]);
    await pack.configure({ ...options.config, ...Object.fromEntries(defaults) });
    const found: Diagnostic[] = [];
    for (const resource of resources) {
        await pack.remediate(resource);
        found.push(...(await pack.analyze(resource)));
    }
    const stack = options.stack?.(resources) ?? resources;
    found.push(...(await pack.analyzeStack(stack)));
    for (const { message } of found) checkLink(message);
    return found;
}

/** Where the `more:` line of a message leads to. */
export function linkOf(message: string): { readonly page: string; readonly anchor: string } | undefined {
    const link = /^ {2}more: +(?:.*\/)?([^/]+)\.md(?:#(.*))?$/m.exec(message);
    return link ? { page: link[1] ?? "", anchor: link[2] ?? "" } : undefined;
}

/** Whatever a suite looks for: a link of a message that leads nowhere is a fault. */
function checkLink(message: string): void {
    const link = linkOf(message);
    if (link === undefined) return;
    const exists = PAGE_NAMES.includes(link.page) && (link.anchor === "" || anchorsOf(link.page).has(link.anchor));
    if (!exists) throw new Error(`no page has ${link.page}.md#${link.anchor}, which a message names: ${message}`);
}

/** What the engine shows in the stack view where a provider's preview returns nothing. */
export function emptyOutputs(resources: readonly Shown[]): readonly Shown[] {
    return resources.map((resource) => ({ ...resource, outputs: {} }));
}

/** `policy@name` of each diagnostic, sorted. */
export function told(diagnostics: readonly Diagnostic[]): readonly string[] {
    return diagnostics.map(({ policy, urn }) => `${policy} on ${urn.split("::").slice(3).join("::")}`).sort();
}
