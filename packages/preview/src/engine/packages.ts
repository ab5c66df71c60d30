import { createHash } from "node:crypto";
import type { RegisterPackageRequest } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { makeProviderRequest, type PackageParameters, type ProviderRequest } from "./provider-request.js";

/** Packages that the program announced, by the reference it got for each. */
export class Packages {
    readonly #requests = new Map<string, ProviderRequest>();

    /** Takes an announcement; the same package always gets the same reference. */
    register(request: RegisterPackageRequest): string {
        if (request.getName() === "") {
            throw new PreviewError("registration-invalid", { what: "package name is empty" });
        }
        const parameters = request.getParameterization();
        const described = makeProviderRequest(
            request.getName(),
            request.getVersion(),
            request.getDownloadUrl(),
            readChecksums(request.getChecksumsMap()),
            parameters === undefined ? undefined : readParameters(parameters),
        );
        const reference = createHash("sha256").update(request.serializeBinary()).digest("hex").slice(0, 32);
        this.#requests.set(reference, described);
        return reference;
    }

    /** The package behind a reference; without one, what the RPC itself says. */
    resolve(reference: string, otherwise: () => ProviderRequest): ProviderRequest {
        if (reference === "") {
            return otherwise();
        }
        const found = this.#requests.get(reference);
        if (found === undefined) {
            throw new PreviewError("registration-invalid", { what: `unknown provider package '${reference}'` });
        }
        return found;
    }
}

/** Copies a map of checksums; the wire may give them as base64 text. */
export function readChecksums(map: {
    forEach(visit: (sum: Uint8Array | string, key: string) => void): void;
}): Map<string, Uint8Array> {
    const result = new Map<string, Uint8Array>();
    map.forEach((sum, key) => {
        result.set(key, typeof sum === "string" ? Buffer.from(sum, "base64") : sum);
    });
    return result;
}

function readParameters(message: {
    getName(): string;
    getVersion(): string;
    getValue_asU8(): Uint8Array;
}): PackageParameters {
    return { name: message.getName(), version: message.getVersion(), value: message.getValue_asU8() };
}
