import { Secret, Unknown, type Value } from "../../value.js";

/** What references inside a template lead to. */
export interface References {
    /** The key of the object that a logical name stands for, in the place of its id; undefined for other names. */
    readonly keyOf: (logicalName: string) => string | undefined;
    /** The value of a parameter; unknown where it is not given as text. Undefined for other names. */
    readonly parameter: (name: string) => Value;
}

/** Nothing is referred to: outside a template there are no logical names. */
export const NO_REFERENCES: References = { keyOf: () => undefined, parameter: () => undefined };

/** Properties that hold the id of an object: there a reference is a link; elsewhere it is a value nobody knows yet. */
const LINK = /^(id|.*(Id|Ids|Arn|Arns|Groups))$/;

const DEEPEST = 60;
/** A template has fewer values than that; an object that contains itself in several places would have no end. */
const MOST_VALUES = 200_000;

/** A value as CloudFormation writes it, with keys as Pulumi writes them and functions worked out as far as they are known. */
export function plainValue(value: Value, references: References): Value {
    return new Plain(references).value(value, "", 0);
}

class Plain {
    private values = 0;

    constructor(private readonly references: References) {}

    value(value: Value, key: string, depth: number): Value {
        if (value instanceof Secret) return new Secret(this.value(value.value, key, depth + 1));
        if (depth > DEEPEST || ++this.values > MOST_VALUES) return new Unknown();
        if (Array.isArray(value)) return this.list(value, key, depth);
        if (typeof value !== "object" || value === null || value instanceof Unknown) return value;
        // Lists, secrets and unknowns are gone: what is left is the record case of Value.
        return this.record(value as { readonly [key: string]: Value }, key, depth);
    }

    private list(items: readonly Value[], key: string, depth: number): Value {
        return items.filter((item) => !isNothing(item)).map((item) => this.value(item, key, depth + 1));
    }

    private record(record: { readonly [key: string]: Value }, key: string, depth: number): Value {
        const [only, ...others] = Object.keys(record);
        if (only !== undefined && others.length === 0 && isFunction(only)) {
            return called(only, record[only], this.references, key);
        }
        const entries = Object.entries(record).filter(([, item]) => !isNothing(item));
        return Object.fromEntries(
            entries.map(([name, item]) => [camel(name), this.value(item, camel(name), depth + 1)]),
        );
    }
}

/** `SecurityGroupIngress` as `securityGroupIngress`. */
function camel(name: string): string {
    return name.startsWith("Fn::") ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function isFunction(name: string): boolean {
    return name === "Ref" || name === "Condition" || name.startsWith("Fn::");
}

/** A reference to nothing leaves the property, or the element, out. */
function isNothing(value: Value): boolean {
    if (typeof value !== "object" || value === null || !("Ref" in value)) return false;
    return value["Ref"] === "AWS::NoValue" && Object.keys(value).length === 1;
}

function called(name: string, argument: Value, references: References, key: string): Value {
    const target = targetOf(name, argument);
    if (target === undefined) return new Unknown();
    if (LINK.test(key)) {
        const found = references.keyOf(target);
        if (found !== undefined) return found;
    }
    return name === "Ref" ? (references.parameter(target) ?? new Unknown()) : new Unknown();
}

/** The logical name that a reference or an attribute is of. */
function targetOf(name: string, argument: Value): string | undefined {
    if (name === "Ref") return typeof argument === "string" ? argument : undefined;
    if (name !== "Fn::GetAtt") return undefined;
    const first: Value = Array.isArray(argument) ? argument[0] : argument;
    return typeof first === "string" ? first.split(".")[0] : undefined;
}
