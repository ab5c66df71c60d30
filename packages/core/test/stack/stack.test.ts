import { describe, expect, it } from "vitest";
import { exposure } from "../../src/exposure.js";
import { tcp } from "../../src/point.js";
import { reach } from "../../src/reach.js";
import type { Rule } from "../../src/rule.js";
import { contributionsOf } from "../../src/stack/contributions-of.js";
import { composeContributions, composeFirewalls, firewallsOf } from "../../src/stack/stack.js";
import type { Resource } from "../../src/value.js";
import { resourcesOf } from "../corpus.js";
import { securityGroup, securityGroupRule, tcp6443 } from "../given/aws.js";
import { VECTORS } from "../vectors/index.js";
import { group, resource, rule } from "./stacks.js";

const STACK = resourcesOf([
    { ...securityGroup(tcp6443({ cidrBlocks: ["8.0.0.0/13"] })), name: "group", id: "sg-1" },
    securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["8.8.0.0/13"] }),
]);

function verdicts(resources: readonly Resource[]): readonly string[] {
    return composeFirewalls(resources).map(({ rules }) => exposure(reach(rules, tcp(6443))).verdict);
}

describe("a stack", () => {
    it("is put together whatever the order of its resources", () => {
        expect(composeFirewalls(STACK)).toEqual(composeFirewalls(STACK.toReversed()));
        expect(verdicts(STACK)).toEqual(["open"]);
    });

    it("can be read resource by resource, and put together later", () => {
        const sorted = STACK.toSorted((one, other) => (one.urn < other.urn ? -1 : 1));
        expect(composeContributions(sorted, sorted.flatMap(contributionsOf))).toEqual(composeFirewalls(STACK));
    });

    it("of nothing, and of what no reader knows, has no firewall", () => {
        expect(composeFirewalls([])).toEqual([]);
        expect(composeFirewalls([resource("any")])).toEqual([]);
    });

    it.each(VECTORS)(
        "of one resource is what that resource is alone, in vector %i: %s",
        (_number, _reason, _verdict, given) => {
            for (const one of resourcesOf(given)) expect(firewallsOf(one)).toEqual(composeFirewalls([one]));
        },
    );

    it("takes one resource alone for what it is by itself", () => {
        expect(STACK.flatMap(firewallsOf).map(({ members }) => members.length)).toEqual([1, 1]);
    });
});

describe("what defeats a reader", () => {
    const hostile = (type: string): Resource => ({
        urn: "urn:hostile",
        type,
        name: "hostile",
        properties: new Proxy(
            {},
            {
                getOwnPropertyDescriptor: () => {
                    throw new Error("no");
                },
            },
        ),
    });

    it("may admit everyone, and says so", () => {
        const [found] = composeFirewalls([hostile("aws:ec2/securityGroup:SecurityGroup")]);
        const { verdict, causes } = exposure(reach(found?.rules ?? [], tcp(6443)));
        expect([verdict, causes.map((cause) => cause.kind)]).toEqual(["undecided", ["unreadable"]]);
    });

    it("does not hide the others", () => {
        expect(verdicts([hostile("aws:ec2/securityGroup:SecurityGroup"), ...STACK]).toSorted()).toEqual([
            "open",
            "undecided",
        ]);
    });

    it("a template in a template is opened to a depth, and beyond it may be anything", () => {
        const nested = (depth: number): string =>
            JSON.stringify(
                depth === 0
                    ? { Resources: { G: { Type: "AWS::EC2::SecurityGroup", Properties: {} } } }
                    : {
                          Resources: {
                              S: {
                                  Type: "AWS::CloudFormation::Stack",
                                  Properties: { TemplateBody: nested(depth - 1) },
                              },
                          },
                      },
            );
        const stack = (depth: number) => [
            resource("stack", { type: "aws:cloudformation/stack:Stack", properties: { templateBody: nested(depth) } }),
        ];
        expect(verdicts(stack(0))).toEqual(["closed"]);
        expect(verdicts(stack(12))).not.toContain("open");
        expect(composeFirewalls(stack(12)).length).toBeGreaterThan(0);
    });
});

describe("a special way to put parts together", () => {
    it("that fails leaves them judged part by part, and each may be more than it seems", () => {
        const closed = rule("urn:g", "allow", "10.0.0.0/8");
        const fails = Object.defineProperty({ ...closed }, "givenName", {
            get: () => {
                throw new Error("no");
            },
        });
        const judged = (rules: readonly Rule[]) => {
            const part = { ...group("g", ["1"], { rules }), composer: "azure-network-security-group" };
            return composeContributions([part.resource], [part]).map(
                (firewall) => exposure(reach(firewall.rules, tcp(6443))).verdict,
            );
        };
        expect(judged([closed])).toEqual(["closed"]);
        expect(judged([fails])).toEqual(["closed", "undecided"]);
    });

    it("of a name that nobody has is the plain one", () => {
        const part = { ...group("g", ["1"], { rules: [rule("urn:g", "allow", "0.0.0.0/0")] }), composer: "__proto__" };
        expect(composeContributions([part.resource], [part]).map(({ members }) => members)).toEqual([["urn:g"]]);
    });
});
