import type { Value } from "../value.js";
import { YamlNotRead } from "./yaml-not-read.js";

/** Gives a tagged value its meaning: `!Ref Name` is `("Ref", "Name")`. Undefined for a tag that is not known. */
export type YamlTag = (tag: string, value: Value) => Value | undefined;

/** Reads a flow collection or scalar: `[a, "b"]`, `{a: 1}`. */
export function parseFlow(text: string, tag: YamlTag): Value {
    const reader = new FlowReader(text, tag);
    const value = reader.value(0);
    reader.end();
    return value;
}

class FlowReader {
    private at = 0;

    constructor(
        private readonly text: string,
        private readonly tag: YamlTag,
    ) {}

    value(depth: number): Value {
        if (depth > 60) throw new YamlNotRead();
        if (this.next("[")) return this.list(depth);
        if (this.next("{")) return this.object(depth);
        const tagged = this.match(/!([A-Za-z0-9:]+) */y);
        if (tagged === undefined) return this.scalar();
        const meaning = this.tag(tagged.slice(1).trim(), this.value(depth + 1));
        if (meaning === undefined) throw new YamlNotRead();
        return meaning;
    }

    /** Nothing may follow but a comment. */
    end(): void {
        if (!/^\s*(#.*)?$/.test(this.text.slice(this.at))) throw new YamlNotRead();
    }

    private list(depth: number): Value {
        const items: Value[] = [];
        while (!this.next("]")) {
            items.push(this.value(depth + 1));
            if (!this.next(",") && !this.ahead("]")) throw new YamlNotRead();
        }
        return items;
    }

    private object(depth: number): Value {
        const entries = new Map<string, Value>();
        while (!this.next("}")) {
            const key = this.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,[\]{}"'&*!|>%@`#:](?:[^,[\]{}:]|:(?=\S))*/y);
            if (key === undefined || !this.next(":")) throw new YamlNotRead();
            const name = /^["']/.test(key) ? unquote(key) : key.trim();
            if (entries.has(name)) throw new YamlNotRead();
            entries.set(name, this.ahead(",") || this.ahead("}") ? null : this.value(depth + 1));
            if (!this.next(",") && !this.ahead("}")) throw new YamlNotRead();
        }
        return Object.fromEntries(entries);
    }

    private scalar(): Value {
        const quoted = this.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y);
        if (quoted !== undefined) return unquote(quoted);
        const plain = this.match(/[^\s,[\]{}"'&*!|>%@`#](?:[^,[\]{}#:]|:(?=[^\s,[\]{}]))*/y);
        if (plain === undefined) throw new YamlNotRead();
        return plainScalar(plain.trim());
    }

    private next(mark: string): boolean {
        if (!this.ahead(mark)) return false;
        this.at++;
        return true;
    }

    private ahead(mark: string): boolean {
        while (/\s/.test(this.text[this.at] ?? "")) this.at++;
        return this.text[this.at] === mark;
    }

    private match(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.at;
        const [found] = pattern.exec(this.text) ?? [];
        if (found !== undefined) this.at += found.length;
        return found;
    }
}

/** The text inside quotes that close on the same line; behind them stands nothing but a comment. */
export function unquote(text: string): string {
    const [, quoted = "", rest = ""] = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(.*)$/.exec(text) ?? [];
    if (quoted === "" || !/^(\s+#.*|\s*)$/.test(rest)) throw new YamlNotRead();
    if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
    try {
        return String(JSON.parse(quoted));
    } catch {
        // YAML has escapes that JSON has not.
        throw new YamlNotRead();
    }
}

/** A scalar without quotes: words and numbers as YAML 1.1 has them, which is what templates are read with. */
export function plainScalar(text: string): Value {
    const bare = text.replace(/\s+#.*$/, "").trimEnd();
    if (/: |:$/.test(bare)) throw new YamlNotRead();
    if (/^(~|null|Null|NULL|)$/.test(bare)) return null;
    if (/^(true|yes|on)$/i.test(bare)) return true;
    if (/^(false|no|off)$/i.test(bare)) return false;
    // Numbers with leading zeros or of other bases stay text: whoever takes them for ports refuses them.
    return /^-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?$/.test(bare) ? Number(bare) : bare;
}
