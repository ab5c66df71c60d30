import { expect, it } from "vitest";
import type { Resource } from "../../../src/value.js";
import { judge, type Properties, resource, U, type Verdict } from "./judge.js";

const PARENT = "projects/p/locations/l/networkPolicies/policy";

const rule = (difference: Properties = {}, name = "allow"): Resource =>
    resource(
        "gcp:vmwareengine/externalAccessRule:ExternalAccessRule",
        {
            parent: PARENT,
            priority: 200,
            action: "ALLOW",
            ipProtocol: "TCP",
            sourceIpRanges: [{ ipAddressRange: "0.0.0.0/0" }],
            sourcePorts: ["0-65535"],
            destinationIpRanges: [{ externalAddress: "projects/p/externalAddresses/node" }],
            destinationPorts: ["6443"],
            ...difference,
        },
        { name },
    );
const deny = (difference: Properties = {}) => rule({ action: "DENY", priority: 100, ...difference }, "deny");
const everywhere = { destinationIpRanges: [{ ipAddressRange: "0.0.0.0/0" }] };

it.each<[string, readonly Resource[], Verdict]>([
    ["an external access rule for everybody", [rule()], "open"],
    ["one address", [rule({ sourceIpRanges: [{ ipAddress: "198.51.100.7" }] })], "closed"],
    ["a range of ports", [rule({ destinationPorts: ["6000-7000"] })], "open"],
    ["another port", [rule({ destinationPorts: ["443"] })], "closed"],
    ["another protocol", [rule({ ipProtocol: "UDP" })], "closed"],
    ["an unknown source", [rule({ sourceIpRanges: U })], "undecided"],
    ["an unknown action", [rule({ action: U })], "undecided"],
    ["source ports of an allow are no protection", [rule({ sourcePorts: ["443"] })], "open"],
    ["a deny of everything before it", [rule(), deny(everywhere)], "closed"],
    ["a deny of the same address before it", [rule(), deny()], "closed"],
    [
        "a deny of another address before it",
        [rule(), deny({ destinationIpRanges: [{ externalAddress: "projects/p/externalAddresses/other" }] })],
        "open",
    ],
    ["a deny of some source ports", [rule(), deny({ ...everywhere, sourcePorts: ["1024-65535"] })], "open"],
    ["a deny behind it", [rule(), deny({ ...everywhere, priority: 300 })], "open"],
    ["a deny of an unknown priority", [rule(), deny({ ...everywhere, priority: U })], "undecided"],
    ["a deny of another network policy", [rule(), deny({ ...everywhere, parent: `${PARENT}2` })], "open"],
    ["a deny of a network policy that is not known", [rule(), deny({ ...everywhere, parent: U })], "undecided"],
])("VMware Engine: %s", (_, resources, verdict) => {
    expect(judge(resources)).toBe(verdict);
    expect(judge(resources.toReversed())).toBe(verdict);
});
