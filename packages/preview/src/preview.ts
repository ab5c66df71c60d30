import { describeResource } from "./engine/resource-state.js";
import { loadFixtures } from "./fixtures.js";
import { readPackConfig } from "./policy/pack-config.js";
import { sortViolations } from "./policy/violations.js";
import { PreviewError } from "./preview-error.js";
import { PreviewRun, type Run, type RunSettings } from "./preview-run.js";
import { selectEnvironment } from "./process/environment.js";
import { Reaper } from "./process/reaper.js";
import { blameEnvironments, blamePlaceholders, wantsTraces } from "./program-failure.js";
import { parseConfigKey } from "./project/config-key.js";
import { applyDeclaredConfig, missingConfig, placeholderFor } from "./project/declared-config.js";
import { nextPlaceholder } from "./project/missing-config.js";
import { type Project, readProject } from "./project/project-file.js";
import { makeRedact, parseJson } from "./project/redaction.js";
import { findRequiredKeys } from "./project/required-config.js";
import { type Config, readStackConfig, type StackConfig, unreadableConfig } from "./project/stack-config.js";
import { chooseStack } from "./project/stack-name.js";
import type { PreviewEvent, PreviewOptions, PreviewResult } from "./result.js";
import { downgradeValue } from "./values/output-values.js";
import { mapProperties } from "./values/property-value.js";

const PROGRAM_SECONDS = 300;
const PACK_SECONDS = 60;
const MOST_PLACEHOLDERS = 100;

/** The SDK makes several stack traces for each resource, and nearly all of the time of a large program goes there. */
const NO_TRACES = "--stack-trace-limit=0";

/**
 * Previews a Pulumi Node.js program with policy packs, without the Pulumi CLI, an account or credentials. Resolves
 * with what the packs found; rejects with a {@link PreviewError} where the program or a pack could not run.
 */
export async function preview(options: PreviewOptions): Promise<PreviewResult> {
    const begin = performance.now();
    const prepared = prepare(options);
    const reaper = new Reaper();
    try {
        const run = await runUntilComplete(prepared, reaper);
        return describe(prepared, run, performance.now() - begin);
    } finally {
        await reaper.close();
    }
}

interface Prepared {
    readonly options: PreviewOptions;
    readonly project: Project;
    readonly stack: string;
    readonly stackConfig: StackConfig;
    readonly config: Config;
    /** Keys that were filled, in the order in which they were found to be missing. */
    readonly placeholders: string[];
    readonly settings: Omit<RunSettings, "reaper" | "nodeArguments">;
}

function prepare(options: PreviewOptions): Prepared {
    const project = readProject(options.program);
    const { stack, organization } = chooseStack(project, options.stack);
    const stackConfig = readStackConfig(project, stack, { ...process.env, ...options.env });
    const config = stackConfig.values;
    addGivenConfig(config, options, project);
    const placeholders = [...fillDeclared(options, project, stack, stackConfig)];
    const emit = (event: PreviewEvent): void => options.onEvent?.(event);
    return {
        options,
        project,
        stack,
        stackConfig,
        config,
        placeholders,
        settings: {
            deployment: {
                project,
                stack,
                organization: options.organization ?? organization ?? "organization",
                config,
                fixtures: loadFixtures(options, project.root),
                hasPlaceholders: options.placeholders === true || stackConfig.undecrypted.length > 0,
                assumesAnswers: options.placeholders === true,
                redact: makeRedact([...stackConfig.revealed, ...Object.values(options.secrets ?? {})]),
                emit,
            },
            environment: { ...selectEnvironment(process.env, options.inheritEnv === true), ...options.env },
            policyPacks: (options.policyPacks ?? []).map((pack) =>
                typeof pack === "string"
                    ? { path: pack, config: readPackConfig(undefined) }
                    : { path: pack.path, config: readPackConfig(pack.config) },
            ),
            programSeconds: options.timeouts?.program ?? PROGRAM_SECONDS,
            packSeconds: options.timeouts?.policyPack ?? PACK_SECONDS,
            signal: options.signal,
        },
    };
}

function addGivenConfig(config: Config, options: PreviewOptions, project: Project): void {
    for (const [values, secret] of [
        [options.config, false],
        [options.secrets, true],
    ] as const) {
        for (const [name, text] of Object.entries(values ?? {})) {
            config.set(parseConfigKey(name, project.name), { text, secret, structured: parseJson(text) !== undefined });
        }
    }
}

function fillDeclared(
    options: PreviewOptions,
    project: Project,
    stack: string,
    stackConfig: StackConfig,
): readonly string[] {
    const config = stackConfig.values;
    const missing = applyDeclaredConfig(project, stack, config);
    if (missing.length > 0 && options.placeholders !== true) {
        throw blameEnvironments(missingConfig(stack, missing), stackConfig.environments);
    }
    for (const key of missing) {
        const declaration = project.config.get(key) ?? project.config.get(key.slice(project.name.length + 1));
        config.set(key, { text: placeholderFor(key, declaration), secret: true, structured: false });
    }
    return missing;
}

