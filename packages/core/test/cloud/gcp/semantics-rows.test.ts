import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(__dirname, "../../../../..");
const PAGE = readFileSync(join(ROOT, "docs/semantics.md"), "utf8");

interface Row {
    readonly test: string;
    readonly file: string;
}

/** The rows of a section of the page: what the last column names, and the file that it or the table's head names. */
function rowsOf(cloud: string, section: string): readonly Row[] {
    const from = PAGE.indexOf(`\n## ${section}\n`);
    const until = PAGE.indexOf("\n## ", from + 1);
    const lines = PAGE.slice(from, until < 0 ? undefined : until).split("\n");
    let file = "";
    return lines.flatMap((line) => {
        const cell = line.startsWith("|") ? line.split("|").at(-2)?.trim() : undefined;
        if (cell === undefined || cell.startsWith("---")) return [];
        const named = /\(`([\w-]+\.test\.ts)`\)$/.exec(cell);
        if (cell.startsWith("Test")) {
            file = named?.[1] ?? "";
            return [];
        }
        const test = named ? cell.slice(0, named.index).trim() : cell;
        return [{ test, file: `${cloud}/${named?.[1] ?? file}` }];
    });
}

const rows = [...rowsOf("gcp", "GCP"), ...rowsOf("kubernetes", "Kubernetes")];

it("finds the rows of the page", () => {
    expect(rows.length).toBeGreaterThan(90);
});

/** Titles with a variable part, `by full name: %s`, are found by the row that fills it. */
it.each(rows)("$file: $test", ({ test, file }) => {
    const source = readFileSync(join(__dirname, "..", file), "utf8");
    const written = [test, test.slice(test.indexOf(": ") + 2)].map((text) => JSON.stringify(text).slice(1, -1));
    expect(written.some((text) => source.includes(text) || source.includes(test))).toBe(true);
});
