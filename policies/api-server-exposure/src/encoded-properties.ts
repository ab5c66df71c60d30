import { type BinaryReader, treeIn } from "./struct-tree.js";

/** The part of protobuf's `Struct` that is used here. */
export interface Struct {
    toJavaScript(): unknown;
    getFieldsMap(leaveUnmade?: boolean): object;
}

/** What is used of protobuf, in the copy that decodes the requests. */
export interface Protobuf {
    readonly BinaryReader: new (bytes: Uint8Array) => BinaryReader;
    readonly Struct: {
        readonly prototype: Struct;
        fromJavaScript(tree: object): { serializeBinary(): Uint8Array };
        deserializeBinary(bytes: Uint8Array): Struct;
        deserializeBinaryFromReader: (struct: Struct, reader: BinaryReader) => Struct;
    };
}

/** The bytes of a `Struct` that was not decoded; gone once it is. */
const ENCODED = Symbol("encoded");

interface LazyStruct extends Struct {
    [ENCODED]?: Uint8Array | undefined;
}

/**
 * Lets requests be decoded without the properties in them. Most resources are no firewalls, and of those that are, a
 * plain tree is all that is asked for: message objects for every value cost more than all the rest of a request.
 */
export class PropertyDecoder {
    private isLazy = false;
    private readonly newReader: Protobuf["BinaryReader"];
    private readonly isUsable: boolean;

    /** Changes `Struct` for the whole process: outside of {@link withoutProperties} it decodes as ever. */
    constructor({ BinaryReader, Struct }: Protobuf) {
        this.newReader = BinaryReader;
        const decode = Struct.deserializeBinaryFromReader;
        Struct.deserializeBinaryFromReader = (struct: LazyStruct, reader) => {
            if (!this.isLazy) return decode(struct, reader);
            const from = reader.getCursor();
            while (reader.nextField()) reader.skipField();
            struct[ENCODED] = reader.getBuffer().subarray(from, reader.getCursor());
            return struct;
        };
        const getFieldsMap = Struct.prototype.getFieldsMap;
        // All that anybody can ask of a Struct goes through its map: whoever asks finds it decoded.
        Struct.prototype.getFieldsMap = function (this: LazyStruct, leaveUnmade) {
            const bytes = this[ENCODED];
            this[ENCODED] = undefined;
            if (bytes !== undefined) decode(this, new BinaryReader(bytes));
            return getFieldsMap.call(this, leaveUnmade);
        };
        this.isUsable = true;
        this.isUsable = this.readsSample(Struct);
    }

    /** False for a copy of protobuf that works in another way than this one: then all is decoded at once. */
    private readsSample(Struct: Protobuf["Struct"]): boolean {
        // Its keys are in order: protobuf sorts them.
        const sample = { list: [1, { inner: true }], nothing: null, text: "a" };
        try {
            const bytes = Struct.fromJavaScript(sample).serializeBinary();
            const { tree } = this.propertiesOf(this.withoutProperties(() => Struct.deserializeBinary(bytes)));
            return JSON.stringify(tree) === JSON.stringify(sample);
        } catch {
            return false;
        }
    }

    /** Decodes a request, leaving its properties for when they are asked for. */
    withoutProperties<T>(decode: () => T): T {
        this.isLazy = this.isUsable;
        try {
            return decode();
        } finally {
            this.isLazy = false;
        }
    }

    /** What a `Struct` holds, decoded or not. */
    propertiesOf(struct: LazyStruct): WireProperties {
        return new WireProperties(struct[ENCODED] ?? struct, this.newReader);
    }
}

/** Properties as they came over the wire. */
export class WireProperties {
    constructor(
        private readonly source: Struct | Uint8Array,
        private readonly newReader: Protobuf["BinaryReader"],
    ) {}

    /** The plain tree of them, made anew each time. */
    get tree(): unknown {
        return this.source instanceof Uint8Array ? treeIn(new this.newReader(this.source)) : this.source.toJavaScript();
    }
}
