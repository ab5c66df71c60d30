import protobuf from "google-protobuf";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, it } from "vitest";
import { PropertyDecoder, type Protobuf } from "../src/encoded-properties.js";

const { Struct } = structs;
// As in the pack: the declarations leave out what a generated class offers its neighbours.
const decoder = new PropertyDecoder({ BinaryReader: protobuf.BinaryReader, Struct } as unknown as Protobuf);

const TREE = { cidrBlocks: ["0.0.0.0/0"], fromPort: 6443, self: null, tags: { a: true } };
const bytes = Struct.fromJavaScript(TREE).serializeBinary();
const tree = (struct: Parameters<typeof decoder.propertiesOf>[0]) => decoder.propertiesOf(struct).tree;
const lazy = () => decoder.withoutProperties(() => Struct.deserializeBinary(bytes));

it("does not look into properties until it is asked", () => {
    // An entry whose value is cut off.
    const broken = Uint8Array.of(0x0a, 5, 0x0a, 1, 0x61, 0x12, 9);
    expect(() => Struct.deserializeBinary(broken)).toThrow();
    const struct = decoder.withoutProperties(() => Struct.deserializeBinary(broken));
    expect(() => tree(struct)).toThrow();
});

it("gives the tree of properties that nobody decoded, as often as it is asked", () => {
    const struct = lazy();
    expect([tree(struct), tree(struct)]).toEqual([TREE, TREE]);
});

it("gives the tree of properties that were decoded", () => {
    expect(tree(Struct.deserializeBinary(bytes))).toEqual(TREE);
});

it("decodes for whoever asks the message itself", () => {
    const asked = lazy();
    expect(asked.getFieldsMap().get("fromPort")?.getNumberValue()).toBe(6443);
    expect([asked.toJavaScript(), tree(asked), lazy().toJavaScript()]).toEqual([TREE, TREE, TREE]);
    expect([...lazy().serializeBinary()]).toEqual([...bytes]);
});

it("decodes at once outside of a request, and after one that could not be decoded", () => {
    const isDecoded = () => {
        const struct = Struct.deserializeBinary(bytes);
        bytes.fill(0);
        return struct.toJavaScript();
    };
    const kept = [...bytes];
    expect(() =>
        decoder.withoutProperties(() => {
            throw new Error("not decoded");
        }),
    ).toThrow("not decoded");
    expect(isDecoded()).toEqual(TREE);
    bytes.set(kept);
});

it("decodes at once with a protobuf that has no such reader", () => {
    class Other {
        readonly getFieldNumber = () => 1;
    }
    const decode = Struct.deserializeBinaryFromReader;
    const other = new PropertyDecoder({ BinaryReader: Other, Struct } as unknown as Protobuf);
    const struct = other.withoutProperties(() => Struct.deserializeBinary(bytes));
    Struct.deserializeBinaryFromReader = decode;
    expect(other.propertiesOf(struct).tree).toEqual(TREE);
});
