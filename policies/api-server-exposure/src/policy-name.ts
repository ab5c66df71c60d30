/** The permanent names of the policies, in the order in which they report. */
export const POLICY_NAMES = [
    "api-server-not-public",
    "managed-api-endpoint-not-public",
    "control-plane-not-public",
    "api-server-reach-known",
] as const;

/** The permanent name of a policy. */
export type PolicyName = (typeof POLICY_NAMES)[number];

/** True for the name of a policy of this pack. */
export function isPolicyName(name: string): name is PolicyName {
    return POLICY_NAMES.some((one) => one === name);
}
