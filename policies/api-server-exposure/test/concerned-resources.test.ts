import { expect, it } from "vitest";
import { concernedResources } from "../src/concerned-resources.js";

interface Sent {
    readonly urn: string;
    readonly type: string;
    readonly parent: string;
    readonly sources: readonly string[];
}

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const sent = (urn: string, type: string, parent = "", ...sources: readonly string[]): Sent => ({
    urn,
    type,
    parent,
    sources,
});
const kept = (...resources: readonly Sent[]) =>
    concernedResources(resources, {
        type: ({ type }) => type,
        urn: ({ urn }) => urn,
        parent: ({ parent }) => parent,
        sources: ({ sources }) => sources,
    }).map(({ urn }) => urn);

it("keeps what is read, all above it, what its properties come from, and the first, in their order", () => {
    const resources = [
        sent("first", "my:own:Thing"),
        sent("bucket", "aws:s3/bucket:Bucket"),
        sent("vpc", "my:own:Network", "", "bucket-of-vpc"),
        sent("bucket-of-vpc", "aws:s3/bucket:Bucket"),
        sent("grandparent", "my:own:Cluster"),
        sent("parent", "my:own:Nodes", "grandparent"),
        sent("group", GROUP, "parent", "vpc", "nowhere"),
    ];
    expect(kept(...resources)).toEqual(["first", "vpc", "grandparent", "parent", "group"]);
});

it("keeps all of a stack of firewalls, and nothing of none", () => {
    expect(kept(sent("a", GROUP), sent("b", GROUP, "a"))).toEqual(["a", "b"]);
    expect(kept()).toEqual([]);
});

it("ends where parents go in a circle", () => {
    expect(kept(sent("a", "my:own:A", "b"), sent("b", "my:own:B", "a"), sent("group", GROUP, "a"))).toEqual([
        "a",
        "b",
        "group",
    ]);
});
