import { FirewallError } from "@portcullis/core";
import * as pulumi from "@pulumi/pulumi";

/** Runs a check; what it refuses becomes the error that the Pulumi engine prints with its property path. */
export function asInputError<T>(check: () => T): T {
    try {
        return check();
    } catch (error) {
        if (!(error instanceof FirewallError)) throw error;
        throw new pulumi.InputPropertyError({ propertyPath: error.at ?? "", reason: error.message });
    }
}
