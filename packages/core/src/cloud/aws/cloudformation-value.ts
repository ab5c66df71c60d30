import { Field } from "../../field.js";
import { Secret, Unknown, type Value } from "../../value.js";

/** What references inside a template lead to. */
export interface References {
    /** The key of the object that a logical name stands for, in the place of its id; undefined for other names. */
    readonly keyOf: (logicalName: string) => string | undefined;
    /** The value of a parameter; unknown where it is not given as text. Undefined for other names. */
    readonly parameter: (name: string) => Value;
    /** What a mapping holds under a name of the first and one of the second level; undefined where it holds nothing. */
    readonly mapped: (mapping: string, first: string, second: string) => Value;
}

/** Nothing is referred to: outside a template there are no logical names. */
export const NO_REFERENCES: References = {
    keyOf: () => undefined,
    parameter: () => undefined,
    mapped: () => undefined,
};

/** A value that only the cloud knows, whatever the program learns. */
export function workedOut(): Unknown {
    return new Unknown(false, "CloudFormation works it out, and nothing here can tell");
}

/** Properties that hold the id of an object: there a reference is a link; elsewhere it is a value nobody knows yet. */
const LINK = /^(id|groupName|.*(Id|Ids|Arn|Arns|Groups))$/;

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
        if (typeof value === "string") return isDynamic(value) ? workedOut() : value;
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
            return this.called(only, record[only], key, depth);
        }
        const entries = Object.entries(record).filter(([, item]) => !isNothing(item));
        return Object.fromEntries(
            entries.map(([name, item]) => [camel(name), this.value(item, camel(name), depth + 1)]),
        );
    }

    private called(name: string, argument: Value, key: string, depth: number): Value {
        if (name === "Fn::Sub" || name === "Fn::Join") return this.text(name, argument, depth);
        if (name === "Fn::FindInMap") return this.mapped(argument, depth);
        const target = targetOf(name, argument);
        if (target === undefined) return workedOut();
        const found = LINK.test(key) ? this.references.keyOf(target) : undefined;
        if (found !== undefined) return found;
        return name === "Ref" ? (this.references.parameter(target) ?? workedOut()) : workedOut();
    }

    private mapped(argument: Value, depth: number): Value {
        const given = this.value(argument, "", depth + 1);
        if (!Array.isArray(given) || given.length !== 3) return workedOut();
        const names = given.map((name: Value) => new Field(name, ""));
        const later = names.find((name) => name.isUnknown);
        const [mapping, first, second] = names.map((name) => name.text());
        if (later !== undefined) return later.value;
        if (mapping === undefined || first === undefined || second === undefined) return workedOut();
        const found = this.value(this.references.mapped(mapping, first, second), "", depth + 1) ?? workedOut();
        return names.some(({ secret }) => secret) ? new Secret(found) : found;
    }

    /** A text put together of parts; unknown where one of them is. */
    private text(name: string, argument: Value, depth: number): Value {
        const [first, second] = Array.isArray(argument) ? argument : [argument, {}];
        if (typeof first !== "string") return workedOut();
        const parts = this.value(second, "", depth + 1);
        if (name === "Fn::Sub") return together(this.substituted(first, parts));
        return Array.isArray(parts)
            ? together(parts.flatMap((part, at) => (at ? [first, part] : [part])))
            : workedOut();
    }

    /** `${Name}` is one of the parts that stand beside the text, or a parameter; `${!Name}` is that text itself. */
    private substituted(text: string, parts: Value): readonly Value[] {
        return text.split(/\$\{([^}]*)\}/).map((piece, at) => {
            if (at % 2 === 0) return piece;
            if (piece.startsWith("!")) return `\${${piece.slice(1)}}`;
            const own = new Field(parts, "").own(camel(piece.trim()));
            if (own.isAbsent) return this.references.parameter(piece.trim());
            return own.secret ? new Secret(own.value) : own.value;
        });
    }
}

/** The pieces as one text; the first that is none says why nobody knows it. */
function together(pieces: readonly Value[]): Value {
    const fields = pieces.map((piece) => new Field(piece, ""));
    const other = fields.find(({ value }) => typeof value !== "string" && typeof value !== "number");
    if (other !== undefined) return other.isUnknown ? other.value : workedOut();
    const text = fields.map(({ value }) => String(value)).join("");
    if (isDynamic(text)) return workedOut();
    return fields.some(({ secret }) => secret) ? new Secret(text) : text;
}

/** A reference that CloudFormation replaces by a parameter or a secret kept elsewhere. */
function isDynamic(text: string): boolean {
    return text.includes("{{resolve:");
}

/** `SecurityGroupIngress` as `securityGroupIngress`, `HTTPSPort` as `httpsPort`. */
function camel(name: string): string {
    if (name.startsWith("Fn::")) return name;
    return name.replace(/^[A-Z0-9]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
}

function isFunction(name: string): boolean {
    return name === "Ref" || name === "Condition" || name.startsWith("Fn::");
}

/** A reference to nothing leaves the property, or the element, out. */
function isNothing(value: Value): boolean {
    if (typeof value !== "object" || value === null || !("Ref" in value)) return false;
    return value["Ref"] === "AWS::NoValue" && Object.keys(value).length === 1;
}

/** The logical name that a reference or an attribute is of. */
function targetOf(name: string, argument: Value): string | undefined {
    if (name === "Ref") return typeof argument === "string" ? argument : undefined;
    if (name !== "Fn::GetAtt") return undefined;
    const first: Value = Array.isArray(argument) ? argument[0] : argument;
    return typeof first === "string" ? first.split(".")[0] : undefined;
}
