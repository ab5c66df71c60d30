/** The part of protobuf's own `BinaryReader` that is used here. */
export interface BinaryReader {
    nextField(): boolean;
    getFieldNumber(): number;
    skipField(): void;
    /** Where the next byte is read in the buffer. */
    getCursor(): number;
    getBuffer(): Uint8Array;
    readMessage<T>(message: T, read: (message: T, reader: BinaryReader) => void): void;
    readString(): string;
    readDouble(): number;
    readBool(): boolean;
    readEnum(): number;
}

// Numbers of the fields in protobuf's struct.proto.
const FIELDS = 1;
const KEY = 1;
const VALUE = 2;
const LISTED = 1;
const [NULL, NUMBER, STRING, BOOL, STRUCT, LIST] = [1, 2, 3, 4, 5, 6];

interface Tree {
    [key: string]: unknown;
}

/**
 * An encoded `Struct` as a plain tree, in one pass: what is asked of the properties of a resource needs no message
 * object for each value. A key named `__proto__` is a key like any other. Throws at what is no `Struct`.
 */
export function treeIn(reader: BinaryReader): Tree {
    const tree: Tree = {};
    readFields(tree, reader);
    return tree;
}

function readFields(tree: Tree, reader: BinaryReader): void {
    while (reader.nextField()) {
        if (reader.getFieldNumber() === FIELDS) reader.readMessage(tree, readEntry);
        else reader.skipField();
    }
}

function readEntry(tree: Tree, reader: BinaryReader): void {
    let key = "";
    let value: unknown = null;
    while (reader.nextField()) {
        const field = reader.getFieldNumber();
        if (field === KEY) key = reader.readString();
        else if (field === VALUE) value = valueIn(reader);
        else reader.skipField();
    }
    if (key === "__proto__") Object.defineProperty(tree, key, { value, enumerable: true, configurable: true });
    else tree[key] = value;
}

/** Where a value is left: a reader hands a message to a function and takes nothing back. */
const left: { value: unknown } = { value: undefined };

function valueIn(reader: BinaryReader): unknown {
    reader.readMessage(left, leaveValue);
    return left.value;
}

function leaveValue(_: typeof left, reader: BinaryReader): void {
    let value: unknown;
    while (reader.nextField()) {
        const kind = kindIn(reader);
        if (kind !== undefined) value = kind;
    }
    if (value === undefined) throw new Error("a value of no kind that is known here");
    left.value = value;
}

function kindIn(reader: BinaryReader): unknown {
    switch (reader.getFieldNumber()) {
        case STRING:
            return reader.readString();
        case NUMBER:
            return reader.readDouble();
        case BOOL:
            return reader.readBool();
        case STRUCT: {
            const tree: Tree = {};
            reader.readMessage(tree, readFields);
            return tree;
        }
        case LIST: {
            const list: unknown[] = [];
            reader.readMessage(list, readItems);
            return list;
        }
        case NULL:
            reader.readEnum();
            return null;
        default:
            reader.skipField();
            return undefined;
    }
}

function readItems(list: unknown[], reader: BinaryReader): void {
    while (reader.nextField()) {
        if (reader.getFieldNumber() === LISTED) list.push(valueIn(reader));
        else reader.skipField();
    }
}
