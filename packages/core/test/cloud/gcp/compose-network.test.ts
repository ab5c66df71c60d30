import { describe, expect, it } from "vitest";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource } from "../../../src/value.js";
import { judge, type Properties, resource, U, urnOf, type Verdict } from "./judge.js";

const FIREWALL = "gcp:compute/firewall:Firewall";
const NETWORK = "gcp:compute/network:Network";
const TCP = [{ protocol: "tcp", ports: ["6443"] }];

function allow(properties: Properties, more: Partial<Resource> = {}): Resource {
    const given = { network: "main", allows: TCP, sourceRanges: ["0.0.0.0/0"], ...properties };
    return resource(FIREWALL, given, { name: "allow", ...more });
}

function deny(properties: Properties, more: Partial<Resource> = {}): Resource {
    const given = { network: "main", denies: TCP, sourceRanges: ["0.0.0.0/0"], priority: 900, ...properties };
    return resource(FIREWALL, given, { name: "deny", ...more });
}

const order: readonly (readonly [string, Properties, Properties, Verdict])[] = [
    ["lower priority first: a deny before", {}, {}, "closed"],
    ["lower priority first: a deny behind", { priority: 100 }, {}, "open"],
    ["default 1000: a deny at 1000", {}, { priority: undefined }, "closed"],
    ["default 1000: a deny at 1001", {}, { priority: 1001 }, "open"],
    ["equal priority: deny beats allow", { priority: 900 }, {}, "closed"],
    ["priority as text is a number", { priority: "1000" }, { priority: "900" }, "closed"],
    ["priority of the deny unknown", {}, { priority: U }, "undecided"],
    ["priority of the allow unknown", { priority: U }, {}, "undecided"],
    ["priority of the allow unknown, a deny at 0", { priority: U }, { priority: 0 }, "closed"],
    ["a deny of the other half", {}, { sourceRanges: ["0.0.0.0/1"] }, "open"],
    ["a deny of IPv4 leaves IPv6", { sourceRanges: ["::/0"] }, {}, "open"],
    ["a deny of another port", {}, { denies: [{ protocol: "tcp", ports: ["22"] }] }, "open"],
    ["a deny of another protocol", {}, { denies: [{ protocol: "udp" }] }, "open"],
    ["a deny of everything", {}, { denies: [{ protocol: "all" }] }, "closed"],
    ["a deny with its protocol unknown", {}, { denies: [{ protocol: U }] }, "undecided"],
    ["a deny with its ports unknown", {}, { denies: [{ protocol: "tcp", ports: U }] }, "undecided"],
    ["a deny with odd ports clears nothing for sure", {}, { denies: [{ protocol: "tcp", ports: ["x"] }] }, "undecided"],
    ["a deny with a key that nobody reads", {}, { denies: [{ protocol: "all", zones: ["a"] }] }, "undecided"],
    ["a deny of unknown ranges", {}, { sourceRanges: U }, "undecided"],
    ["a deny of every IPv4 destination", {}, { destinationRanges: ["0.0.0.0/0"] }, "closed"],
    ["a deny of every IPv6 destination", {}, { destinationRanges: ["::/0"] }, "open"],
    ["a deny of unknown ranges nobody needs", { sourceRanges: ["10.0.0.0/8"] }, { sourceRanges: U }, "closed"],
    ["a deny of a range that is no address", {}, { sourceRanges: ["nobody"] }, "undecided"],
    ["a deny with `sourceRanges: []`", {}, { sourceRanges: [] }, "closed"],
    ["a deny without a source may have lost it", {}, { sourceRanges: undefined }, "undecided"],
    ["a deny of a tag", {}, { sourceRanges: [], sourceTags: ["x"] }, "open"],
    ["a deny that is disabled", {}, { disabled: true }, "open"],
    ["a deny that may be disabled", {}, { disabled: U }, "undecided"],
    ["a deny of egress", {}, { direction: "EGRESS" }, "open"],
    ["a deny whose direction is unknown", {}, { direction: U }, "undecided"],
    ["denies unknown", {}, { denies: U }, "undecided"],
    ["a deny of one destination", {}, { destinationRanges: ["10.0.0.7/32"] }, "open"],
    [
        "a deny of the destination of the allow",
        { destinationRanges: ["10.0.0.7/32"] },
        { destinationRanges: ["10.0.0.0/8"] },
        "closed",
    ],
    ["a deny of an unknown destination", {}, { destinationRanges: U }, "undecided"],
];

