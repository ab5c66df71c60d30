import { existsSync } from "node:fs";
import { join } from "node:path";
import { PreviewError } from "../preview-error.js";
import { configName, parseConfigKey } from "./config-key.js";
import { type Decrypter, makeDecrypter } from "./passphrase.js";
import { Placeholder } from "./placeholder.js";
import type { Project } from "./project-file.js";
import { isRecord, readYamlObject } from "./yaml-file.js";

/** One configuration value, as the program gets it. */
export interface ConfigValue {
    /** Text; an object or a list as JSON. */
    readonly text: string;
    readonly secret: boolean;
    /** True where `text` is the JSON of an object or a list. */
    readonly structured: boolean;
}

/** Configuration values by key, `<namespace>:<name>`. */
export type Config = Map<string, ConfigValue>;

/** What the stack's file holds. */
export interface StackConfig {
    readonly values: Config;
    /** Keys whose encrypted value cannot be read here. */
    readonly undecrypted: readonly string[];
    /** What was encrypted and could be read, in clear. */
    readonly revealed: readonly string[];
    /** Names of the ESC environments that the stack imports, none of which can be read here. */
    readonly environments: readonly string[];
}

/** What the stack's file holds and cannot be read here, a line each. */
export function unreadableConfig({ undecrypted, environments }: StackConfig): readonly string[] {
    return [
        ...undecrypted.map((key) => `What ${key} holds, which is encrypted: taken as unknown.`),
        ...environments.map((name) => `What the stack imports from the ESC environment ${name}: it is left out.`),
    ];
}

/** Reads `Pulumi.<stack>.yaml`; a stack without one has no values. */
export function readStackConfig(
    project: Project,
    stack: string,
    environment: Readonly<Record<string, string | undefined>>,
): StackConfig {
    const path = ["yaml", "yml", "json"]
        .map((extension) => join(project.stackConfigFolder, `Pulumi.${stack}.${extension}`))
        .find((candidate) => existsSync(candidate));
    const values: Config = new Map();
    if (path === undefined) {
        return { values, undecrypted: [], revealed: [], environments: [] };
    }
    const raw = readYamlObject(path, "config-invalid");
    const reader = new ValueReader(lazyDecrypter(raw["encryptionsalt"], environment));
    for (const [name, value] of Object.entries(isRecord(raw["config"]) ? raw["config"] : {})) {
        const key = parseConfigKey(name, project.name);
        values.set(key, reader.read(key, value, path));
    }
    const { undecrypted, revealed } = reader;
    return { values, undecrypted, revealed, environments: readEnvironments(raw["environment"]) };
}

/** Deriving the key takes a second: only where there is something to decrypt. */
function lazyDecrypter(salt: unknown, environment: Readonly<Record<string, string | undefined>>): Decrypter {
    let decrypter: Decrypter | undefined | null = null;
    return (ciphertext) => {
        decrypter ??= makeDecrypter(typeof salt === "string" ? salt : undefined, environment);
        return decrypter?.(ciphertext);
    };
}

class ValueReader {
    readonly undecrypted: string[] = [];
    readonly revealed: string[] = [];

    constructor(private readonly decrypt: Decrypter) {}

    read(key: string, value: unknown, path: string): ConfigValue {
        if (!isRecord(value) && !Array.isArray(value)) {
            return { text: scalarText(value), secret: false, structured: false };
        }
        if (isSecure(value)) {
            return { text: this.reveal(key, value.secure), secret: true, structured: false };
        }
        const state = { secret: false };
        const plain = this.plain(key, value, state);
        if (plain === undefined) {
            throw new PreviewError("config-invalid", { what: `${path}: the value of ${key} cannot be read.` });
        }
        return { text: JSON.stringify(plain), secret: state.secret, structured: true };
    }

    private plain(key: string, value: unknown, state: { secret: boolean }): unknown {
        if (Array.isArray(value)) {
            return value.map((element) => this.plain(key, element, state));
        }
        if (!isRecord(value)) {
            return value;
        }
        if (isSecure(value)) {
            state.secret = true;
            return this.reveal(key, value.secure);
        }
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.plain(key, inner, state)]));
    }

    private reveal(key: string, ciphertext: string): string {
        const text = this.decrypt(ciphertext);
        if (text !== undefined) {
            this.revealed.push(text);
            return text;
        }
        if (!this.undecrypted.includes(key)) {
            this.undecrypted.push(key);
        }
        return Placeholder.text(configName(key));
    }
}

function isSecure(value: unknown): value is { readonly secure: string } {
    return isRecord(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

/** Writes a scalar as the CLI would keep it. */
export function scalarText(value: unknown): string {
    return value === null || value === undefined ? "" : String(value);
}

function readEnvironments(raw: unknown): readonly string[] {
    const imports = isRecord(raw) ? raw["imports"] : raw;
    if (isRecord(raw) && imports === undefined) {
        return ["(inline)"];
    }
    return Array.isArray(imports)
        ? imports.map((entry) => (isRecord(entry) ? Object.keys(entry).join() : String(entry)))
        : [];
}
