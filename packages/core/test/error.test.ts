import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, FirewallError } from "../src/index.js";

const PAGE = readFileSync(join(__dirname, "../../../docs/errors.md"), "utf8");
const SECTIONS = new Map(
    PAGE.split(/^## /m)
        .slice(1)
        .map((section) => {
            const [heading = "", ...lines] = section.split("\n");
            return [heading.replaceAll("`", ""), lines.join("\n")];
        }),
);

describe("docs/errors.md", () => {
    it("has a section for every code, in the order of the table, and no other", () => {
        expect([...SECTIONS.keys()]).toEqual(Object.keys(ERROR_CODES));
    });

    it.each(Object.entries(ERROR_CODES))("says what, why and how to mend %s", (code, what) => {
        const [, said, why, fix] =
            /^\s*\*\*What\.\*\* (.+)\n\n\*\*Why\.\*\* (.+)\n\n\*\*Fix\.\*\* (.+)\n*$/s.exec(SECTIONS.get(code) ?? "") ??
            [];
        expect(said?.toLowerCase()).toBe(`${what}.`.toLowerCase());
        expect(why?.length).toBeGreaterThan(20);
        expect(fix?.length).toBeGreaterThan(20);
    });
});

it("says what, why and fix as three sentences, behind the place", () => {
    const parts = { code: "cidr-malformed", what: "A is wrong", why: "It is B", fix: "Write C" } as const;
    expect(new FirewallError(parts).message).toBe("A is wrong. It is B. Write C.");
    expect(new FirewallError({ ...parts, at: "sources[0]" }).message).toBe("sources[0]: A is wrong. It is B. Write C.");
});

it.each([
    ["a name", "cidrBlocks", "administrators.cidrBlocks"],
    ["an index", "[1]", "administrators[1]"],
    ["nothing", undefined, "administrators"],
])("names an input further out that has %s below it", (_name, at, joined) => {
    const inner = new FirewallError({ code: "cidr-malformed", what: "A", why: "B", fix: "C", ...(at && { at }) });
    const outer = inner.under("administrators");
    expect([outer.at, outer.code, outer.what, outer.why, outer.fix]).toEqual([joined, "cidr-malformed", "A", "B", "C"]);
});
