import { type Field, snakeCase } from "../../field.js";
import type { Between, Rule } from "../../rule.js";
import type { Resource } from "../../value.js";
import { unreadableCause } from "../shape.js";
import { ANY_TIER, tierAt, unknownOrderedRules } from "./rule-parts.js";

/** Reads one element of a list at its tier. */
export type ElementReader = (item: Field, priority: Between<number>) => readonly Rule[];

/**
 * Reads lists of rules that are tried in order. One list is its own order; of two that are given under two names
 * nobody knows which comes first, so that none of their denies clears anything for sure.
 */
export function readOrderedLists(lists: readonly Field[], resource: Resource, read: ElementReader): readonly Rule[] {
    const given = lists.filter((list) => !list.isAbsent);
    const rules = given.flatMap((list) => readOrderedList(list, resource, read));
    const [, second] = given;
    if (second === undefined) return rules;
    const cause = unreadableCause(
        resource.urn,
        second,
        "a second list, whose place before or behind the first is not known",
    );
    return rules.map((rule) =>
        rule.action === "allow" ? rule : { ...rule, certain: false, causes: [...rule.causes, cause] },
    );
}

function readOrderedList(list: Field, resource: Resource, read: ElementReader): readonly Rule[] {
    if (list.isUnknown) return unknownOrderedRules(resource, list, ANY_TIER);
    return list
        .items()
        .flatMap((item, index) =>
            item.isObject ? read(item, tierAt(index)) : unknownOrderedRules(resource, item, tierAt(index)),
        );
}

/** The spellings of one property, each by itself: joined, their order would be lost. */
export function spellingsOf(root: Field, camel: string, ...others: readonly string[]): readonly Field[] {
    return [...new Set([camel, snakeCase(camel), ...others])].map((name) => root.own(name));
}
