import { expect, it } from "vitest";
import { judge, type Properties, U, type Verdict } from "./judge.js";

const OPEN = { protocol: "TCP", fromPort: 6000, toPort: 7000, ipRange: "0.0.0.0/0" };

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["everyone", {}, "open"],
    ["a small range", { ipRange: "203.0.113.0/24" }, "closed"],
    ["a range not known", { ipRange: U }, "undecided"],
    ["no range", { ipRange: undefined }, "undecided"],
    ["UDP", { protocol: "UDP" }, "closed"],
    ["other ports", { toPort: 6442 }, "closed"],
    ["a port not known", { fromPort: U }, "undecided"],
];

it.each(rows)("%s", (_, difference, verdict) => {
    const permissions = [{ ...OPEN, ...difference }];
    expect(judge("aws:gamelift/fleet:Fleet", { ec2InboundPermissions: permissions }).verdict).toBe(verdict);
    expect(judge("aws-native:gamelift:Fleet", { ec2InboundPermissions: permissions }).verdict).toBe(verdict);
    const containers = { instanceInboundPermissions: permissions };
    expect(judge("aws-native:gamelift:ContainerFleet", containers).verdict).toBe(verdict);
});

it("takes permissions that are not known for anything", () => {
    expect(judge("aws:gamelift/fleet:Fleet", { ec2InboundPermissions: U }).verdict).toBe("undecided");
    expect(judge("aws:gamelift/fleet:Fleet", {}).verdict).toBe("closed");
});
