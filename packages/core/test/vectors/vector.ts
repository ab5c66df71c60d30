import type { Given, Verdict } from "../corpus.js";

/** A numbered vector of the semantics: number, reason, verdict at TCP 6443, resources. */
export type Vector = readonly [number: number, reason: string, verdict: Verdict, given: readonly Given[]];

/** Everyone on IPv4. */
export const ANYONE = "0.0.0.0/0";