it.each(order)("order: %s", (_, allowed, denied, verdict) => {
    const resources = [allow(allowed), deny(denied)];
    expect(judge(resources)).toBe(verdict);
    expect(judge(resources.toReversed())).toBe(verdict);
});

const ACCOUNT = "api@p.iam.gserviceaccount.com";
const targets: readonly (readonly [string, Properties, Properties, Verdict])[] = [
    ["a deny without targets shadows a targeted allow", { targetTags: ["api"] }, {}, "closed"],
    ["a deny with targets leaves an allow without", {}, { targetTags: ["api"] }, "open"],
    ["the same tag", { targetTags: ["api"] }, { targetTags: ["api"] }, "closed"],
    ["a superset of the tags", { targetTags: ["api"] }, { targetTags: ["api", "db"] }, "closed"],
    ["a subset of the tags", { targetTags: ["api", "db"] }, { targetTags: ["api"] }, "open"],
    ["another tag", { targetTags: ["api"] }, { targetTags: ["db"] }, "open"],
    ["the same account", { targetServiceAccounts: [ACCOUNT] }, { targetServiceAccounts: [ACCOUNT] }, "closed"],
    ["tags vs accounts are never comparable", { targetTags: ["api"] }, { targetServiceAccounts: ["api"] }, "open"],
    ["accounts vs tags are never comparable", { targetServiceAccounts: ["api"] }, { targetTags: ["api"] }, "open"],
    ["unknown tags of the deny", { targetTags: ["api"] }, { targetTags: U }, "undecided"],
    ["one unknown tag of the deny", { targetTags: ["api"] }, { targetTags: [U] }, "undecided"],
    ["one unknown tag of the deny, no targets of the allow", {}, { targetTags: [U] }, "open"],
    ["unknown tags of the deny, no targets of the allow", {}, { targetTags: U }, "undecided"],
    ["one unknown tag of the allow", { targetTags: [U] }, { targetTags: ["api"] }, "undecided"],
    [
        "one unknown tag of the allow, an account of the deny",
        { targetTags: [U] },
        { targetServiceAccounts: ["x"] },
        "open",
    ],
    ["one unknown tag of the allow, a deny of all", { targetTags: [U] }, {}, "closed"],
    ["prototype names are tags like others", { targetTags: ["__proto__"] }, { targetTags: ["constructor"] }, "open"],
];

it.each(targets)("targets: %s", (_, allowed, denied, verdict) => {
    expect(judge([allow(allowed), deny(denied)])).toBe(verdict);
});

it("targets: two denies that cover the tags of an allow together", () => {
    const resources = [
        allow({ targetTags: ["api", "db"] }),
        deny({ targetTags: ["api"] }),
        deny({ targetTags: ["db"] }, { name: "deny-db" }),
    ];
    expect(judge(resources)).toBe("closed");
});

describe("GCP sums over rules with different targets", () => {
    // 2^20 addresses are the limit: each of these blocks holds half of it.
    const [first, second] = [["8.0.0.0/13"], ["8.8.0.0/13"]];
    it.each<[string, Properties, Properties, Verdict]>([
        ["untargeted rules add up", {}, {}, "open"],
        ["an untargeted rule and a tag add up", {}, { targetTags: ["api"] }, "open"],
        ["one tag adds up", { targetTags: ["api"] }, { targetTags: ["api"] }, "open"],
        ["two tags do not", { targetTags: ["api"] }, { targetTags: ["db"] }, "closed"],
        ["two networks do not", { network: "one" }, { network: "two" }, "closed"],
        ["networks that may be one may add up", { network: U }, { network: U }, "undecided"],
    ])("%s", (_, one, other, verdict) => {
        const resources = [
            allow({ sourceRanges: first, ...one }),
            allow({ sourceRanges: second, ...other }, { name: "second" }),
        ];
        expect(judge(resources)).toBe(verdict);
    });

    it("counts the same block once", () => {
        const resources = [allow({ sourceRanges: first }), allow({ sourceRanges: first }, { name: "second" })];
        expect(judge(resources)).toBe("closed");
    });
});

