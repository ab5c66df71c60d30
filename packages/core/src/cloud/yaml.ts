import type { Value } from "../value.js";
import { parseFlow, plainScalar, unquote, type YamlTag } from "./yaml-flow.js";
import { YamlLines } from "./yaml-lines.js";
import { YamlNotRead } from "./yaml-not-read.js";

const DEEPEST = 60;

/**
 * Reads one YAML document of the plain kind that templates are written in: block and flow collections, quoted and
 * plain scalars on one line, block scalars, tags. Anything else (anchors, merge keys, scalars over several lines,
 * several documents, a key twice) is not guessed at: the answer is undefined.
 */
export function parseYaml(text: string, tag: YamlTag): { readonly value: Value } | undefined {
    try {
        const lines = new YamlLines(text);
        const value = new BlockReader(lines, tag).block(0, 0);
        return lines.current === undefined ? { value } : undefined;
    } catch (error) {
        if (error instanceof YamlNotRead) return undefined;
        throw error;
    }
}

class BlockReader {
    constructor(
        private readonly lines: YamlLines,
        private readonly tag: YamlTag,
    ) {}

    /** The collection or scalar that begins at the current line, indented by at least that much. */
    block(least: number, depth: number): Value {
        const line = this.lines.current;
        if (line === undefined || line.indent < least) return null;
        if (depth > DEEPEST) throw new YamlNotRead();
        if (isItem(line.text)) return this.sequence(line.indent, depth);
        if (splitKey(line.text) !== undefined) return this.mapping(line.indent, depth);
        this.lines.take();
        return this.inline(line.text, line.indent - 1, depth);
    }

    private sequence(indent: number, depth: number): Value {
        const items: Value[] = [];
        for (let line = this.lines.current; line?.indent === indent && isItem(line.text); line = this.lines.current) {
            const rest = line.text.slice(1).trimStart();
            if (rest === "") {
                this.lines.take();
                items.push(this.block(indent + 1, depth + 1));
                continue;
            }
            // The item begins on the line of its dash: it is a block of its own, indented by what stands before it.
            const offset = line.text.length - rest.length;
            this.lines.replace({ ...line, indent: indent + offset, text: rest });
            items.push(this.block(indent + 1, depth + 1));
        }
        return items;
    }

    private mapping(indent: number, depth: number): Value {
        const entries = new Map<string, Value>();
        for (let line = this.lines.current; line?.indent === indent; line = this.lines.current) {
            const split = splitKey(line.text);
            if (split === undefined || isItem(line.text) || entries.has(split.key)) throw new YamlNotRead();
            this.lines.take();
            entries.set(split.key, this.inline(split.rest, indent, depth));
        }
        const next = this.lines.current;
        if (next !== undefined && next.indent > indent) throw new YamlNotRead();
        return Object.fromEntries(entries);
    }

    /** What stands behind a key or a dash; nothing there is what is indented below it. */
    private inline(rest: string, indent: number, depth: number): Value {
        if (rest === "" || rest.startsWith("#")) return this.below(indent, depth);
        if (rest.startsWith("!")) return this.tagged(rest, indent, depth);
        if (/^[|>][-+0-9]*( +#.*)?$/.test(rest)) return this.lines.blockScalar(rest, indent);
        if (/^[&*?%@`|>,\]}]/.test(rest)) throw new YamlNotRead();
        if (rest.startsWith("[") || rest.startsWith("{")) return parseFlow(this.lines.flow(rest), this.tag);
        this.refuseContinuation(indent);
        return rest.startsWith('"') || rest.startsWith("'") ? unquote(rest) : plainScalar(rest);
    }

    /** A list may stand below its key without being indented. */
    private below(indent: number, depth: number): Value {
        const line = this.lines.current;
        if (line?.indent === indent && isItem(line.text)) return this.sequence(indent, depth + 1);
        return this.block(indent + 1, depth + 1);
    }

    private tagged(rest: string, indent: number, depth: number): Value {
        const [, name = "", value = ""] = /^!([A-Za-z0-9:]+)(?: +(.*))?$/.exec(rest) ?? [];
        const meaning = name === "" ? undefined : this.tag(name, this.inline(value, indent, depth + 1));
        if (meaning === undefined) throw new YamlNotRead();
        return meaning;
    }

    private refuseContinuation(indent: number): void {
        const next = this.lines.current;
        if (next !== undefined && next.indent > indent) throw new YamlNotRead();
    }
}

function isItem(text: string): boolean {
    return text === "-" || text.startsWith("- ");
}

/** A key ends at the first colon with a space or the end of the line behind it. */
function splitKey(text: string): { readonly key: string; readonly rest: string } | undefined {
    const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*') *:(?: +|$)(.*)$/.exec(text);
    if (quoted?.[1] !== undefined) return { key: unquote(quoted[1]), rest: quoted[2] ?? "" };
    if (/^["'[{!|>&*?%@`#-]/.test(text) && !/^-[^ ]/.test(text)) return undefined;
    const plain = /^((?:[^:#]|:(?! |$)|(?<! )#)+?) *:(?: +(.*))?$/.exec(text);
    if (plain?.[1] === undefined || plain[1] === "<<") return undefined;
    return { key: plain[1], rest: plain[2] ?? "" };
}