/** Runs the program; with placeholders, again and again until nothing is missing any more. */
async function runUntilComplete(prepared: Prepared, reaper: Reaper): Promise<Run> {
    for (;;) {
        try {
            return await runWithTraces(prepared, reaper);
        } catch (error) {
            const filled = prepared.options.placeholders === true && fillNext(prepared, error);
            if (!filled) {
                throw error;
            }
            restart(prepared, `${prepared.placeholders.at(-1)} is not set`);
        }
    }
}

/** Fills the key that the program stopped at and, the first time, what its source requires beside it. */
function fillNext(prepared: Prepared, error: unknown): boolean {
    const next = error instanceof PreviewError ? nextPlaceholder(error.message, prepared.config) : undefined;
    if (next === undefined || prepared.placeholders.length >= MOST_PLACEHOLDERS) {
        return false;
    }
    fill(prepared, next.key, next.text);
    for (const { key, text } of findRequiredKeys(prepared.project.folder, prepared.project.name)) {
        if (!prepared.config.has(key)) {
            fill(prepared, key, text);
        }
    }
    return true;
}

function fill({ config, placeholders }: Prepared, key: string, text: string): void {
    config.set(key, { text, secret: true, structured: false });
    if (!placeholders.includes(key)) {
        placeholders.push(key);
    }
}

/** Runs without stack traces; only a program that failed runs again with them, for the place of its error. */
async function runWithTraces(prepared: Prepared, reaper: Reaper): Promise<Run> {
    try {
        return await attempt(prepared, reaper, [NO_TRACES]);
    } catch (error) {
        if (!wantsTraces(error) || prepared.options.signal?.aborted) {
            throw error;
        }
        restart(prepared, "the program failed; it runs again to find the place");
        return attempt({ ...prepared, settings: withoutTypeCheck(prepared.settings) }, reaper, []);
    }
}

/** What ran until it failed was checked on its way there. */
function withoutTypeCheck(settings: Prepared["settings"]): Prepared["settings"] {
    return { ...settings, environment: { ...settings.environment, PULUMI_NODEJS_TRANSPILE_ONLY: "true" } };
}

async function attempt(prepared: Prepared, reaper: Reaper, nodeArguments: readonly string[]): Promise<Run> {
    const run = new PreviewRun({ ...prepared.settings, reaper, nodeArguments });
    emitStart(prepared);
    for (const line of unreadableConfig(prepared.stackConfig)) {
        run.deployment.cannotSee(line);
    }
    try {
        return await run.run();
    } catch (error) {
        if (!(error instanceof PreviewError)) {
            throw error;
        }
        const explained = blameEnvironments(
            blamePlaceholders(error, prepared.placeholders, run.deployment.unseen),
            prepared.stackConfig.environments,
        );
        throw redactError(explained, run.deployment);
    }
}

/** The error without secrets of the configuration, with what was said until then. */
function redactError(error: PreviewError, { settings: { redact }, diagnostics }: Run["deployment"]): PreviewError {
    const { code, what, why, fix } = error;
    const redacted = new PreviewError(code, {
        what: redact(what),
        ...(why === undefined ? {} : { why: redact(why) }),
        ...(fix === undefined ? {} : { fix: redact(fix) }),
    });
    redacted.diagnostics = diagnostics;
    return redacted;
}

function emitStart({ settings, config }: Prepared): void {
    const { project, stack, emit } = settings.deployment;
    const shown = [...config].map(([key, value]) => [key, value.secret ? "[secret]" : value.text]);
    emit({ kind: "start", project: project.name, stack, config: Object.fromEntries(shown) });
}

function restart({ settings }: Prepared, reason: string): void {
    settings.deployment.emit({ kind: "restart", reason });
}

function describe(prepared: Prepared, run: Run, total: number): PreviewResult {
    const { deployment, analysis, packs } = run;
    const all = [...deployment.resources.values(), ...deployment.reads.values()];
    const outputs = deployment.resources.get(deployment.stackUrn)?.outputs ?? {};
    return {
        project: prepared.project.name,
        stack: prepared.stack,
        resources: all.map(describeResource),
        violations: sortViolations(analysis.violations),
        remediations: analysis.remediations,
        diagnostics: deployment.diagnostics,
        policyPacks: packs.map((pack) => pack.description),
        outputs: mapProperties(outputs, downgradeValue),
        unseen: deployment.unseen,
        placeholders: prepared.placeholders,
        timing: { total, packStart: run.packStart, program: run.program, analysis: analysis.busy },
    };
}