const FULL = "projects/p/global/networks/x";
const URL = `https://www.googleapis.com/compute/v1/${FULL}`;
const networks: readonly (readonly [string, Properties, Properties, Verdict])[] = [
    ["the same name", { network: "x" }, { network: "x" }, "closed"],
    ["another name", { network: "x" }, { network: "y" }, "open"],
    ["name and partial path", { network: "x" }, { network: "global/networks/x" }, "closed"],
    ["path and full URL", { network: FULL }, { network: URL }, "closed"],
    ["name with project and path", { network: "x", project: "p" }, { network: FULL }, "closed"],
    ["the same name in two projects", { network: FULL }, { network: "projects/q/global/networks/x" }, "open"],
    ["two explicit projects", { network: "x", project: "p" }, { network: "x", project: "q" }, "open"],
    ["a project that is not written", { network: "x" }, { network: FULL }, "undecided"],
    ["a project that is not known", { network: "x", project: U }, { network: "x", project: "p" }, "undecided"],
    ["no network is the default network", { network: undefined }, { network: "default" }, "closed"],
    ["a deny on an unknown network", { network: "x" }, { network: U }, "undecided"],
    ["an allow on an unknown network", { network: U }, { network: "x" }, "undecided"],
    ["a case that differs", { network: "X" }, { network: "x" }, "open"],
];

it.each(networks)("same network? %s", (_, allowed, denied, verdict) => {
    expect(judge([allow(allowed), deny(denied)])).toBe(verdict);
});

describe("same network? through dependencies", () => {
    const vpc = resource(NETWORK, {}, { name: "vpc" });
    const other = resource(NETWORK, { name: "x" }, { name: "other" });
    const through = (...names: string[]) => ({
        propertyDependencies: { network: names.map((name) => urnOf(NETWORK, name)) },
    });

    it("one network that both took their value from", () => {
        expect(judge([vpc, allow({ network: U }, through("vpc")), deny({ network: U }, through("vpc"))])).toBe(
            "closed",
        );
    });

    it("two networks", () => {
        const resources = [vpc, other, allow({ network: U }, through("vpc")), deny({ network: U }, through("other"))];
        expect(judge(resources)).toBe("open");
    });

    it("a deny that may be of either network clears nothing for sure", () => {
        const resources = [
            vpc,
            other,
            allow({ network: U }, through("vpc")),
            deny({ network: U }, through("vpc", "other")),
        ];
        expect(judge(resources)).toBe("undecided");
    });

    it("a name and the network of that name", () => {
        expect(judge([other, allow({ network: "x" }), deny({ network: U }, through("other"))])).toBe("closed");
    });

    it("a full name of the network that was passed in", () => {
        const resources = [other, allow({ network: FULL }, through("other")), deny({ network: U }, through("other"))];
        expect(judge(resources)).toBe("closed");
    });

    it("two rules with the same single dependency share it", () => {
        const shared = { propertyDependencies: { network: [urnOf("pkg:index:Vpc", "v")] } };
        expect(judge([allow({ network: U }, shared), deny({ network: U }, shared)])).toBe("closed");
    });

    it("two rules with several dependencies need not share one", () => {
        const urns = [urnOf("pkg:index:Vpc", "v"), urnOf("pkg:index:Project", "p")];
        const several = { propertyDependencies: { network: urns } };
        expect(judge([allow({ network: U }, several), deny({ network: U }, several)])).toBe("undecided");
    });

    it("another stack may stand for two networks", () => {
        const stack = resource("pulumi:pulumi:StackReference", {}, { name: "s" });
        const shared = { propertyDependencies: { network: [stack.urn] } };
        expect(judge([stack, allow({ network: U }, shared), deny({ network: U }, shared)])).toBe("undecided");
    });

    it("dependencies of another property are no link", () => {
        const elsewhere = { propertyDependencies: { targetTags: [vpc.urn] } };
        expect(judge([vpc, allow({ network: U }, through("vpc")), deny({ network: U }, elsewhere)])).toBe("undecided");
    });
});

