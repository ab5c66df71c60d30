import { expect, it } from "vitest";
import { parseYaml } from "../../src/cloud/yaml.js";
import type { Value } from "../../src/value.js";

const tag = (name: string, value: Value): Value | undefined => (name === "Ref" ? { Ref: value } : undefined);
const read = (...lines: readonly string[]) => parseYaml(lines.join("\n"), tag)?.value;

const rows: readonly (readonly [string, readonly string[], Value])[] = [
    ["a mapping", ["a: 1", "b: text"], { a: 1, b: "text" }],
    ["nested mappings", ["a:", "  b:", "    c: 1", "d: 2"], { a: { b: { c: 1 } }, d: 2 }],
    ["a sequence", ["- a", "- b"], ["a", "b"]],
    ["a sequence below its key, indented", ["a:", "  - 1", "  - 2"], { a: [1, 2] }],
    ["a sequence below its key, not indented", ["a:", "- 1", "- 2", "b: 3"], { a: [1, 2], b: 3 }],
    ["mappings in a sequence", ["- a: 1", "  b: 2", "- a: 3"], [{ a: 1, b: 2 }, { a: 3 }]],
    ["a mapping below a dash", ["-", "  a: 1", "- - 1", "  - 2"], [{ a: 1 }, [1, 2]]],
    ["comments and empty lines", ["# top", "", "a: 1 # one", "", "# end", "b: '#2'"], { a: 1, b: "#2" }],
    ["one document with its mark", ["---", "a: 1"], { a: 1 }],
    ["keys with colons", ["AWS::X: 1", "Fn::If: [a, 1]"], { "AWS::X": 1, "Fn::If": ["a", 1] }],
    [
        "values with colons",
        ["a: ::/0", "b: AWS::EC2::SecurityGroup", "c: 10.0.0.0/8"],
        { a: "::/0", b: "AWS::EC2::SecurityGroup", c: "10.0.0.0/8" },
    ],
    ["quoted text", ['a: "x\\ty"', "b: 'it''s'", '"c d": 1'], { a: "x\ty", b: "it's", "c d": 1 }],
    ["words of YAML 1.1", ["a: yes", "b: Off", "c: ~", "d: true"], { a: true, b: false, c: null, d: true }],
    ["numbers", ["a: -1", "b: 6443", "c: 1.5", "d: 0644", "e: 0x1F"], { a: -1, b: 6443, c: 1.5, d: "0644", e: "0x1F" }],
    ["nothing behind a key", ["a:", "b: 1"], { a: null, b: 1 }],
    [
        "flow collections",
        ["a: [1, 'b', {c: d, e: }]", "b: {}", "c: []"],
        { a: [1, "b", { c: "d", e: null }], b: {}, c: [] },
    ],
    ["flow over lines", ["a: [", "  1,", "  2", "]", "b: 3"], { a: [1, 2], b: 3 }],
    ["JSON", ['{"a": {"b": [1, true, null, "x: y"]}}'], { a: { b: [1, true, null, "x: y"] } }],
    ["literal text", ["a: |", "  x", "", "   y: z", "b: 1"], { a: "x\n\n y: z\n", b: 1 }],
    ["literal text that begins like a comment", ["a: |", "  #!/bin/sh", "  x", "b: 1"], { a: "#!/bin/sh\nx\n", b: 1 }],
    ["folded text", ["a: >-", "  10.0.0.0/8", "b: 1"], { a: "10.0.0.0/8", b: 1 }],
    [
        "tags",
        ["a: !Ref X", "b:", "  - !Ref Y", "c: [!Ref Z]"],
        { a: { Ref: "X" }, b: [{ Ref: "Y" }], c: [{ Ref: "Z" }] },
    ],
    ["a tag with a block below", ["a: !Ref", "  - 1"], { a: { Ref: [1] } }],
    ["a key that is no lookup", ["constructor: 1"], { constructor: 1 }],
];

it.each(rows)("reads %s", (_, lines, value) => {
    expect(read(...lines)).toEqual(value);
});

const refused: readonly (readonly [string, readonly string[]])[] = [
    ["anchors", ["a: &x 1"]],
    ["aliases", ["a: *x"]],
    ["merge keys", ["a:", "  <<: {b: 1}"]],
    ["a plain scalar over lines", ["a: one", "  two"]],
    ["a quoted scalar over lines", ['a: "one', '  two"']],
    ["a key twice", ["a: 1", "a: 2"]],
    ["a key twice in a flow", ["{a: 1, a: 2}"]],
    ["several documents", ["a: 1", "---", "b: 1"]],
    ["directives", ["%YAML 1.1", "---", "a: 1"]],
    ["tabs", ["a:", "\tb: 1"]],
    ["a tag that is not known", ["a: !Sub x"]],
    ["complex keys", ["? a", ": b"]],
    ["wrong indentation", ["a: 1", " b: 2"]],
    ["an open flow", ["a: [1, 2"]],
    ["text behind quotes", ['a: "b" c']],
    ["a key inside a value", ["a: b: c"]],
    ["depth without end", ["[".repeat(200)]],
];

it.each(refused)("does not guess at %s", (_, lines) => {
    expect(parseYaml(lines.join("\n"), tag)).toBeUndefined();
});

it("keeps a key named __proto__ as an entry of its own", () => {
    expect(Object.keys(read("__proto__: 1") as object)).toEqual(["__proto__"]);
});
