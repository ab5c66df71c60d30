// Runs our own preview on a subject, and tells what it said in the words of the engine's events.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PreviewError, preview } from "../../packages/preview/dist/index.js";
import { ownPath, type Said } from "./pulumi-cli.mts";
import { requestsOfRecord } from "./requests.mts";
import type { Subject } from "./subject.mts";

/** What our preview said, and which packages the program's resources come from. */
export interface OurPreview extends Said {
    readonly packages: readonly string[];
    readonly timing: { readonly total: number };
}

/** Previews the subject with `@portcullis/preview`. */
export async function previewWithUs(subject: Subject, folder: string, scratch: string): Promise<OurPreview> {
    const record = join(scratch, "record.jsonl");
    rmSync(record, { force: true });
    try {
        const result = await preview({
            program: folder,
            stack: subject.stack,
            config: subject.config,
            secrets: subject.secrets,
            policyPacks: subject.policyPacks,
            fixtures: subject.answers,
            env: { PARITY_RECORD: record, PATH: ownPath() },
        });
        return {
            exitCode: 0,
            violations: result.violations.map((violation) => ({
                policyPackName: violation.policyPackName,
                policyPackVersion: violation.policyPackVersion,
                policyName: violation.policyName,
                enforcementLevel: violation.enforcementLevel,
                severity: violation.severity ?? "",
                resourceUrn: violation.urn,
                message: violation.message.trimEnd(),
            })),
            requests: requestsOfRecord(readFileSync(record, "utf8")),
            trouble: "",
            packOrder: subject.policyPacks.map(({ path }) => path),
            packages: packagesOf(result.resources, subject),
            timing: result.timing,
        };
    } catch (error) {
        if (!(error instanceof PreviewError)) throw error;
        const requests = existsSync(record) ? requestsOfRecord(readFileSync(record, "utf8")) : [];
        const nothing = { violations: [], packOrder: [], packages: [], timing: { total: 0 } };
        return { ...nothing, exitCode: 2, requests, trouble: error.message };
    }
}

/** The packages whose provider the real engine asks for: those of resources, reads and invokes. */
function packagesOf(
    resources: readonly { readonly type: string; readonly custom: boolean }[],
    { answers, ownPlugins }: Subject,
): string[] {
    const tokens = [
        ...resources.filter(({ custom }) => custom).map(({ type }) => type.replace(/^pulumi:providers:/, "")),
        ...(answers.invokes ?? []).map(({ token }) => token),
        ...(answers.reads ?? []).map(({ type }) => type),
    ];
    const names = new Set(tokens.map((token) => token.split(":")[0] ?? ""));
    const notStoodInFor = ["pulumi", "pulumi-nodejs", ...ownPlugins];
    return [...names].filter((name) => !notStoodInFor.includes(name));
}
