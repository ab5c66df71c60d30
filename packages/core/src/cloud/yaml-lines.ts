import { YamlNotRead } from "./yaml-not-read.js";

/** Longer lines and flow collections stand in no template that a person wrote. */
const LONGEST = 20_000;

/** A line that says something. */
export interface YamlLine {
    readonly indent: number;
    readonly text: string;
}

/** The lines of a document, without those that say nothing. */
export class YamlLines {
    private readonly raw: readonly string[];
    private at = 0;
    private taken = -1;
    private replaced: YamlLine | undefined;

    constructor(text: string) {
        const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
        const start = lines.findIndex((line) => !isSilent(line));
        // One document: its opening mark may stand at the top, nothing may follow a second one.
        this.raw = start >= 0 && /^---\s*(#.*)?$/.test(lines[start] ?? "") ? lines.slice(start + 1) : lines;
        if (this.raw.some((line) => /^(---|\.\.\.)(\s|$)/.test(line) || line.startsWith("%"))) throw new YamlNotRead();
        this.skip();
    }

    /** The line that comes next. */
    get current(): YamlLine | undefined {
        if (this.replaced !== undefined) return this.replaced;
        const line = this.raw[this.at];
        if (line === undefined) return undefined;
        const indent = /^ */.exec(line)?.[0].length ?? 0;
        const text = line.slice(indent).trimEnd();
        if (text.startsWith("\t") || text.length > LONGEST) throw new YamlNotRead();
        return { indent, text };
    }

    /** Goes on to the next line. */
    take(): void {
        this.replaced = undefined;
        this.taken = this.at;
        this.at++;
        this.skip();
    }

    /** Puts what is left of the current line in its place. */
    replace(line: YamlLine): void {
        this.replaced = line;
    }

    /** The text of a block scalar whose header was taken already, all lines indented by more than its owner. */
    blockScalar(header: string, indent: number): string {
        // Empty lines and what looks like a comment belong to the text: they were skipped, so they are looked up again.
        let from = this.taken + 1;
        const own: string[] = [];
        for (; from < this.raw.length; from++) {
            const line = this.raw[from] ?? "";
            if (line.trim() !== "" && (/^ */.exec(line)?.[0].length ?? 0) <= indent) break;
            own.push(line);
        }
        this.at = from;
        this.skip();
        const widths = own.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
        const width = widths.length > 0 ? Math.min(...widths) : 0;
        const text = own.map((line) => line.slice(width)).join(header.startsWith(">") ? " " : "\n");
        return header.includes("-") ? text.trimEnd() : `${text.trimEnd()}\n`;
    }

    /** A flow collection that begins with that text, with the lines it goes on over. */
    flow(start: string): string {
        let text = start;
        while (isOpen(text)) {
            const next = this.current;
            if (next === undefined) throw new YamlNotRead();
            text = `${text} ${next.text}`;
            this.take();
        }
        return text;
    }

    private skip(): void {
        while (this.at < this.raw.length && isSilent(this.raw[this.at] ?? "")) this.at++;
    }
}

function isSilent(line: string): boolean {
    return /^\s*(#.*)?$/.test(line);
}

/** True where a bracket is not closed yet; quoted text does not count. */
function isOpen(text: string): boolean {
    const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, "");
    if (text.length > LONGEST) throw new YamlNotRead();
    return (bare.match(/[[{]/g)?.length ?? 0) > (bare.match(/[\]}]/g)?.length ?? 0);
}
