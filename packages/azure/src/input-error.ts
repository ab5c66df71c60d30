import { FirewallError } from "@portcullis/core";
import * as pulumi from "@pulumi/pulumi";

/** Runs a check; what it refuses becomes the error that the Pulumi engine prints with its property path. */
export function asInputError<T>(check: () => T): T {
    try {
        return check();
    } catch (error) {
        if (!(error instanceof FirewallError)) throw error;
        const { message, at = "" } = error;
        const refused = new pulumi.InputPropertyError({
            propertyPath: at,
            reason: at === "" ? message : message.slice(`${at}: `.length),
        });
        // A Node.js program shows the message alone; programs of other languages get path and reason apart.
        refused.message = message;
        throw refused;
    }
}
