import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

/** A policy with both views: the SDK asks each of them by itself, under one name, level and configuration. */
export type ApiServerPolicy = ResourceValidationPolicy & StackValidationPolicy;
