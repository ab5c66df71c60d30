import { Secret, Unknown, type Value } from "@portcullis/core";
import type { Received } from "./requests.js";

/** A resource's properties as the engine reads them. */
export interface Conversion {
    readonly properties: { readonly [key: string]: Value };
    /** True where some value is not known before the deployment: then this is a preview. */
    readonly sawUnknown: boolean;
    /** Texts that are secret, for a last look over what is printed. */
    readonly secretTexts: readonly string[];
}

/** What Pulumi sends in place of a value that is not known yet, by the type it was declared with. */
export const UNKNOWN_SENTINELS: readonly string[] = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const SENTINEL = new RegExp(UNKNOWN_SENTINELS.join("|"));
const SENTINEL_LENGTH = 36;

/** What `pulumi policy analyze` writes in place of a secret that it cannot decrypt. */
const REDACTED = "[secret]";
const WHY_REDACTED = "a secret that is shown only to who has the stack's passphrase";

/** Marks an object on the wire as something else than a plain object; the value says what. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
/** Marks a secret, whose `value` it holds. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

const DEEPEST = 64;

/**
 * Turns received properties into the plain tree that readers take: unknowns marked, secrets marked (every value, where
 * it is not known which are secret), own keys only, depth and cycles bounded. Nothing of it ever throws at a value.
 */
export function convertProperties({ raw, secretsMarked }: Received): Conversion {
    const walk = new Walk();
    const properties: Properties = {};
    for (const key of keysOf(raw)) {
        // It has keys, so it is an object.
        const converted = walk.convert(ownValue(raw as object, key), 0, false);
        put(properties, key, secretsMarked || converted instanceof Unknown ? converted : new Secret(converted));
    }
    return { properties, sawUnknown: walk.sawUnknown, secretTexts: walk.secretTexts };
}

interface Properties {
    [key: string]: Value;
}

/** A key named `__proto__` is an own key like any other. */
function put(into: Properties, key: string, value: Value): void {
    if (key === "__proto__") Object.defineProperty(into, key, { value, enumerable: true, configurable: true });
    else into[key] = value;
}

class Walk {
    sawUnknown = false;
    readonly secretTexts: string[] = [];
    private readonly above = new Set<object>();

    convert(raw: unknown, depth: number, secret: boolean): Value {
        if (typeof raw === "string") return this.text(raw, secret);
        if (raw === null || raw === undefined || typeof raw === "number" || typeof raw === "boolean") return raw;
        // Functions, symbols, things too deep and cycles are no values: they may stand for anything.
        if (typeof raw !== "object" || depth > DEEPEST || this.above.has(raw)) return new Unknown(secret);
        this.above.add(raw);
        const converted = this.object(raw, depth, secret);
        this.above.delete(raw);
        return converted;
    }

    private text(raw: string, secret: boolean): Value {
        if (raw === REDACTED) return new Unknown(true, WHY_REDACTED);
        if (raw.length >= SENTINEL_LENGTH && SENTINEL.test(raw)) {
            this.sawUnknown = true;
            return new Unknown(secret);
        }
        if (secret) this.secretTexts.push(raw);
        return raw;
    }

    private object(raw: object, depth: number, secret: boolean): Value {
        if (Array.isArray(raw)) {
            const list: Value[] = [];
            for (let index = 0; index < raw.length; index++) {
                list.push(this.convert(ownValue(raw, String(index)), depth + 1, secret));
            }
            return list;
        }
        if (ownValue(raw, SIGNATURE_KEY) === SECRET_SIGNATURE) return this.secret(ownValue(raw, "value"), depth);
        const converted: Properties = {};
        for (const key of keysOf(raw)) {
            if (key !== SIGNATURE_KEY) put(converted, key, this.convert(ownValue(raw, key), depth + 1, secret));
        }
        return converted;
    }

    private secret(raw: unknown, depth: number): Value {
        const converted = this.convert(raw, depth + 1, true);
        return converted instanceof Unknown ? new Unknown(true, converted.why) : new Secret(converted);
    }
}

function keysOf(raw: unknown): readonly string[] {
    return typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
}

/** By descriptor: reading an unknown through the SDK's proxy would throw. */
function ownValue(raw: object, key: string): unknown {
    return Object.getOwnPropertyDescriptor(raw, key)?.value as unknown;
}
