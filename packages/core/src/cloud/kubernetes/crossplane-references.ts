import { Field } from "../../field.js";
import { Unknown, type Value } from "../../value.js";
import { plain } from "./custom-kind.js";
import { referredKey } from "./object-key.js";

/** Properties that hold a list, in the form that references to it are named after. */
const LISTS: ReadonlyMap<string, string> = new Map([
    ["securityGroup", "securityGroups"],
    ["vpcSecurityGroupId", "vpcSecurityGroupIds"],
    ["networkLoadBalancerArn", "networkLoadBalancerArns"],
]);

/**
 * The fields of a Crossplane object, with references to other objects (`securityGroupIdRef`) in the place of the ids
 * that they become: the key of that object, or not known where a selector picks one.
 */
export function withReferences(fields: Field, metadata: Field): Field {
    if (!fields.isObject) return fields;
    const entries = fields.keys().flatMap((key): readonly (readonly [string, Value])[] => {
        const [, base, kind] = /^(.+?)(Refs?|Selector)$/.exec(key) ?? [];
        if (base === undefined) return [[key, plain(fields.own(key))]];
        const property = LISTS.get(base) ?? base;
        if (!fields.get(property).isAbsent || fields.own(key).isAbsent) return [];
        return [[property, referred(fields.own(key), kind === "Selector", property !== base, metadata)]];
    });
    // A reference by name is written beside a selector once it is resolved: the name is the better answer.
    const sorted = entries.toSorted(([, one], [, other]) => Number(!isOpen(one)) - Number(!isOpen(other)));
    return new Field(Object.fromEntries(sorted), fields.at, fields.secret);
}

function isOpen(value: Value): boolean {
    return value instanceof Unknown || (Array.isArray(value) && value.some((item) => item instanceof Unknown));
}

function referred(reference: Field, selects: boolean, isList: boolean, metadata: Field): Value {
    if (selects) return isList ? [new Unknown()] : new Unknown();
    if (!isList) return referredKey(reference, metadata);
    return reference.items().map((item) => referredKey(item, metadata));
}
