import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN_SENTINELS } from "../src/convert.js";

// The policies load no SDK, so they have these constants by themselves: held to the SDK's here.
const here = createRequire(import.meta.url);
const proxy = here("@pulumi/policy/proxy") as Record<string, unknown>;
const rpc = here("@pulumi/pulumi/runtime/rpc") as Record<string, unknown>;

it("knows every sentinel of the SDK for a value that is not known", () => {
    const sentinels = Object.entries(proxy).filter(([name]) => /^unknown.*Value$/.test(name));
    expect(sentinels).toHaveLength(7);
    expect([...UNKNOWN_SENTINELS].sort()).toEqual(sentinels.map(([, value]) => value).sort());
});

it("knows the signatures of the SDK", () => {
    expect([SIGNATURE_KEY, SECRET_SIGNATURE]).toEqual([rpc["specialSigKey"], rpc["specialSecretSig"]]);
});

it("finds the server's decoding where it is replaced", () => {
    const source = here("node:fs").readFileSync(here.resolve("@pulumi/policy/server"), "utf8") as string;
    expect(source).toMatch(/deserialize_1\.deserializeProperties\(/);
});
