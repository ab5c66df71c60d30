import { expect, it } from "vitest";
import { PortRange } from "../src/index.js";

it.each([
    ["a number", 6443, 6443, 6443, "6443"],
    ["text", "6443", 6443, 6443, "6443"],
    ["a range", "30000-32767", 30000, 32767, "30000-32767"],
    ["a range of one", "22-22", 22, 22, "22"],
    ["the lowest port", "0", 0, 0, "0"],
    ["every port", "0-65535", 0, 65535, "0-65535"],
] as const)("reads %s", (_name, written, from, to, text) => {
    const range = PortRange.parse(written);
    expect([range.from, range.to, String(range)]).toEqual([from, to, text]);
});

it.each([
    ["empty text", "", "port-out-of-range"],
    ["a space", "6443 ", "port-out-of-range"],
    ["a line end", "6443\n", "port-out-of-range"],
    ["spaces around the dash", "1 - 2", "port-out-of-range"],
    ["a leading zero", "06443", "port-out-of-range"],
    ["hexadecimal", "0x192B", "port-out-of-range"],
    ["an exponent", "6e3", "port-out-of-range"],
    ["a sign", "+6443", "port-out-of-range"],
    ["a fraction", 6443.5, "port-out-of-range"],
    ["not a number", Number.NaN, "port-out-of-range"],
    ["infinity", Number.POSITIVE_INFINITY, "port-out-of-range"],
    ["a negative port", -1, "port-out-of-range"],
    ["a port too large", 65536, "port-out-of-range"],
    ["a range that ends too high", "6443-65536", "port-out-of-range"],
    ["an open range", "6443-", "port-out-of-range"],
    ["three ports", "1-2-3", "port-out-of-range"],
    ["a list", "80,443", "port-out-of-range"],
    ["digits of another script", "٦٤٤٣", "port-out-of-range"],
    ["a word", "any", "port-out-of-range"],
    ["a reversed range", "6444-6443", "port-range-reversed"],
] as const)("refuses %s", (_name, written, code) => {
    expect(() => PortRange.parse(written)).toThrow(expect.objectContaining({ code }));
});

it("offers a reversed range the right way round", () => {
    expect(() => PortRange.parse("6444-6443")).toThrow("Write 6443-6444");
});

it("contains both its ends", () => {
    const range = PortRange.parse("10-12");
    expect([9, 10, 11, 12, 13].map((port) => range.contains(port))).toEqual([false, true, true, true, false]);
});
