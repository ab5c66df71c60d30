import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, urnOf, type Verdict } from "./judge.js";

const FORWARDING = "gcp:compute/globalForwardingRule:GlobalForwardingRule";
const REGIONAL = "gcp:compute/forwardingRule:ForwardingRule";
const ATTACHMENT = "gcp:compute/serviceAttachment:ServiceAttachment";

describe("allow 130.211.0.0/22 + 35.191.0.0/16", () => {
    const firewall = (ports: Value, ranges: Value = ["130.211.0.0/22", "35.191.0.0/16"]) =>
        resource("gcp:compute/firewall:Firewall", {
            network: "x",
            allows: [{ protocol: "tcp", ports }],
            sourceRanges: ranges,
        });
    const front = (properties: Properties, type = FORWARDING) =>
        resource(
            type,
            { target: "proxy", portRange: "6443", loadBalancingScheme: "EXTERNAL_MANAGED", ...properties },
            { name: "front" },
        );
    const codes = (...resources: Parameters<typeof notesOn>[0]) => notesOn(resources).map(({ code }) => code);

    it("is worth a note where an external forwarding rule targets the port", () => {
        expect(codes(firewall(["6443"]), front({}))).toEqual(["google-proxy-ranges"]);
        expect(codes(firewall(["6443"]), front({ loadBalancingScheme: undefined }))).toEqual(["google-proxy-ranges"]);
        expect(codes(firewall(["6443"]), front({ loadBalancingScheme: U }))).toEqual(["google-proxy-ranges"]);
        expect(codes(firewall(["6443"]), front({ portRange: "443" }))).toEqual(["google-proxy-ranges"]);
        expect(judge([firewall(["6443"]), front({})])).toBe("closed");
    });

    it("is none without one, or for another port", () => {
        expect(codes(firewall(["6443"]))).toEqual([]);
        expect(codes(firewall(["6443"]), front({ loadBalancingScheme: "INTERNAL_MANAGED" }))).toEqual([]);
        expect(codes(firewall(["443"]), front({ portRange: "443" }))).toEqual([]);
        expect(codes(firewall(undefined), front({ portRange: "443" }))).toEqual([]);
        expect(codes(firewall(["6443"], ["10.0.0.0/8"]), front({}))).toEqual([]);
    });

    it("is none where the forwarding rule carries no TCP", () => {
        expect(codes(firewall(["6443"]), front({ ipProtocol: "UDP" }))).toEqual([]);
    });

    it("a passthrough load balancer keeps the client", () => {
        const passthrough = { target: undefined, backendService: "b", loadBalancingScheme: "EXTERNAL" };
        expect(codes(firewall(["6443"]), front(passthrough, REGIONAL))).toEqual([]);
    });
});

describe("Private Service Connect", () => {
    const front = resource(
        REGIONAL,
        { name: "api", ports: ["6443"], loadBalancingScheme: "INTERNAL" },
        { name: "front" },
    );
    const attachment = (connectionPreference: Value, more: Properties = {}) =>
        resource(
            ATTACHMENT,
            { connectionPreference, targetService: U, ...more },
            { propertyDependencies: { targetService: [urnOf(REGIONAL, "front")] } },
        );

    it.each<[string, Value, Verdict]>([
        ["open to every tenant", "ACCEPT_AUTOMATIC", "open"],
        ["open to named projects", "ACCEPT_MANUAL", "closed"],
        ["not known", U, "undecided"],
        ["nobody knows", "ACCEPT", "undecided"],
    ])("%s", (_, preference, verdict) => {
        expect(judge([front, attachment(preference)])).toBe(verdict);
    });

    it("counts at the ports of its forwarding rule", () => {
        expect(judge([front, attachment("ACCEPT_AUTOMATIC")], 443)).toBe("closed");
    });

    it("a forwarding rule outside the stack may serve the port", () => {
        expect(judge([attachment("ACCEPT_AUTOMATIC")])).toBe("undecided");
    });
});

describe("a forwarding rule published by its full name", () => {
    const name = "projects/p/regions/r/forwardingRules/api";
    const front = (properties: Properties = {}) =>
        resource(
            REGIONAL,
            { name: "api", project: "p", region: "r", ports: ["6443"], ...properties },
            { name: "front" },
        );
    const attachment = (properties: Properties = { targetService: name }) =>
        resource(ATTACHMENT, { connectionPreference: "ACCEPT_AUTOMATIC", ...properties });

    it.each<[string, Parameters<typeof judge>[0], Verdict]>([
        ["project, region and name agree", [front(), attachment()], "open"],
        [
            "a full URL",
            [front(), attachment({ targetService: `https://www.googleapis.com/compute/v1/${name}` })],
            "open",
        ],
        ["another port", [front({ ports: ["443"] }), attachment()], "closed"],
        ["a range that holds the port", [front({ ports: undefined, portRange: "6000-7000" }), attachment()], "open"],
        ["UDP only", [front({ ipProtocol: "UDP" }), attachment()], "closed"],
        ["another region", [front({ region: "s" }), attachment()], "undecided"],
        ["a project that is not written", [front({ project: undefined }), attachment()], "undecided"],
        ["the older name of the property", [front(), attachment({ producerForwardingRule: name })], "open"],
    ])("%s", (_, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });

    it("a project that is not written, of a rule that the program passed in", () => {
        const passed = { ...attachment(), propertyDependencies: { targetService: [urnOf(REGIONAL, "front")] } };
        expect(judge([front({ project: undefined }), passed])).toBe("open");
    });
});

describe("Media CDN", () => {
    const origin = (port: Value) =>
        resource("gcp:networkservices/edgeCacheOrigin:EdgeCacheOrigin", { originAddress: "x", port });
    it.each<[string, Value, number]>([
        ["an origin on the port is visible", 6443, 1],
        ["an origin on a port that is not known is visible", U, 1],
        ["an origin on another port", 443, 0],
        ["an origin on the port of the web", undefined, 0],
    ])("%s", (_, port, count) => {
        expect(notesOn([origin(port)]).filter(({ code }) => code === "relay")).toHaveLength(count);
    });

    it("an endpoint on the internet behind a load balancer is visible", () => {
        const endpoint = (port: Value) =>
            resource("gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint", { fqdn: "api.example.com", port });
        expect(notesOn([endpoint(6443)]).map(({ code }) => code)).toEqual(["relay"]);
        expect(notesOn([endpoint(443)])).toEqual([]);
    });
});
