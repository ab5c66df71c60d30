import type { Resource } from "../value.js";

/** Whether two resources live in one account: one provider does, two of one package do not, of two packages nobody knows. */
export function meeting(one: Resource, other: Resource): "surely" | "perhaps" | "never" {
    if (one.provider === other.provider) return "surely";
    if (one.provider === undefined || other.provider === undefined) return "perhaps";
    return packageOf(one.provider) === packageOf(other.provider) ? "never" : "perhaps";
}

/** `urn:pulumi:stack::project::pulumi:providers:aws::default` is of `aws`. */
function packageOf(provider: string): string {
    return /pulumi:providers:([^:]+)/.exec(provider)?.[1] ?? provider;
}