it("two providers never meet by name", () => {
    const resources = [
        allow({}, { provider: "urn:pulumi:dev::shop::pulumi:providers:gcp::one" }),
        deny({}, { provider: "urn:pulumi:dev::shop::pulumi:providers:gcp::two" }),
    ];
    expect(judge(resources)).toBe("open");
});

it("a deny of another package clears nothing for sure, though the network is in the stack", () => {
    const classic = { provider: "urn:pulumi:dev::shop::pulumi:providers:gcp::c" };
    const net = resource(NETWORK, { name: "main", project: "p" }, { name: "net", ...classic });
    const native = resource(
        "google-native:compute/v1:Firewall",
        { network: "main", project: "p", denied: [{ ipProtocol: "all" }], sourceRanges: ["0.0.0.0/0"], priority: 1 },
        { provider: "urn:pulumi:dev::shop::pulumi:providers:google-native::n" },
    );
    expect(judge([net, native, allow({ project: "p" }, classic)])).toBe("undecided");
    expect(judge([net, deny({ project: "p" }, classic), allow({ project: "p" }, classic)])).toBe("closed");
});

it("a deny of another package clears nothing for sure", () => {
    const native = resource(
        "google-native:compute/v1:Firewall",
        { network: "main", denied: [{ ipProtocol: "all" }], sourceRanges: ["0.0.0.0/0"], priority: 1 },
        { provider: "urn:pulumi:dev::shop::pulumi:providers:google-native::n" },
    );
    const classic = allow({}, { provider: "urn:pulumi:dev::shop::pulumi:providers:gcp::c" });
    expect(judge([native, classic])).toBe("undecided");
});

it("reports on the rule that opens, with every resource that has a part in it", () => {
    const resources = [allow({}), deny({ priority: 2000 })];
    const [firewall, ...more] = composeFirewalls(resources);
    expect(more).toEqual([]);
    expect(firewall?.subject).toBe(urnOf(FIREWALL, "allow"));
    expect(firewall?.members).toEqual([urnOf(FIREWALL, "allow"), urnOf(FIREWALL, "deny")]);
});

it("stays fast with a thousand tags", () => {
    const resources = Array.from({ length: 1000 }, (_, index) =>
        allow({ targetTags: [`t${index}`], sourceRanges: ["10.0.0.0/8"] }, { name: `allow-${index}` }),
    );
    const firewalls = composeFirewalls(resources);
    expect(firewalls).toHaveLength(1000);
    expect(firewalls.every(({ rules }) => rules.length === 1)).toBe(true);
});

describe("a thousand firewalls of unknown networks", () => {
    const many = Array.from({ length: 999 }, (_, index) =>
        allow({ network: U, sourceRanges: [`10.0.${index % 256}.0/24`] }, { name: `small-${index}` }),
    );
    const open = allow({ network: U }, { name: "open" });

    it("are judged without trying each with each", () => {
        expect(judge(many)).toBe("closed");
        expect(judge([...many, open])).toBe("open");
        expect(composeFirewalls([...many, open]).reduce((sum, { rules }) => sum + rules.length, 0)).toBe(2000);
    });

    it("hang on a deny of one of them", () => {
        expect(judge([...many, open, deny({ network: U })])).toBe("undecided");
    });

    it("may add up", () => {
        const halves = ["8.0.0.0/13", "8.8.0.0/13"].map((range) =>
            allow({ network: U, sourceRanges: [range] }, { name: `half-${range}` }),
        );
        expect(judge([...many, ...halves])).toBe("undecided");
    });
});

