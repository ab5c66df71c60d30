import { Secret, Unknown, type Value } from "../src/value.js";
import type { Random } from "./oracle.js";

const WORDS: readonly string[] = [
    ..."tcp TCP udp -1 all 6 * any Any icmp Tcp".split(" "),
    ..."0.0.0.0/0 ::/0 10.0.0.0/8 0.0.0.0/00 0/0 010.0.0.1/8 1.2.3.4 1.2.3.4/0 fe80::1%eth0/64 ::ffff:0:0/96".split(
        " ",
    ),
    ..."Internet VirtualNetwork AzureCloud AzureCloud.westeurope Storage NoSuchTag 1.0.0.0-2.0.0.0".split(" "),
    ..."ingress INGRESS Inbound Outbound egress in allow Allow deny Deny DROP accept AlwaysAllow goto_next".split(" "),
    ..."6443 6443-6444 6443:6443 1/65535 0x192B 6443.5 99999999999999999999 22,6443 ６４４３".split(" "),
    ..."true TRUE false sg-1 pl-1 rg default self LoadBalancer NatRule public internal network application".split(" "),
    ..."__proto__ constructor toString hasOwnProperty".split(" "),
    "",
    " 6443",
    "10.0.0.0/8\u200b",
    "{}",
    '{"Resources":{"x":{"Type":"AWS::EC2::SecurityGroup","Properties":{"SecurityGroupIngress":[{}]}}}}',
    "Resources:\n  x: &x\n    Type: AWS::EC2::SecurityGroup\n",
    "[[[[[[[[",
    "x".repeat(5000),
];

const NUMBERS: readonly number[] = [
    ...[0, -0, 1, -1, 6, 100, 4096, 6443, 6443.5, 65535, 65536, 1e21, -1e308, 1e308],
    ...[2 ** 31, 2 ** 53, Number.MIN_VALUE, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
];

const STRANGE_KEYS: readonly string[] = ["__proto__", "constructor", "toString", "cidr_blocks", "x", "0", ""];

const DEEPEST = 7;

function pick<T>(random: Random, from: readonly T[]): T {
    const one = from[random(from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
}

/** A value of any kind: right, wrong, unknown, secret, huge, nested, circular. */
function hostileValue(random: Random, depth = 0): Value {
    const kinds = depth >= DEEPEST ? 9 : 16;
    switch (random(kinds)) {
        case 0:
            return pick(random, NUMBERS);
        case 1:
            return random(2) === 0;
        case 2:
            return random(2) === 0 ? null : undefined;
        case 3:
            return new Unknown(random(4) === 0);
        case 4:
            return new Secret(hostileValue(random, depth + 1));
        case 5:
            return random(50) === 0 ? endless() : pick(random, WORDS);
        case 6:
        case 7:
        case 8:
            return pick(random, WORDS);
        case 9:
        case 10:
        case 11:
            return Array.from({ length: random(4) }, () => hostileValue(random, depth + 1));
        default:
            return hostileObject(random, depth + 1);
    }
}

/** A value that contains itself. */
function endless(): Value {
    const list: Value[] = ["10.0.0.0/8"];
    list.push(list, { again: list });
    return list;
}

/**
 * An object that has whatever key a reader asks for, three times in four, so that every property of every reader is
 * met without a list of their names. It is finite: what nobody asked for is not there.
 */
export function hostileObject(random: Random, depth = 0): { readonly [key: string]: Value } {
    const known = new Map<string, Value>();
    const absent = new Set<string>();
    for (const key of STRANGE_KEYS) if (random(12) === 0) known.set(key, hostileValue(random, depth + 1));
    const describe = (key: string | symbol): PropertyDescriptor | undefined => {
        if (typeof key !== "string" || absent.has(key)) return undefined;
        if (!known.has(key)) {
            if (random(4) === 0) {
                absent.add(key);
                return undefined;
            }
            known.set(key, hostileValue(random, depth + 1));
        }
        return { value: known.get(key), enumerable: true, configurable: true, writable: true };
    };
    return new Proxy<{ readonly [key: string]: Value }>(
        {},
        {
            get: (_, key) => describe(key)?.value,
            has: (_, key) => describe(key) !== undefined,
            getOwnPropertyDescriptor: (_, key) => describe(key),
            ownKeys: () => [...known.keys()],
        },
    );
}

/** The same value with something wrong somewhere: a key dropped, a value replaced, wrapped, repeated or renamed. */
export function mutated(value: Value, random: Random): Value {
    if (Array.isArray(value) && value.length > 0 && random(3) > 0) {
        const at = random(value.length);
        return value.map((item: Value, index) => (index === at ? mutated(item, random) : item));
    }
    if (isPlain(value) && Object.keys(value).length > 0 && random(4) > 0) return mutatedObject(value, random);
    return random(6) === 0 ? [value, value] : hostileValue(random, 2);
}

function mutatedObject(value: { readonly [key: string]: Value }, random: Random): Value {
    const key = pick(random, Object.keys(value));
    const { [key]: old, ...rest } = value;
    const change = random(5);
    if (change === 0) return rest;
    if (change === 1) return { ...rest, [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]: old };
    if (change === 2) return { ...value, [pick(random, STRANGE_KEYS)]: old };
    return { ...value, [key]: mutated(old, random) };
}

function isPlain(value: Value): value is { readonly [key: string]: Value } {
    return typeof value === "object" && value !== null && !(value instanceof Unknown) && !(value instanceof Secret);
}
