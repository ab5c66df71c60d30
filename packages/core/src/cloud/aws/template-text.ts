import type { Value } from "../../value.js";
import { parseYaml } from "../yaml.js";

/** Functions that templates write as tags; `!Ref` and `!Condition` are written without `Fn::`. */
const FUNCTIONS: ReadonlySet<string> = new Set([
    "And",
    "Base64",
    "Cidr",
    "Equals",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
]);

/** The value of JSON text; undefined where it is none. */
export function parseJson(text: string): { readonly value: Value } | undefined {
    try {
        // What JSON.parse returns has no other shapes than those of Value.
        return { value: JSON.parse(text) as Value };
    } catch {
        return undefined;
    }
}

/** The value of a template, as JSON or as YAML of the plain kind; undefined where it is neither. */
export function parseTemplate(text: string): { readonly value: Value } | undefined {
    return parseJson(text) ?? parseYaml(text, functionOf);
}

function functionOf(tag: string, value: Value): Value | undefined {
    if (tag === "Ref" || tag === "Condition") return { [tag]: value };
    return FUNCTIONS.has(tag) ? { [`Fn::${tag}`]: value } : undefined;
}
