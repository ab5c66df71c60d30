import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the pages are written; the build copies them into the package. */
const PAGES = join(import.meta.dirname, "..", "..", "..", "docs", "policies");

/** A fenced block of a page. */
export interface Example {
    readonly page: string;
    /** Anchor of the section; empty before the first. */
    readonly section: string;
    /** What the fence says: `ts violating`, `json`. */
    readonly kind: string;
    readonly text: string;
    readonly line: number;
}

/** The names of the pages, without their ending. */
export const PAGE_NAMES: readonly string[] = readdirSync(PAGES).map((file) => file.replace(/\.md$/, ""));

/** The anchors of a page, as GitHub makes them of its headings. */
export function anchorsOf(page: string): ReadonlySet<string> {
    const known = anchors.get(page) ?? new Set(linesOf(page).flatMap((line) => headingOf(line) ?? []));
    anchors.set(page, known);
    return known;
}

const anchors = new Map<string, ReadonlySet<string>>();

/** Every fenced block of every page. */
export function examples(): readonly Example[] {
    return PAGE_NAMES.flatMap(examplesOf);
}

/** The text of a page. */
export function pageText(page: string): string {
    return readFileSync(join(PAGES, `${page}.md`), "utf8");
}

function examplesOf(page: string): readonly Example[] {
    const found: Example[] = [];
    let section = "";
    let open: { kind: string; lines: string[]; line: number } | undefined;
    linesOf(page).forEach((line, index) => {
        const fence = /^```(.*)$/.exec(line);
        if (open === undefined) section = headingOf(line) ?? section;
        if (fence && open) {
            found.push({ page, section, kind: open.kind, text: open.lines.join("\n"), line: open.line });
            open = undefined;
        } else if (fence) open = { kind: fence[1] ?? "", lines: [], line: index + 1 };
        else open?.lines.push(line);
    });
    return found;
}

function linesOf(page: string): readonly string[] {
    return pageText(page).split("\n");
}

function headingOf(line: string): string | undefined {
    const title = /^##+ (.*)$/.exec(line)?.[1];
    return title
        ?.toLowerCase()
        .replace(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-");
}
