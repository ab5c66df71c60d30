import { describe, expect, it } from "vitest";
import { onlyConcerned } from "../src/concerned-request.js";
import { analyzeStackRequest, namesIn, type Shown, urnOf } from "./protocol.mts";

const other = (name: string): Shown => ({ type: "aws:s3/bucket:Bucket", name, props: { acl: "private", tags: [1] } });
const group = (name: string): Shown => ({ ...other(name), type: "aws:ec2/securityGroup:SecurityGroup" });
const encoded = (...resources: readonly Shown[]) => Buffer.from(analyzeStackRequest(resources).serializeBinary());
const kept = (request: Buffer) => namesIn(onlyConcerned(request));

describe("what is decoded of a stack", () => {
    it("is what is read, all above it, what its properties come from, and the first", () => {
        const parent = { ...other("parent"), parent: urnOf(other("grandparent")) };
        const child: Shown = {
            ...group("child"),
            parent: urnOf(parent),
            provider: { urn: "urn:of:a:provider" },
            propertyDependencies: { vpcId: ["vpc"], ingress: ["prefix", "nowhere"] },
        };
        const named = ["first", "vpc", "alone", "prefix", "grandparent"].map(other);
        expect(kept(encoded(...named, parent, child, other("last")))).toEqual([
            "first",
            "vpc",
            "prefix",
            "grandparent",
            "parent",
            "child",
        ]);
    });

    it("is as it was sent", () => {
        expect(onlyConcerned(encoded(other("first"), other("second"), group("third")))).toEqual(
            encoded(other("first"), group("third")),
        );
    });

    it("keeps what a later protocol adds, of every form", () => {
        const added = Buffer.from([
            ...[0xf8, 0x07, 0xff, 0x01], // 127: a number
            ...[0xf9, 0x07, 1, 2, 3, 4, 5, 6, 7, 8], // 127: eight bytes
            ...[0xfd, 0x07, 1, 2, 3, 4], // 127: four bytes
            ...[0xfa, 0x07, 2, 0x0a, 0x00], // 127: a message
        ]);
        const request = Buffer.concat([added, encoded(other("first"), other("second"), group("third"))]);
        expect(onlyConcerned(request)).toEqual(Buffer.concat([added, encoded(other("first"), group("third"))]));
    });

    it.each([
        ["is cut off", (request: Buffer) => request.subarray(0, -1)],
        ["has a number where a resource belongs", (request: Buffer) => Buffer.concat([request, Buffer.from([8, 1])])],
        ["promises more than comes", (request: Buffer) => Buffer.concat([request, Buffer.from([0x12, 5, 1])])],
        ["has a group", (request: Buffer) => Buffer.concat([request, Buffer.from([0x13, 0x14])])],
        ["has a number without an end", (request: Buffer) => Buffer.concat([request, Buffer.alloc(12, 0xff)])],
        [
            "has a number where a type belongs",
            (request: Buffer) => Buffer.concat([request, Buffer.from([10, 2, 8, 1])]),
        ],
    ])("is everything where it %s", (_, broken) => {
        const request = broken(encoded(other("first"), other("second"), group("third")));
        expect(onlyConcerned(request)).toBe(request);
    });
});
