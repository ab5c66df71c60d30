/** A mistake on the command line: one clear sentence for the user, no stack, exit code 2. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}
