import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(__dirname, "..");
const PAGE = readFileSync(join(ROOT, "../../../docs/semantics.md"), "utf8");

/** The rows of the part that holds for every cloud: what the last column names. */
function rows(): readonly (readonly [file: string, test: string])[] {
    const [, general = ""] = /\n## The promise\n([\s\S]*?)\n## /.exec(PAGE) ?? [];
    return general
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/\| Test +\|$|^\| -+ \|/.test(line))
        .map((line) => {
            const cell = line.split("|").at(-2)?.trim() ?? "";
            const at = cell.indexOf(": ");
            return [cell.slice(0, at), cell.slice(at + 2)] as const;
        });
}

it("has rows for what holds on every cloud", () => {
    expect(rows().length).toBeGreaterThan(70);
});

it.each(rows())("%s: %s", (file, test) => {
    expect(readFileSync(join(ROOT, `${file}.test.ts`), "utf8")).toContain(`"${test}"`);
});
