import { Archive, Asset, Secret, Unknown } from "@portcullis/preview";
import stringWidth from "string-width";
import { plainLine } from "./plain-text.js";

/** Prints properties as Pulumi prints a stack's outputs: a line a value, keys sorted and aligned. */
export function renderProperties(properties: Readonly<Record<string, unknown>>, indent: string): string[] {
    const keys = Object.keys(properties).filter((key) => properties[key] !== undefined);
    keys.sort((a, b) => (a < b ? -1 : 1));
    const width = Math.max(0, ...keys.map((key) => stringWidth(plainLine(key))));
    return keys.flatMap((key) => {
        const label = plainLine(key);
        const padding = " ".repeat(width - stringWidth(label));
        return labelled(`${indent}${label}${padding}: `, properties[key], indent);
    });
}

/** Puts a label before the first line of a value. */
function labelled(label: string, value: unknown, indent: string): string[] {
    const [first = "", ...rest] = renderValue(value, indent);
    return [label + first, ...rest];
}

function renderValue(value: unknown, indent: string): string[] {
    if (value instanceof Secret) return ["[secret]"];
    if (value instanceof Unknown) return ["[unknown]"];
    if (value instanceof Asset) return ["asset"];
    if (value instanceof Archive) return ["archive"];
    if (value === null) return ["<null>"];
    if (typeof value === "string") return [plainLine(JSON.stringify(value))];
    if (typeof value !== "object") return [String(value)];
    const inner = `${indent}    `;
    if (Array.isArray(value)) {
        if (value.length === 0) return ["[]"];
        const items = value.flatMap((item, index) => labelled(`${inner}[${index}]: `, item, inner));
        return ["[", ...items, `${indent}]`];
    }
    const lines = renderProperties({ ...value }, inner);
    return lines.length === 0 ? ["{}"] : ["{", ...lines, `${indent}}`];
}
