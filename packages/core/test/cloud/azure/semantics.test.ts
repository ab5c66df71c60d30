import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PAGE = join(__dirname, "../../../../../docs/semantics.md");

/** The rows of the section on Azure: case, reading, test. */
function rows(): readonly (readonly string[])[] {
    const section =
        readFileSync(PAGE, "utf8")
            .split(/^## /m)
            .find((part) => part.startsWith("Azure\n")) ?? "";
    return section
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/^\| (Case|Value|-+) /.test(line))
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((cell) => cell.trim()),
        );
}

it("the section on Azure has its rows", () => {
    expect(rows().length).toBeGreaterThan(50);
});

it.each(rows())("%s", (_case, _reading, test) => {
    const [file, name] = (test ?? "").split(/: (.*)/s);
    const source = readFileSync(join(__dirname, `${file}.test.ts`), "utf8").replaceAll("\\", "");
    expect(source).toContain(name);
});
