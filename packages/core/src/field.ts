import { Secret, Unknown, type Value } from "./value.js";

/**
 * One place in a resource's properties: its path, its value with secrets unwrapped, and how it may be printed.
 *
 * Readers walk properties through fields only, so that every odd shape has one reading: own keys only (a key named
 * `__proto__` is text like any other), secrets never printed, both spellings of a bridged key, depth bounded.
 */
export class Field {
    readonly value: Exclude<Value, Secret>;
    readonly secret: boolean;

    constructor(
        value: Value,
        /** Property path as a user writes it: `ingress[1].cidrBlocks[0]`. */
        readonly at: string,
        secret = false,
    ) {
        let plain = value;
        let hidden = secret;
        while (plain instanceof Secret) {
            plain = plain.value;
            hidden = true;
        }
        this.value = plain;
        this.secret = hidden || (plain instanceof Unknown && plain.secret);
    }

    get isUnknown(): boolean {
        return this.value instanceof Unknown;
    }

    /** True where the property was not given at all; null counts as not given. */
    get isAbsent(): boolean {
        return this.value === undefined || this.value === null;
    }

    /** True for an object with keys; lists, null and unknowns are none. */
    get isObject(): boolean {
        return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value) && !this.isUnknown;
    }

    get isList(): boolean {
        return Array.isArray(this.value);
    }

    /**
     * The property of that name, in camelCase or in the snake_case that bridged providers accept as well.
     * Both given: lists are joined; two different single values leave the value unknown, since either may win.
     */
    get(name: string): Field {
        const camel = this.own(name);
        const snakeName = snakeCase(name);
        if (snakeName === name || !this.has(snakeName)) return camel;
        const snake = this.own(snakeName);
        if (snake.isAbsent) return camel;
        if (camel.isAbsent) return snake;
        const hidden = camel.secret || snake.secret;
        if (Array.isArray(camel.value) && Array.isArray(snake.value)) {
            return new Field([...camel.value, ...snake.value], camel.at, hidden);
        }
        return camel.value === snake.value ? camel : new Field(new Unknown(hidden), camel.at, hidden);
    }

    /** The property of exactly that name, without the second spelling. */
    own(name: string): Field {
        const at = this.at === "" ? name : `${this.at}.${name}`;
        if (this.value instanceof Unknown) return new Field(this.value, at, this.secret);
        if (!this.has(name)) return new Field(undefined, at, this.secret);
        // It has keys: an object that is neither list nor unknown is the record case of Value.
        return new Field((this.value as { readonly [key: string]: Value })[name], at, this.secret);
    }

    private has(name: string): boolean {
        return this.isObject && Object.hasOwn(this.value as object, name);
    }

    /** The keys of an object; none for anything else. */
    keys(): readonly string[] {
        return this.isObject ? Object.keys(this.value as object) : [];
    }

    /**
     * The elements of a list. A single object or text where a list belongs is read as a list of one (bridges do so);
     * absent is no element; an unknown is one unknown element that stands for any number of them.
     */
    items(): readonly Field[] {
        if (this.isAbsent) return [];
        if (!Array.isArray(this.value)) return [new Field(this.value, this.at, this.secret)];
        return this.value.map((item: Value, index) => new Field(item, `${this.at}[${index}]`, this.secret));
    }

    /** The text, where it is text. */
    text(): string | undefined {
        return typeof this.value === "string" ? this.value : undefined;
    }

    /** True and false also as text of any case; undefined for everything else, which takes both values. */
    flag(): boolean | undefined {
        if (typeof this.value === "boolean") return this.value;
        const word = this.text()?.toLowerCase();
        return word === "true" ? true : word === "false" ? false : undefined;
    }

    /** The value as a message shows it: as written, bounded in length; `[secret]` and `[unknown]` in their place. */
    written(): string {
        if (this.secret) return "[secret]";
        if (this.isUnknown) return "[unknown]";
        return render(this.value, 0);
    }
}

/** Readers ask for the same few names over and over. */
const SNAKE_CASE = new Map<string, string>();
const MOST_NAMES = 10_000;

/** The name as bridged providers write it. */
export function snakeCase(name: string): string {
    const known = SNAKE_CASE.get(name);
    if (known !== undefined) return known;
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (SNAKE_CASE.size < MOST_NAMES) SNAKE_CASE.set(name, snake);
    return snake;
}

const MOST_CHARACTERS = 120;

function clip(text: string): string {
    return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}

function render(value: Value, depth: number): string {
    if (value === undefined) return "not set";
    if (value instanceof Unknown) return "[unknown]";
    if (value instanceof Secret) return "[secret]";
    if (typeof value === "string") return clip(JSON.stringify(value));
    if (typeof value !== "object" || value === null) return clip(String(value));
    if (depth > 3) return "...";
    if (Array.isArray(value)) return `[${listed(value, (item: Value) => render(item, depth + 1))}]`;
    return `{${listed(Object.entries(value), ([key, item]) => `${clip(key)}: ${render(item, depth + 1)}`)}}`;
}

/** The first items, and how many there are besides: a reader must not take a part for the whole. */
function listed<Item>(items: readonly Item[], text: (item: Item) => string): string {
    const shown: string[] = [];
    let length = 0;
    for (const item of items) {
        if (length > MOST_CHARACTERS) break;
        shown.push(text(item));
        length += shown.at(-1)?.length ?? 0;
    }
    if (shown.length < items.length) shown.push(`and ${items.length - shown.length} more`);
    return shown.join(", ");
}
