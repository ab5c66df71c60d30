import { describe, expect, it } from "vitest";
import { FIREWALL_TYPES } from "../../../src/cloud/gcp/firewall.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { Secret } from "../../../src/value.js";
import { judge, type Properties, resource, U, type Verdict } from "./judge.js";

const [CLASSIC, ...NATIVE] = FIREWALL_TYPES as [string, ...string[]];
const OPEN = { network: "main", allows: [{ protocol: "tcp", ports: ["6443"] }], sourceRanges: ["0.0.0.0/0"] };

function alone(difference: Properties, port = 6443): Verdict {
    return judge([resource(CLASSIC, { ...OPEN, ...difference })], port);
}

function allowing(difference: Properties): Properties {
    return { allows: [{ protocol: "tcp", ports: ["6443"], ...difference }] };
}

const NO_SOURCE = { sourceRanges: undefined };

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an open rule is open", {}, "open"],
    ["direction default INGRESS", { direction: undefined }, "open"],
    ["direction INGRESS", { direction: "INGRESS" }, "open"],
    ["direction EGRESS", { direction: "EGRESS" }, "closed"],
    ["direction unknown", { direction: U }, "undecided"],
    ["sources: ranges alone", { sourceRanges: ["10.0.0.0/8"] }, "closed"],
    ["sources: ranges OR tags", { sourceTags: ["bastion"] }, "open"],
    ["sources: ranges OR service accounts", { sourceServiceAccounts: ["a@p.iam.gserviceaccount.com"] }, "open"],
    ["source tag/account: a tag alone is internal", { ...NO_SOURCE, sourceTags: ["bastion"] }, "closed"],
    ["source tag/account: an account alone is internal", { ...NO_SOURCE, sourceServiceAccounts: ["a@p"] }, "closed"],
    ["source tag/account: an unknown tag is internal", { ...NO_SOURCE, sourceTags: [U] }, "closed"],
    ["source tag/account: unknown tags are internal", { ...NO_SOURCE, sourceTags: U }, "closed"],
    ["no source of any kind", NO_SOURCE, "open"],
    ["`sourceRanges: []`", { sourceRanges: [] }, "open"],
    ["`sourceRanges: []` and `sourceTags: []`", { sourceRanges: [], sourceTags: [] }, "open"],
    ["`sourceRanges: []` + a tag", { sourceRanges: [], sourceTags: ["bastion"] }, "closed"],
    ["`sourceRanges: []` + a service account", { sourceRanges: [], sourceServiceAccounts: ["a@p"] }, "closed"],
    ["protocol by name in any case", allowing({ protocol: "TCP" }), "open"],
    ["protocol by number", allowing({ protocol: "6" }), "open"],
    ["protocol as a number", allowing({ protocol: 6 }), "open"],
    ["protocol `all` includes TCP", allowing({ protocol: "all", ports: undefined }), "open"],
    ["protocol `ALL`", allowing({ protocol: "ALL", ports: undefined }), "open"],
    ["protocol `0` is not all", allowing({ protocol: "0", ports: undefined }), "closed"],
    ["protocol udp", allowing({ protocol: "udp" }), "closed"],
    ["protocol icmp", allowing({ protocol: "icmp", ports: undefined }), "closed"],
    ["protocol 17", allowing({ protocol: "17" }), "closed"],
    ["protocol unknown", allowing({ protocol: U }), "undecided"],
    ["protocol unknown, ports that do not fit", allowing({ protocol: U, ports: ["443"] }), "closed"],
    ["protocol nobody knows", allowing({ protocol: "tcp6" }), "undecided"],
    ["`ports` omitted", allowing({ ports: undefined }), "open"],
    ["`ports: []`", allowing({ ports: [] }), "open"],
    ["ports: one", allowing({ ports: ["443"] }), "closed"],
    ["ports: a range that holds the port", allowing({ ports: ["22", "6000-6999"] }), "open"],
    ["ports: a range beside it", allowing({ ports: ["6444-6999"] }), "closed"],
    ["ports unknown", allowing({ ports: U }), "undecided"],
    ["ports: one unknown", allowing({ ports: ["443", U] }), "undecided"],
    ["ports: one unknown beside one that fits", allowing({ ports: ["6443", U] }), "open"],
    ["IPv6: ::/0", { sourceRanges: ["::/0"] }, "open"],
    ["IPv6: NAT64", { sourceRanges: ["64:ff9b::/96"] }, "open"],
    ["IPv6: unique local", { sourceRanges: ["fc00::/7"] }, "closed"],
    ["`disabled: true`", { disabled: true }, "closed"],
    ["`disabled: false`", { disabled: false }, "open"],
    ["`disabled` unknown", { disabled: U }, "undecided"],
    ["`disabled` unknown, small ranges", { disabled: U, sourceRanges: ["10.0.0.0/8"] }, "closed"],
    ["targets of an allow do not close it", { targetTags: ["api"] }, "open"],
    ["targets of an allow unknown", { targetTags: U }, "open"],
    ["targets: service accounts of an allow", { targetServiceAccounts: ["a@p"] }, "open"],
    ["`destinationRanges` of an allow", { destinationRanges: ["10.0.0.7/32"] }, "open"],
    ["`destinationRanges` of an allow unknown", { destinationRanges: U }, "open"],
    ["implied rules: no allow is closed", { allows: undefined, denies: [{ protocol: "all" }] }, "closed"],
    ["default network: `network` omitted", { network: undefined }, "open"],
    ["LB health checks are not the internet", { sourceRanges: ["130.211.0.0/22", "35.191.0.0/16"] }, "closed"],
    ["sourceRanges unknown", { sourceRanges: U }, "undecided"],
    ["sourceRanges: one unknown", { sourceRanges: ["10.0.0.0/8", U] }, "undecided"],
    ["sourceRanges: one unknown beside an open one", { sourceRanges: [U, "0.0.0.0/0"] }, "open"],
    ["sourceRanges unknown, port that does not fit", { sourceRanges: U, ...allowing({ ports: ["22"] }) }, "closed"],
    ["sourceRanges unknown beside a tag", { sourceRanges: U, sourceTags: ["bastion"] }, "undecided"],
    ["whole rule list unknown", { allows: U }, "undecided"],
    ["whole rule list unknown, small ranges", { allows: U, sourceRanges: ["10.0.0.0/8"] }, "closed"],
    ["neither allows nor denies", { allows: undefined }, "undecided"],
    ["priority of a lone allow unknown", { priority: U }, "open"],
    ["network of a lone allow unknown", { network: U }, "open"],
    ["two halves in one list", { sourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] }, "open"],
    ["names, descriptions unknown", { name: U, description: U, project: U }, "open"],
];

