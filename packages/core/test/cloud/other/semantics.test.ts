import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PAGE = join(__dirname, "../../../../../docs/semantics.md");

/** The rows of the section on these clouds: case, reading, test. */
function rows(): readonly (readonly string[])[] {
    const sections = readFileSync(PAGE, "utf8").split(/^## /m);
    const section = sections.find((part) => part.startsWith("DigitalOcean, ")) ?? "";
    return section
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/^\| (Case|-+) /.test(line))
        .map((line) => line.split("|").slice(1, -1))
        .map((cells) => cells.map((cell) => cell.trim()));
}

it("the section on these clouds has its rows", () => {
    expect(rows().length).toBeGreaterThan(90);
});

/** A title with a file's own words before it, `cluster: %s`, is found by the row that fills it. */
it.each(rows())("%s", (_case, _reading, test) => {
    const [file, title = "no title"] = (test ?? "").split(/: (.*)/s);
    const source = readFileSync(join(__dirname, `${file}.test.ts`), "utf8");
    const filled = title.slice(title.indexOf(": ") + 2);
    expect([title, filled].some((one) => source.includes(`"${one}"`))).toBe(true);
});
