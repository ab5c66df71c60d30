import type { ApiServerPolicy } from "./api-server-policy.js";
import { apiServerNotPublic } from "./policies/api-server-not-public.js";
import { apiServerReachKnown } from "./policies/api-server-reach-known.js";
import { controlPlaneNotPublic } from "./policies/control-plane-not-public.js";
import { managedApiEndpointNotPublic } from "./policies/managed-api-endpoint-not-public.js";

/** The policies, for a pack of your own: `new PolicyPack("mine", { policies: [...policies, ...others] })`. */
export const policies: readonly ApiServerPolicy[] = [
    apiServerNotPublic,
    managedApiEndpointNotPublic,
    controlPlaneNotPublic,
    apiServerReachKnown,
];
