import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PAGE = join(__dirname, "../../../../../docs/semantics.md");

/** The rows of the section on AWS: case, reading, test. The table of what is not read has two columns, and no tests. */
function rows(): readonly (readonly string[])[] {
    const sections = readFileSync(PAGE, "utf8").split(/^## /m);
    const section = sections.find((part) => part.startsWith("AWS\n")) ?? "";
    return section
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/^\| (Case|-+) /.test(line))
        .map((line) => line.split("|").slice(1, -1))
        .map((cells) => cells.map((cell) => cell.trim()))
        .filter((cells) => cells.length === 3);
}

it("the section on AWS has its rows", () => {
    expect(rows().length).toBeGreaterThan(70);
});

it.each(rows())("%s", (_case, _reading, test) => {
    const [file, name = "no name"] = (test ?? "").split(/: (.*)/s);
    const source = readFileSync(join(__dirname, `${file}.test.ts`), "utf8");
    expect(source).toContain(`"${name}"`);
});
