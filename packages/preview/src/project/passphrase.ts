import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";

/** Decrypts what `pulumi config set --secret` wrote; undefined for what this passphrase did not encrypt. */
export type Decrypter = (ciphertext: string) => string | undefined;

// The format is Pulumi's own: PBKDF2 with SHA-256, AES-256-GCM, `v1:nonce:content and tag`.
const ITERATIONS = 1_000_000;
const TAG_BYTES = 16;

/**
 * Makes a decrypter from the stack's `encryptionsalt` and the passphrase in the environment. Undefined where either
 * is missing or the passphrase is wrong.
 */
export function makeDecrypter(
    salt: string | undefined,
    environment: Readonly<Record<string, string | undefined>>,
): Decrypter | undefined {
    const passphrase = readPassphrase(environment);
    const parts = salt?.split(":") ?? [];
    const [version, saltText, ...proof] = parts;
    if (passphrase === undefined || version !== "v1" || saltText === undefined) {
        return undefined;
    }
    const key = pbkdf2Sync(passphrase, Buffer.from(saltText, "base64"), ITERATIONS, 32, "sha256");
    const decrypt: Decrypter = (ciphertext) => decryptWith(key, ciphertext);
    return decrypt(proof.join(":")) === "pulumi" ? decrypt : undefined;
}

function readPassphrase(environment: Readonly<Record<string, string | undefined>>): string | undefined {
    const direct = environment["PULUMI_CONFIG_PASSPHRASE"];
    const file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"];
    if (direct !== undefined || file === undefined || file === "") {
        return direct;
    }
    try {
        return readFileSync(file, "utf8").trim();
    } catch {
        // A passphrase that cannot be read decrypts nothing: the secrets stay unknown.
        return undefined;
    }
}

function decryptWith(key: Buffer, ciphertext: string): string | undefined {
    const [version, nonce, sealed] = ciphertext.split(":");
    if (version !== "v1" || nonce === undefined || sealed === undefined) {
        return undefined;
    }
    try {
        const bytes = Buffer.from(sealed, "base64");
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
    } catch {
        return undefined;
    }
}
