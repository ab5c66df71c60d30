export { isOrdered, RESOURCE_TYPES, readerFor } from "../cloud/registry.js";
export type { Composer, Member, Resolution, StackIndex } from "./composer.js";
export type { Contribution, FirewallKind, NestedReader, Note, Reader } from "./contribution.js";
export { contributionsOf } from "./contributions-of.js";
export type { Firewall } from "./firewall.js";
export type { Identity, Link } from "./link.js";
export { composeFirewalls, firewallsOf } from "./stack.js";
