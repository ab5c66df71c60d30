import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource } from "../../../src/value.js";
import { judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ALLOW = { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlock: "0.0.0.0/0" };
const DENY = { ...ALLOW, action: "deny" };
const V6 = { cidrBlock: undefined, ipv6CidrBlock: "::/0" };

const inline = (...ingress: readonly (Properties | typeof U)[]) => [part(ACL, "acl", { ingress })];
const entry = (name: string, networkAclId: string, { ruleNo, action, ...rest }: Properties & typeof ALLOW) =>
    part(RULE, name, { ...rest, networkAclId, ruleNumber: ruleNo, ruleAction: action });
const group = part(ACL, "acl", { ingress: [DENY] });

const rows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    ["an allow and a deny of one number", inline(DENY, ALLOW), "open"],
    ["an allow and a deny of one number, in the other order", inline(ALLOW, DENY), "open"],
    ["an allow and a deny of one number, once as text", inline({ ...DENY, ruleNo: "100" }, ALLOW), "open"],
    ["one number, two families", inline(DENY, { ...ALLOW, ...V6 }), "open"],
    ["one number, in entries of their own", [entry("a", "acl-1", ALLOW), entry("d", "acl-1", DENY)], "open"],
    [
        "one number, in two ACLs",
        [entry("a", "acl-1", { ...ALLOW, cidrBlock: "10.0.0.0/8" }), entry("d", "acl-2", DENY)],
        "closed",
    ],
    [
        "one number, inline and in an entry of its own",
        [
            group,
            part(
                RULE,
                "a",
                { ...ALLOW, ruleNumber: 100, ruleAction: "allow", networkAclId: U },
                { networkAclId: [group] },
            ),
        ],
        "open",
    ],
    ["one number, and the list denies before", inline({ ...DENY, ruleNo: 50 }, DENY, ALLOW), "closed"],
    [
        "two different denies of one number",
        inline(DENY, { ...DENY, cidrBlock: "0.0.0.0/1" }, { ...ALLOW, ruleNo: 200 }),
        "open",
    ],
    ["the same deny twice is one entry", inline(DENY, { ...DENY }, { ...ALLOW, ruleNo: 200 }), "closed"],
    ["one number, and whether the allow is one is not known", inline({ ...ALLOW, action: U }, DENY), "undecided"],
    [
        "an action that is not known collides with nothing",
        inline({ ...ALLOW, action: U, cidrBlock: "10.0.0.0/8" }),
        "closed",
    ],
    [
        "a number that is not known is none that others have",
        inline({ ...ALLOW, ruleNo: 1 }, { ...DENY, ruleNo: U }),
        "open",
    ],
    [
        "an entry that is not known stands behind those that have the first numbers",
        inline({ ...DENY, ruleNo: 1 }, { ...DENY, ...V6, ruleNo: 2 }, U),
        "closed",
    ],
    [
        "an entry that is not known may stand between others",
        inline({ ...DENY, ruleNo: 1 }, { ...DENY, ...V6, ruleNo: 3 }, U),
        "undecided",
    ],
];

it.each(rows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources)).toBe(verdict);
    expect(judgeStack(resources.toReversed())).toBe(verdict);
});

it("says on both sides that there cannot be two entries of one number", () => {
    const rules = composeFirewalls(inline(ALLOW, DENY)).flatMap((firewall) => firewall.rules);
    expect(rules.map(({ because }) => because.at(-1))).toEqual([
        "EC2 refuses a second entry of number 100, so the deny of that number may not exist",
        "EC2 refuses a second entry of number 100, so this one clears nothing",
    ]);
});
