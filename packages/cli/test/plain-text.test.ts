import { expect, it } from "vitest";
import { plainLine, plainText } from "../src/display/plain-text.js";

it.each([
    ["ordinary text stays", "Everyone can open TCP 6443.", "Everyone can open TCP 6443."],
    ["letters of every script stay", "größe 名前 ☃ 👍", "größe 名前 ☃ 👍"],
    ["colours go", "\u001b[31mred\u001b[0m", "red"],
    ["a cursor move goes", "up\u001b[2Aside", "upside"],
    ["a window title goes", "a\u001b]0;title\u0007b", "ab"],
    ["a C1 colour goes", "\u009b31mred", "red"],
    ["Pulumi's colour markup goes", "<{%fg 1%}>red<{%reset%}>", "red"],
    ["markup over lines goes", "a<{%fg\n1%}>b", "ab"],
    ["an unfinished marker is broken", "a <{%fg 1", "a <{ %fg 1"],
    ["a marker inside a marker leaves none", "<{<{%x%}>%fg 1%}>", "<{ %fg 1%}>"],
    ["an escape inside an escape leaves none", "\u001b\u001b[31m[31mred", "\\u001b[31mred"],
    ["a lone carriage return is shown", "good\rbad", "good\\u000dbad"],
    ["a bell is shown", "ding\u0007", "ding\\u0007"],
    ["a backspace is shown", "no\b\byes", "no\\u0008\\u0008yes"],
    ["a right-to-left override is shown", "a\u202eb", "a\\u202eb"],
    ["a line separator is shown", "a\u2028b", "a\\u2028b"],
    ["Windows line ends become line ends", "a\r\nb", "a\nb"],
    ["tabs become spaces", "a\tb", "a    b"],
])("plain text: %s", (_name, text, expected) => {
    expect(plainText(text)).toBe(expected);
});

it("keeps a name on its line", () => {
    expect(plainLine("api\n    ✅ forged@v1")).toBe("api\\n    ✅ forged@v1");
});
