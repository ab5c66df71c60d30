import { expect, it } from "vitest";
import { shortenTrace } from "../src/program-trace.js";

const OWN = "    at Object.<anonymous> (/home/me/shop/index.ts:8:13)";
const NODE = "    at Module._compile (node:internal/modules/cjs/loader:1929:14)";
const BARE = "    at node:internal/modules/cjs/loader:2060:10";
const SDK = "    at m._compile (/home/me/shop/node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1/index.js:3009:23)";

it("keeps the message and the places in the program's own files", () => {
    expect(shortenTrace(["TypeError: no", OWN, SDK, NODE, BARE].join("\n"))).toBe(`TypeError: no\n${OWN}`);
});

it("keeps every frame of an exception that no file of the program is part of", () => {
    const text = ["TypeError: no", SDK, NODE].join("\n");
    expect(shortenTrace(text)).toBe(text);
});

it("says an input property error once", () => {
    const dump = "{\n  __pulumiInputPropertyError: true,\n  propertyPath: 'ci',\n  reason: 'It is empty.'\n}";
    expect(shortenTrace(`InputPropertyError: ci: It is empty.\n${OWN}\n${NODE} ${dump}`)).toBe(
        `InputPropertyError: ci: It is empty.\n${OWN}`,
    );
});

it("keeps what an exception of the program carries", () => {
    const text = `Error: no\n${OWN} {\n  code: 'E_OWN'\n}`;
    expect(shortenTrace(text)).toBe(text);
});
