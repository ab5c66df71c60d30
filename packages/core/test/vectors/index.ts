import { AWS_VECTORS } from "./aws.js";
import { AZURE_VECTORS } from "./azure.js";
import { GCP_AND_OTHER_VECTORS } from "./gcp-and-others.js";
import type { Vector } from "./vector.js";

/** The forty numbered vectors of the semantics. */
export const VECTORS: readonly Vector[] = [...AWS_VECTORS, ...AZURE_VECTORS, ...GCP_AND_OTHER_VECTORS];