describe("an allow and a deny that may be of either of two networks", () => {
    const networks = [resource(NETWORK, { name: "a" }, { name: "a" }), resource(NETWORK, { name: "b" }, { name: "b" })];
    const either = { propertyDependencies: { network: networks.map(({ urn }) => urn) } };

    it.each<[string, Properties, Verdict]>([
        ["a deny that may be of the same network hides nothing for sure", {}, "undecided"],
        ["a deny behind it hides nothing", { priority: 2000 }, "open"],
        ["a deny of another port hides nothing", { denies: [{ protocol: "tcp", ports: ["22"] }] }, "open"],
    ])("%s", (_, denied, verdict) => {
        const both = [allow({ network: U }, either), deny({ network: U, ...denied }, either)];
        expect(judge([...networks, ...both])).toBe(verdict);
        expect(judge([...both.toReversed(), ...networks])).toBe(verdict);
    });

    it("a crowd of them is undecided too", () => {
        const many = Array.from({ length: 210 }, (_, i) => allow({ network: U }, { ...either, name: `a${i}` }));
        expect(judge([...networks, ...many, deny({ network: U }, either)])).toBe("undecided");
        expect(judge([...networks, ...many])).toBe("open");
    });
});

describe("a network with too many rules and targets to compare them all", () => {
    const many = (count: number, make: (index: number) => Resource) => Array.from({ length: count }, (_, i) => make(i));
    const block = (index: number) => ({ sourceRanges: [`20.${index >> 8}.${index & 255}.0/24`] });
    const untargeted = many(300, (i) => allow(block(i), { name: `u${i}` }));
    const tagged = many(300, (i) => allow({ ...block(300 + i), targetTags: [`t${i}`] }, { name: `t${i}` }));
    const wide = { targetTags: ["wide"] };

    it.each<[string, readonly Resource[], Verdict]>([
        ["small blocks stay closed", [], "closed"],
        ["one that is open alone is open", [allow(wide, { name: "wide" })], "open"],
        ["one behind a deny of everything is closed", [allow(wide, { name: "wide" }), deny({})], "closed"],
        ["one behind a deny of another tag is open", [allow(wide), deny({ targetTags: ["t1"] })], "open"],
        [
            "a sum that no instance may have is undecided",
            many(2, (i) => allow({ targetTags: [`h${i}`], sourceRanges: [`30.${8 * i}.0.0/13`] }, { name: `h${i}` })),
            "undecided",
        ],
    ])("%s", (_, more, verdict) => {
        expect(judge([...untargeted, ...tagged, ...more])).toBe(verdict);
    });

    it("says why a sum is not decided", () => {
        const halves = many(2, (i) =>
            allow({ targetTags: [`h${i}`], sourceRanges: [`30.${8 * i}.0.0/13`] }, { name: `h${i}` }),
        );
        const [cause] = composeFirewalls([...untargeted, ...tagged, ...halves])
            .map((firewall) => exposure(reach(firewall.rules, tcp(6443))))
            .flatMap(({ causes }) => causes);
        expect(cause?.text).toContain("too many");
    });
});

it.each<[string, Properties, Properties, string]>([
    ["an unknown target of the allow", { targetTags: [U] }, { targetTags: ["a"] }, "targetTags[0]"],
    ["an unknown target of the deny", { targetTags: ["a"] }, { targetTags: [U] }, "targetTags[0]"],
    ["an unknown destination", { destinationRanges: [U] }, { destinationRanges: ["10.0.0.4"] }, "destinationRanges[0]"],
])("says that it depends on %s", (_, allowed, denied, at) => {
    const causes = composeFirewalls([allow(allowed), deny(denied)])
        .map((firewall) => exposure(reach(firewall.rules, tcp(6443))))
        .flatMap((one) => one.causes);
    expect(causes.map((cause) => [cause.at, cause.kind])).toEqual([[at, "unknown"]]);
});

it("follows a dependency to a network whose project is known already", () => {
    const selfLink = "https://www.googleapis.com/compute/v1/projects/p/global/networks/main";
    const network = resource(NETWORK, { name: "main", selfLink }, { name: "net" });
    const passed = { propertyDependencies: { network: [urnOf(NETWORK, "net")] } };
    const denied = deny({ network: U }, passed);
    expect(judge([network, allow({ network: U }, passed), denied])).toBe("closed");
    expect(judge([network, allow({ network: "projects/p/global/networks/main" }), denied])).toBe("closed");
    expect(judge([network, allow({ network: "projects/q/global/networks/main" }), denied])).toBe("open");
});
