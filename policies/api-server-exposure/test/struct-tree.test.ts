import fc from "fast-check";
import protobuf from "google-protobuf";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "vitest";
import { type BinaryReader, treeIn } from "../src/struct-tree.js";

const { Struct } = structs;
const encode = (tree: object) =>
    Struct.fromJavaScript(tree as Parameters<typeof Struct.fromJavaScript>[0]).serializeBinary();
// The declarations of protobuf know only messages where the reader hands anything to a function.
const tree = (bytes: Uint8Array) => treeIn(new protobuf.BinaryReader(bytes) as unknown as BinaryReader);
const bytes = (...all: readonly (number | Uint8Array)[]) =>
    Buffer.concat(all.map((one) => (typeof one === "number" ? Buffer.from([one]) : one)));
/** Field 1 of a Struct: an entry. */
const entry = (...inside: readonly (number | Uint8Array)[]) => bytes(0x0a, bytes(...inside).length, ...inside);
const KEY_A = bytes(0x0a, 1, 0x61);

describe("the tree of an encoded Struct", () => {
    it("is what protobuf's own classes make of it", () => {
        const value = fc.letrec((tie) => ({
            value: fc.oneof(
                { maxDepth: 4 },
                fc.string({ unit: "binary" }),
                fc.double(),
                fc.boolean(),
                fc.constant(null),
                fc.array(tie("value"), { maxLength: 4 }),
                fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), { maxKeys: 4 }),
            ),
        })).value;
        fc.assert(
            fc.property(
                fc.dictionary(
                    fc.string().filter((key) => key !== "__proto__"),
                    value,
                    { maxKeys: 5 },
                ),
                (object) => {
                    const encoded = encode(object);
                    expect(tree(encoded)).toEqual(Struct.deserializeBinary(encoded).toJavaScript());
                },
            ),
        );
    });

    it("has a key named __proto__ like any other", () => {
        const read = tree(entry(0x0a, 9, Buffer.from("__proto__"), 0x12, 2, 0x20, 1));
        expect(Object.entries(read)).toEqual([["__proto__", true]]);
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    });

    it("takes the last of two values, and of two entries with one key", () => {
        expect(tree(entry(KEY_A, 0x12, 5, 0x1a, 1, 0x62, 0x20, 1))).toEqual({ a: true });
        expect(tree(bytes(encode({ a: 1, b: 2 }), encode({ a: "new" })))).toEqual({ a: "new", b: 2 });
    });

    it("leaves out what a later protocol adds", () => {
        const added = [0xf8, 0x07, 0x01] as const;
        expect(tree(bytes(...added, entry(...added, KEY_A, 0x12, 5, ...added, 0x20, 1)))).toEqual({ a: true });
    });

    it.each([
        ["a value of a kind that is not known here", entry(KEY_A, 0x12, 3, 0xf8, 0x07, 1)],
        ["a value without anything in it", entry(KEY_A, 0x12, 0)],
        ["an entry that is cut off", entry(KEY_A, 0x12, 5, 0x1a, 1, 0x62).subarray(0, -1)],
        ["something else than a Struct", Buffer.from("0.0.0.0/0")],
    ])("is refused where there is %s", (_, broken) => {
        expect(() => tree(broken)).toThrow();
    });
});
