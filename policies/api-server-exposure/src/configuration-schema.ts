import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyName } from "./policy-name.js";

type JsonSchema = PolicyConfigSchema["properties"][string];

const EXCEPTION: JsonSchema = {
    type: "object",
    additionalProperties: false,
    // Owner, reason and last day are required as well: an exception without them is a finding with its own words.
    required: ["resource", "sources"],
    properties: {
        resource: { type: "string", minLength: 1, description: "Name or URN of the resource; * stands for any text." },
        sources: {
            type: "array",
            minItems: 1,
            items: { type: "string" },
            description:
                "CIDR blocks, or names of service tags and countries, that may come in; nothing beside them is excused.",
        },
        reason: { type: "string", minLength: 1, description: "Why it is exposed." },
        owner: { type: "string", minLength: 1, description: "Who answers for it." },
        expires: {
            type: "string",
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: "The last day on which it counts, YYYY-MM-DD.",
        },
    },
};

/** What each property holds where it is not set. */
export const DEFAULTS = {
    ports: [6443],
    strict: false,
    allowedCidrBlocks: [],
    cloudTenantSources: "violation",
    gkeDnsEndpoint: "advisory",
    reportNetworkAcls: false,
    onUnknown: "by-phase",
    exceptions: [],
} as const satisfies { readonly [property: string]: unknown };

/** The name of a configuration property. */
export type PropertyName = keyof typeof DEFAULTS;

/** The schema of every property; the same name means the same on every policy. */
export const PROPERTIES: { readonly [property in PropertyName]: JsonSchema } = {
    ports: {
        type: "array",
        minItems: 1,
        items: { type: "integer", minimum: 1, maximum: 65535 },
        default: [...DEFAULTS.ports],
        description: "Ports of the API server. Endpoints of managed clusters are judged whatever is set here.",
    },
    strict: {
        type: "boolean",
        default: DEFAULTS.strict,
        description: "One public address is too many; otherwise 2^20 IPv4 or 2^104 IPv6 addresses are.",
    },
    allowedCidrBlocks: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Your own public addresses: they never count.",
    },
    cloudTenantSources: {
        type: "string",
        enum: ["violation", "advisory"],
        default: DEFAULTS.cloudTenantSources,
        description: "What the addresses of every customer of a cloud are.",
    },
    gkeDnsEndpoint: {
        type: "string",
        enum: ["violation", "advisory"],
        default: DEFAULTS.gkeDnsEndpoint,
        description: "What a GKE DNS endpoint that takes external traffic is.",
    },
    reportNetworkAcls: {
        type: "boolean",
        default: DEFAULTS.reportNetworkAcls,
        description: "Judge the network ACLs of subnets as well; an open one is the default of AWS.",
    },
    onUnknown: {
        type: "string",
        enum: ["by-phase", "advisory", "mandatory"],
        default: DEFAULTS.onUnknown,
        description: "What an undecided verdict is: by-phase is advisory in a preview and mandatory in an update.",
    },
    exceptions: {
        type: "array",
        items: EXCEPTION,
        default: [],
        description: "Resources that are exposed on purpose, each with sources, reason, owner and last day.",
    },
};

const EVERYWHERE: readonly PropertyName[] = [
    "ports",
    "strict",
    "allowedCidrBlocks",
    "cloudTenantSources",
    "onUnknown",
    "exceptions",
];

const CONCERNED: { readonly [policy in PolicyName]: readonly PropertyName[] } = {
    "api-server-not-public": [...EVERYWHERE, "reportNetworkAcls"],
    "managed-api-endpoint-not-public": [...EVERYWHERE, "gkeDnsEndpoint"],
    "control-plane-not-public": [...EVERYWHERE, "reportNetworkAcls"],
    "api-server-reach-known": [...EVERYWHERE, "reportNetworkAcls", "gkeDnsEndpoint"],
};

/** The properties that concern a policy. */
export function propertiesOf(policy: PolicyName): readonly string[] {
    return CONCERNED[policy];
}

/** The JSON schema of a policy's configuration, as the engine checks it. */
export function configSchemaOf(policy: PolicyName): PolicyConfigSchema {
    return { properties: Object.fromEntries(CONCERNED[policy].map((name) => [name, PROPERTIES[name]])) };
}
