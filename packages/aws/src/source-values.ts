import { agreedValue, type IntentSource, resolvedBlock } from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerSecurityGroupArgs } from "./args.js";
import { asInputError } from "./input-error.js";
import { type RoleArguments, SOURCE_ROLES } from "./intent.js";
import type { PlannedRule } from "./rules.js";

/** The one source property of a security group rule. */
interface SourceArgument {
    readonly cidrIpv4?: pulumi.Input<string>;
    readonly cidrIpv6?: pulumi.Input<string>;
    readonly prefixListId?: pulumi.Input<string>;
    readonly referencedSecurityGroupId?: pulumi.Input<string>;
}

/** From a planned source to the property that names it; `group` is the group that the rule belongs to. */
export type SourceValues = (source: IntentSource, group: pulumi.Input<string>) => SourceArgument;

/** Every argument that holds values under names of the user's. */
export type KeyedArguments = RoleArguments & Pick<ApiServerSecurityGroupArgs, "extraRules" | "destinations">;

/** Looks up, for sources that were named by a key, the value that the user gave under it. */
export function ruleSources(args: KeyedArguments, sources: readonly IntentSource[]): SourceValues {
    const values = keyedValues(args);
    const blocks = new Set(sources.flatMap(({ block }) => (block ? [block.toString()] : [])));
    return (source, group) => {
        if (source.block)
            return source.block.family === 4
                ? { cidrIpv4: source.block.toString() }
                : { cidrIpv6: source.block.toString() };
        if (source.kind === "self") return { referencedSecurityGroupId: group };
        const paths = sources.filter(({ name }) => name === source.name).map(({ at }) => at);
        const value = agreed(paths.length > 1 ? [...new Set(paths)] : [source.at], values);
        if (source.kind === "ipv4") return { cidrIpv4: checked(value, 4, source.at, blocks) };
        if (source.kind === "ipv6") return { cidrIpv6: checked(value, 6, source.at, blocks) };
        return source.kind === "prefixList" || source.kind === "destination"
            ? { prefixListId: value }
            : { referencedSecurityGroupId: value };
    };
}

/** The value under one name; where several roles give it, they are held to say the same. */
function agreed(paths: readonly string[], values: ReadonlyMap<string, pulumi.Input<string>>): pulumi.Input<string> {
    const [first = "", ...others] = paths.map((path) => values.get(path) ?? "");
    if (others.every((value) => value === first)) return first;
    return pulumi.all([first, ...others]).apply((texts) => asInputError(() => agreedValue(texts, paths)));
}

/** Everything a rule resource takes: the plan's part, its group, and its one source. */
export function ruleArguments(
    rule: PlannedRule,
    group: pulumi.Input<string>,
    values: SourceValues,
    tags: Record<string, pulumi.Input<string>> | undefined,
) {
    return {
        securityGroupId: group,
        ipProtocol: rule.ipProtocol,
        ...(rule.fromPort === undefined ? {} : { fromPort: rule.fromPort }),
        ...(rule.toPort === undefined ? {} : { toPort: rule.toPort }),
        ...values(rule.source, group),
        description: rule.description,
        ...(tags ? { tags } : {}),
    };
}

function checked(
    value: pulumi.Input<string>,
    family: 4 | 6,
    at: string,
    blocks: ReadonlySet<string>,
): pulumi.Output<string> {
    return pulumi.output(value).apply((text) => asInputError(() => resolvedBlock(text, family, at, blocks)));
}

/** What the user gave under each name, by property path. */
export function keyedValues(args: KeyedArguments): ReadonlyMap<string, pulumi.Input<string>> {
    const values = new Map<string, pulumi.Input<string>>();
    const add = (path: string, record: Record<string, pulumi.Input<string> | undefined> | undefined): void => {
        for (const [key, value] of Object.entries(record ?? {}))
            if (value !== undefined) values.set(`${path}.${key}`, value);
    };
    for (const role of SOURCE_ROLES) {
        add(`${role}.securityGroups`, args[role]?.securityGroups);
        add(`${role}.prefixLists`, args[role]?.prefixLists);
    }
    add("ownAddresses", args.ownAddresses);
    add("ownIpv6Addresses", args.ownIpv6Addresses);
    for (const [key, rule] of Object.entries(args.extraRules ?? {})) {
        if (rule.securityGroup !== undefined) values.set(`extraRules.${key}`, rule.securityGroup);
    }
    for (const [key, destination] of Object.entries(args.destinations ?? {})) {
        if (destination.prefixList !== undefined) values.set(`destinations.${key}`, destination.prefixList);
    }
    return values;
}
