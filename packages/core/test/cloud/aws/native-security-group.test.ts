import { expect, it } from "vitest";
import { judge, judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const GROUP = "aws-native:ec2:SecurityGroup";
const RULE = "aws-native:ec2:SecurityGroupIngress";
const OPEN = { ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIp: "0.0.0.0/0" };

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an open rule is open", {}, "open"],
    ["host bits are masked", { cidrIp: "203.0.113.77/24" }, "closed"],
    ["host bits of a /0", { cidrIp: "203.0.113.77/0" }, "open"],
    ["-1 ignores ports", { ipProtocol: "-1", fromPort: 22, toPort: 22 }, "open"],
    ["-1 without ports", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }, "open"],
    ["tcp without ports", { fromPort: undefined, toPort: undefined }, "open"],
    ["IPv6", { cidrIp: undefined, cidrIpv6: "::/0" }, "open"],
    ["a group by id is internal", { cidrIp: undefined, sourceSecurityGroupId: "sg-1" }, "closed"],
    ["a group by name is internal", { cidrIp: undefined, sourceSecurityGroupName: "bastion" }, "closed"],
    ["a group id unknown is internal", { cidrIp: undefined, sourceSecurityGroupId: U }, "closed"],
    ["a prefix list outside the stack", { cidrIp: undefined, sourcePrefixListId: "pl-1" }, "undecided"],
    ["cidrIp unknown", { cidrIp: U }, "undecided"],
    ["other protocol numbers", { ipProtocol: "50" }, "closed"],
    ["a bare address is that address", { cidrIp: "8.8.8.8" }, "closed"],
    ["null as an address", { cidrIp: null }, "undecided"],
];

it.each(rows)("inline: %s", (_, difference, verdict) => {
    expect(judge(GROUP, { securityGroupIngress: [{ ...OPEN, ...difference }] }).verdict).toBe(verdict);
});

it.each(rows)("stand-alone: %s", (_, difference, verdict) => {
    expect(judge(RULE, { groupId: "sg-1", ...OPEN, ...difference }).verdict).toBe(verdict);
});

const HALVES = ["8.0.0.0/13", "8.8.0.0/13"];
const named = (difference: Properties) =>
    part(GROUP, "group", { groupName: "web", securityGroupIngress: [{ ...OPEN, cidrIp: HALVES[0] }], ...difference });
const ruleByName = part(RULE, "rule", { ...OPEN, groupName: "web", cidrIp: HALVES[1] });

it.each<[string, Properties, Verdict]>([
    ["adds up with the group of that name in the default VPC", {}, "open"],
    ["does not add up with a group of another VPC", { vpcId: "vpc-1" }, "closed"],
    ["does not add up with a group of another name", { groupName: "other" }, "closed"],
])("stand-alone by the name of its group: %s", (_, difference, verdict) => {
    expect(judgeStack([named(difference), ruleByName])).toBe(verdict);
});

it("inline without a source admits nothing", () => {
    expect(judge(GROUP, { securityGroupIngress: [{ ...OPEN, cidrIp: undefined }] }).verdict).toBe("closed");
});

it("stand-alone without a source may have lost it", () => {
    expect(judge(RULE, { groupId: U, ...OPEN, cidrIp: undefined }).verdict).toBe("undecided");
});

it("whole rule list unknown", () => {
    expect(judge(GROUP, { securityGroupIngress: U }).verdict).toBe("undecided");
});
