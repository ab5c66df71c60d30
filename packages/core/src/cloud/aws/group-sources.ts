import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import type { SourceNames } from "./source.js";

/** The security groups that one rule names as its sources. */
export interface GroupSources {
    readonly groups: readonly Link[];
    /** True where the rule names the group that it is part of, or may. */
    readonly self: boolean;
}

/**
 * The security groups that a contribution's rules name, in the order of the rules: who stands behind a load balancer of
 * these groups is let in. Read when a load balancer asks: most stacks have none.
 */
export class GroupSourcesOfRules {
    private known: readonly GroupSources[] | undefined;

    constructor(
        private readonly rules: readonly Field[],
        private readonly resource: Resource,
        private readonly names: SourceNames,
    ) {}

    get ofRules(): readonly GroupSources[] {
        this.known ??= this.rules.map((rule) => groupSourcesOf(rule, this.resource, this.names));
        return this.known;
    }
}

/** Reads the security groups that a rule names as sources. */
function groupSourcesOf(rule: Field, resource: Resource, names: SourceNames): GroupSources {
    const own = rule.get("self");
    return {
        groups: names.groups.flatMap((name) =>
            rule
                .get(name)
                .items()
                .filter((item) => item.value !== "")
                .map((item) => linkTo(item, resource, name.endsWith("Name"))),
        ),
        self: !own.isAbsent && own.flag() !== false,
    };
}

/** A group of another account is written `account/sg-id`. A name finds no group: nobody knows whose it is. */
function linkTo(item: Field, resource: Resource, isName: boolean): Link {
    const link = groupLink(item, resource, SECURITY_GROUP);
    return { ...link, key: isName ? undefined : link.key?.replace(/^\d+\//, "") };
}

/** What the rules of a contribution name; nothing for one that is no security group. */
export function groupSourcesIn(contribution: Contribution): readonly GroupSources[] {
    return contribution.facts instanceof GroupSourcesOfRules ? contribution.facts.ofRules : [];
}