it.each(rows)("VPC firewall: %s", (_, difference, verdict) => {
    expect(alone(difference)).toBe(verdict);
});

const odd: readonly (readonly [string, Properties, Verdict])[] = [
    ["nested keys in snake_case", { sourceRanges: undefined, source_ranges: ["0.0.0.0/0"] }, "open"],
    ["both spellings: union", { sourceRanges: ["10.0.0.0/8"], source_ranges: ["0.0.0.0/0"] }, "open"],
    ["target tags in snake_case do not close", { target_tags: ["api"] }, "open"],
    ["ports as numbers", allowing({ ports: [6443] }), "open"],
    ["ports as numbers beside it", allowing({ ports: [6444] }), "closed"],
    ["fractional port", allowing({ ports: [6443.7] }), "open"],
    ["ports as text that is no decimal", allowing({ ports: ["0x192B"] }), "open"],
    ["ports with a space", allowing({ ports: [" 22"] }), "open"],
    ["ports NaN", allowing({ ports: [Number.NaN] }), "open"],
    ["ports null", allowing({ ports: [null] }), "open"],
    ["a single text where a list of ports belongs", allowing({ ports: "6443" }), "open"],
    ["disabled as text", { disabled: "true" }, "closed"],
    ["disabled as text in capitals", { disabled: "False" }, "open"],
    ["disabled as any other text", { disabled: "yes" }, "undecided"],
    ["priority as text", { priority: "900" }, "open"],
    ["null as address", { sourceRanges: [null] }, "undecided"],
    ["object as address", { sourceRanges: [{}] }, "undecided"],
    ["empty text as address", { sourceRanges: [""] }, "open"],
    ["address that is none", { sourceRanges: ["everyone"] }, "open"],
    ["leading zeros", { sourceRanges: ["010.0.0.0/8"] }, "open"],
    ["zone id", { sourceRanges: ["fe80::1%eth0/128"] }, "open"],
    ["zero-width characters", { sourceRanges: ["10.0.0.0/8\u200b"] }, "open"],
    ["a bare address", { sourceRanges: ["8.8.8.8"] }, "closed"],
    ["host bits", { sourceRanges: ["1.2.3.4/0"] }, "open"],
    ["a key that nobody reads may widen", allowing({ ports: ["22"], portRanges: ["0-65535"] }), "undecided"],
    ["a key of the engine's own is none", allowing({ ports: ["22"], __defaults: [] }), "closed"],
    ["prototype names", { sourceRanges: undefined, sourceTags: ["__proto__", "constructor"] }, "closed"],
    ["Terraform's singular: allow", { allows: undefined, allow: [{ protocol: "tcp" }] }, "open"],
    [
        "Terraform's singular beside the plural",
        { ...allowing({ ports: ["22"] }), allow: [{ protocol: "tcp" }] },
        "open",
    ],
    ["a single object where a list of rules belongs", { allows: { protocol: "tcp" } }, "open"],
    ["a text where a rule belongs", { allows: ["tcp"] }, "undecided"],
];

it.each(odd)("VPC firewall, odd values: %s", (_, difference, verdict) => {
    expect(alone(difference)).toBe(verdict);
});

it("the keys of a secret entry are secret too", () => {
    const entry = new Secret({ protocol: "tcp", ports: ["22"], hushPorts: ["6443"] });
    const [one] = composeFirewalls([resource(CLASSIC, { ...OPEN, allows: [entry] })]);
    expect(JSON.stringify(one?.rules.map(({ at, causes, because }) => [at, causes, because]))).not.toContain("hush");
    expect(alone({ allows: [entry] })).toBe("undecided");
});

it("reads the port that is asked for", () => {
    expect(alone(allowing({ ports: ["8443"] }), 8443)).toBe("open");
    expect(alone(allowing({ ports: ["8443"] }))).toBe("closed");
});

describe.each(NATIVE)("%s", (type) => {
    const native = (difference: Properties) =>
        judge([
            resource(type, {
                allowed: [{ ipProtocol: "tcp", ports: ["6443"] }],
                sourceRanges: ["0.0.0.0/0"],
                ...difference,
            }),
        ]);

    it.each<[string, Properties, Verdict]>([
        ["an open rule", {}, "open"],
        ["no source of any kind", { sourceRanges: undefined }, "open"],
        ["a tag", { sourceRanges: undefined, sourceTags: ["x"] }, "closed"],
        ["another port", { allowed: [{ ipProtocol: "tcp", ports: ["22"] }] }, "closed"],
        ["no ports", { allowed: [{ ipProtocol: "6" }] }, "open"],
        ["disabled", { disabled: true }, "closed"],
    ])("%s", (_, difference, verdict) => {
        expect(native(difference)).toBe(verdict);
    });
});
