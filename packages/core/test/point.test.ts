import { expect, it } from "vitest";
import { FirewallError } from "../src/error.js";
import { tcp } from "../src/point.js";

it("is TCP at a port", () => {
    expect(tcp(6443)).toEqual({ protocol: 6, port: 6443 });
});

it.each([-1, 65536, 6443.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "is never a port that does not exist: %d",
    (port) => {
        expect(() => tcp(port)).toThrow(FirewallError);
    },
);

it("is never a text that looks like a port, which no rule would be found to match", () => {
    // Programs in plain JavaScript may pass one.
    expect(() => tcp("6443" as unknown as number)).toThrow("not a port");
});
