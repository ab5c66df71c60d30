import { Unknown, type Value } from "../../value.js";

/** Gives the value of a parameter or a variable; unknown where it has none that is known. */
export type Lookup = (kind: "parameters" | "variables", name: string) => Value;

/** A value that Azure works out, whatever the program learns. */
export function workedOut(): Unknown {
    return new Unknown(false, "Azure works it out when it deploys the template");
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|'((?:[^']|'')*)'|(-?[0-9]+)|([(),]))/y;

interface Token {
    readonly kind: "name" | "text" | "number" | "mark";
    readonly text: string;
}

/**
 * The value of an expression of a template, written without its brackets: `parameters('x')`, `variables('x')`, texts,
 * whole numbers, `concat`, `format`, `toLower` and `toUpper` of those. Everything else is not known.
 */
export function evaluateExpression(expression: string, lookup: Lookup): Value {
    const tokens = tokensOf(expression);
    if (!tokens) return workedOut();
    const reader = new Reader(tokens, lookup);
    const value = reader.value();
    return reader.isAtEnd ? value : workedOut();
}

function tokensOf(expression: string): readonly Token[] | undefined {
    const text = expression.trim();
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
        TOKEN.lastIndex = at;
        const match = TOKEN.exec(text);
        if (!match) return undefined;
        const [, name, quoted, number, mark] = match;
        if (name !== undefined) tokens.push({ kind: "name", text: name });
        else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.replaceAll("''", "'") });
        else if (number !== undefined) tokens.push({ kind: "number", text: number });
        else tokens.push({ kind: "mark", text: mark ?? "" });
    }
    return tokens;
}

/** Calls in calls, deeper than anyone writes. */
const MOST_LEVELS = 20;

class Reader {
    private at = 0;

    constructor(
        private readonly tokens: readonly Token[],
        private readonly lookup: Lookup,
    ) {}

    get isAtEnd(): boolean {
        return this.at === this.tokens.length;
    }

    value(level = 0): Value {
        const token = this.tokens[this.at++];
        if (!token || level > MOST_LEVELS) return workedOut();
        if (token.kind === "text") return token.text;
        if (token.kind === "number") return Number(token.text);
        if (token.kind !== "name" || !this.takes("(")) return workedOut();
        const values: Value[] = [];
        while (!this.isAtEnd && !this.takes(")")) {
            values.push(this.value(level + 1));
            this.takes(",");
        }
        return called(token.text.toLowerCase(), values, this.lookup);
    }

    private takes(mark: string): boolean {
        const token = this.tokens[this.at];
        if (token?.kind !== "mark" || token.text !== mark) return false;
        this.at++;
        return true;
    }
}

/** Longer texts than any name or prefix are not put together. */
const LONGEST = 4096;

function called(name: string, values: readonly Value[], lookup: Lookup): Value {
    const [first] = values;
    if ((name === "parameters" || name === "variables") && typeof first === "string") return lookup(name, first);
    const texts = values.flatMap((value) => textOf(value) ?? []);
    // What is made of a value that another resource tells is told then; so is a secret kept.
    if (texts.length < values.length) return values.find(isLater) ?? workedOut();
    return textMade(name, texts) ?? workedOut();
}

function isLater(value: Value): value is Unknown {
    return value instanceof Unknown && value.why === undefined;
}

function textMade(name: string, texts: readonly string[]): string | undefined {
    const [pattern = ""] = texts;
    if (texts.reduce((length, text) => length + text.length, 0) > LONGEST) return undefined;
    if (name === "concat") return texts.join("");
    if (name === "tolower") return pattern.toLowerCase();
    if (name === "toupper") return pattern.toUpperCase();
    if (name !== "format" || /\{(?![0-9]+\})/.test(pattern)) return undefined;
    return pattern.replace(/\{([0-9]+)\}/g, (_, index) => texts[Number(index) + 1] ?? "");
}

function textOf(value: Value): string | undefined {
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}
