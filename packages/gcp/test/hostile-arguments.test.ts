import { FirewallError } from "@portcullis/core";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gkeAuthorizedNetworks } from "../src/index.js";
import { ARGUMENTS, planFirewall } from "../src/plan.js";

/** Names that arguments have at any depth, so that odd values get past the check of names. */
const WORDS = [
    "ranges",
    "range",
    "tags",
    "tag",
    "serviceAccounts",
    "podRanges",
    "kind",
    "clientFilter",
    "proxySubnetRanges",
    "expires",
    "sources",
    "reason",
    "owner",
    "description",
    "protocol",
    "port",
];

const SECRET = "hunter2";
const leaf = fc.constantFrom<unknown>(
    undefined,
    null,
    0,
    -1,
    1.5,
    Number.NaN,
    6443,
    70000,
    true,
    "",
    "x",
    "0.0.0.0/0",
    "10.0.0.0/8",
    "198.51.100.7",
    "2001:db8::/48",
    "2027-12-31",
    "tcp",
    pulumi.secret(SECRET),
    pulumi.secret([SECRET]),
    Promise.resolve(SECRET),
    () => SECRET,
);
/** Any value of these, in lists and records. */
const oddOf = (values: fc.Arbitrary<unknown>) =>
    fc.letrec((tie) => ({
        odd: fc.oneof(
            { depthSize: "small" },
            values,
            fc.array(tie("odd"), { maxLength: 3 }),
            fc.dictionary(fc.constantFrom(...WORDS, "a", "A", "a b"), tie("odd"), { maxKeys: 4 }),
        ),
    })).odd;
const odd = oddOf(leaf);
/** What stands in an argument set, where an output would fail later, with nobody to hear of it in a test. */
const plainOdd = oddOf(leaf.filter((value) => typeof value !== "object" || value === null));

/** What a call that no type held comes to: nothing wrong, or our own error. */
function fault(call: () => unknown): FirewallError | undefined {
    try {
        call();
        return undefined;
    } catch (error) {
        if (error instanceof FirewallError) return error;
        if (pulumi.InputPropertyError.isInstance(error)) return new FirewallError({ ...UNSAID, what: error.message });
        throw error;
    }
}

/** The rest of an error of which only the message is left. */
const UNSAID = { code: "argument-malformed", why: "", fix: "" } as const;

const BASE = { network: "n", targetTags: ["cp"] };

it("answers every value of every argument with a plan or an error of ours that names the argument", () => {
    fc.assert(
        fc.property(fc.constantFrom(...ARGUMENTS), odd, (argument, value) => {
            const error = fault(() => planFirewall("api", { ...BASE, [argument]: value } as never));
            expect(error?.message ?? "").not.toContain(SECRET);
            expect(error?.message ?? "").not.toMatch(/\[object|Output<T>|undefined is|is not a function/);
            if (error && error.code !== "argument-missing" && error.code !== "argument-conflict")
                expect(error.at).toMatch(new RegExp(`^${argument}\\b`));
        }),
        { numRuns: 2500 },
    );
});

it.each([undefined, null, "x", 1, [], pulumi.secret({})])("refuses %s in place of the arguments", (args) => {
    // As a program without types may call it.
    expect(fault(() => planFirewall("api", args as never))?.code).toBe("argument-malformed");
});

it.each<{ name: string; names: readonly string[]; call: (args: object) => unknown }>([
    {
        name: "a GKE cluster",
        names: ["administrators", "ci", "monitoring", "managementTools", "ownAddresses", "maxCidrBlocks"],
        call: (args) => gkeAuthorizedNetworks(args as never),
    },
])("answers every value of every argument of $name", ({ names, call }) => {
    fc.assert(
        fc.property(fc.constantFrom(...names), plainOdd, (argument, value) => {
            const error = fault(() => call({ [argument]: value }));
            expect(error?.message ?? "").not.toContain(SECRET);
        }),
        { numRuns: 1000 },
    );
});
