import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewOptions, preview } from "../src/index.js";
import { packPath } from "./paths.js";

/** One request to a pack, as plain JSON. */
export interface RecordedResource {
    readonly method?: string;
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly properties: Readonly<Record<string, unknown>>;
    readonly options: unknown;
    readonly provider?: unknown;
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What a pack was sent during one preview. */
export interface Recording {
    readonly configureStack: unknown;
    /** By resource name. */
    readonly remediate: Readonly<Record<string, RecordedResource>>;
    readonly analyze: Readonly<Record<string, RecordedResource>>;
    readonly analyzeStack: Readonly<Record<string, RecordedResource>>;
}

/** Previews a program with a pack that writes down what it is sent. */
export async function record(options: PreviewOptions): Promise<Recording> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-recording-"));
    const file = join(folder, "requests.jsonl");
    try {
        await preview({
            ...options,
            policyPacks: [packPath("recorder/recorder.js")],
            env: { ...options.env, RECORDING: file },
        });
        return sort(
            readFileSync(file, "utf8")
                .trimEnd()
                .split("\n")
                .map((line) => JSON.parse(line)),
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function sort(lines: readonly (RecordedResource & { readonly resources?: readonly RecordedResource[] })[]): Recording {
    const of = (method: string): Readonly<Record<string, RecordedResource>> =>
        byName(lines.filter((line) => line.method === method).map(({ method: _method, ...rest }) => rest));
    const stack = lines.filter((line) => line.method === "analyzeStack");
    if (stack.length !== 1) {
        throw new Error(`AnalyzeStack was called ${stack.length} times`);
    }
    const { method: _method, ...configureStack } = lines.find((line) => line.method === "configureStack") ?? {};
    return {
        configureStack,
        remediate: of("remediate"),
        analyze: of("analyze"),
        analyzeStack: byName(stack[0]?.resources ?? []),
    };
}

function byName(resources: readonly RecordedResource[]): Readonly<Record<string, RecordedResource>> {
    const result: Record<string, RecordedResource> = {};
    for (const resource of resources) {
        if (Object.hasOwn(result, resource.name)) {
            throw new Error(`${resource.name} was sent twice`);
        }
        result[resource.name] = resource;
    }
    return result;
}

/** The signatures that tell an object on the wire from an ordinary one, as Pulumi's protocol defines them. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A secret as it is on the wire. */
export function wireSecret(value: unknown): unknown {
    return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** An asset as it is on the wire. */
export function wireAsset(fields: Readonly<Record<string, unknown>>): unknown {
    return { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", ...fields };
}

/** An archive as it is on the wire. */
export function wireArchive(fields: Readonly<Record<string, unknown>>): unknown {
    return { [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", ...fields };
}

/** What stands for an unknown value on the wire. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The options of a resource that sets none. */
export const NO_OPTIONS = {
    protect: false,
    ignorechangesList: [],
    deletebeforereplace: false,
    deletebeforereplacedefined: false,
    additionalsecretoutputsList: [],
    aliasesList: [],
    customtimeouts: { create: 0, update: 0, pb_delete: 0, read: 0 },
    parent: "",
};
