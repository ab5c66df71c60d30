import { expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { found, judge, judgeOne, type Properties, part, type Row, resource, U, type Verdict } from "./judge.js";

const DIGITALOCEAN = "digitalocean:index/loadBalancer:LoadBalancer";
const VULTR = "vultr:index/loadBalancer:LoadBalancer";
const BALANCER = "hcloud:index/loadBalancer:LoadBalancer";
const SERVICE = "hcloud:index/loadBalancerService:LoadBalancerService";
const NETWORK = "hcloud:index/loadBalancerNetwork:LoadBalancerNetwork";
const SMALL = "198.51.100.0/24";

function forwarding(difference: Properties): Properties {
    return { forwardingRules: [{ entryProtocol: "tcp", entryPort: 443, targetPort: 6443, ...difference }] };
}

const digitalocean: readonly Row[] = [
    ["the port behind", forwarding({}), "open"],
    ["the port in front", forwarding({ entryPort: 6443, targetPort: 443 }), "open"],
    ["other ports", forwarding({ targetPort: 80 }), "closed"],
    ["a rule of several", { forwardingRules: [{ entryPort: 80, targetPort: 80 }, { entryPort: 6443 }] }, "open"],
    ["UDP", forwarding({ entryProtocol: "udp" }), "closed"],
    ["no rules", {}, "closed"],
    ["a port not known", forwarding({ targetPort: U }), "undecided"],
    ["a port as text", forwarding({ targetPort: "6443" }), "open"],
    ["a port that is none", forwarding({ targetPort: "api" }), "open"],
    ["rules not known", { forwardingRules: U }, "undecided"],
    ["network EXTERNAL", { ...forwarding({}), network: "EXTERNAL" }, "open"],
    ["network INTERNAL", { ...forwarding({}), network: "INTERNAL" }, "closed"],
    ["network not known", { ...forwarding({}), network: U }, "undecided"],
    ["a firewall that allows a block", { ...forwarding({}), firewall: { allows: [`cidr:${SMALL}`] } }, "closed"],
    ["a firewall that allows an address", { ...forwarding({}), firewall: { allows: ["ip:203.0.113.9"] } }, "closed"],
    ["a firewall that allows everyone", { ...forwarding({}), firewall: { allows: ["cidr:0.0.0.0/0"] } }, "open"],
    ["a firewall that allows what is none", { ...forwarding({}), firewall: { allows: ["all"] } }, "open"],
    ["a firewall without allows", { ...forwarding({}), firewall: { allows: [] } }, "open"],
    ["denies clear nothing", { ...forwarding({}), firewall: { denies: ["cidr:0.0.0.0/0"] } }, "open"],
    ["an allow not known", { ...forwarding({}), firewall: { allows: [U] } }, "undecided"],
    ["allows not known", { ...forwarding({}), firewall: { allows: U } }, "undecided"],
    ["a firewall not known", { ...forwarding({}), firewall: U }, "undecided"],
    ["a firewall in a list of one", { ...forwarding({}), firewall: [{ allows: [`cidr:${SMALL}`] }] }, "closed"],
];

it.each(digitalocean)("DigitalOcean: %s", (_, properties, verdict) => {
    expect(judgeOne(DIGITALOCEAN, properties)).toBe(verdict);
});

function filtered(...filters: readonly Properties[]): Properties {
    const forwardingRules = [{ frontendProtocol: "tcp", frontendPort: 443, backendPort: 6443 }];
    return { forwardingRules, firewallRules: filters.map((one) => ({ port: 443, ipType: "v4", ...one })) };
}

const vultr: readonly Row[] = [
    ["no firewall rules", filtered(), "open"],
    ["a block", filtered({ source: SMALL }), "closed"],
    ["everyone", filtered({ source: SMALL }, { source: "0.0.0.0/0" }), "open"],
    ["everyone at another port", filtered({ source: SMALL }, { source: "0.0.0.0/0", port: 80 }), "closed"],
    ["rules for other ports alone", filtered({ source: SMALL, port: 80 }), "undecided"],
    ["a bare address", filtered({ source: "203.0.113.9" }), "closed"],
    ["Cloudflare", filtered({ source: "cloudflare" }), "closed"],
    ["a source not known", filtered({ source: U }), "undecided"],
    ["no source", filtered({}), "undecided"],
    ["rules not known", { ...filtered(), firewallRules: U }, "undecided"],
    ["forwarding rules not known", { forwardingRules: U }, "undecided"],
    ["the port in front", { forwardingRules: [{ frontendPort: 6443, backendPort: 443 }] }, "open"],
    ["other ports", { forwardingRules: [{ frontendPort: 80, backendPort: 80 }] }, "closed"],
    ["UDP", { forwardingRules: [{ frontendProtocol: "udp", frontendPort: 6443 }] }, "closed"],
];

it.each(vultr)("Vultr: %s", (_, properties, verdict) => {
    expect(judgeOne(VULTR, properties)).toBe(verdict);
});

it("names a service by its own name, a forwarding rule by its place", () => {
    const [service] = found([part(SERVICE, "api", { listenPort: 6443 })]);
    const [rule] = found([resource(DIGITALOCEAN, forwarding({}))]);
    expect([service?.witness?.rule.name, rule?.witness?.rule.name]).toEqual(["api", "forwardingRules[0]"]);
});

it("is judged as a load balancer", () => {
    expect(found([resource(DIGITALOCEAN, forwarding({}))], 6443, "load-balancer")).toHaveLength(1);
    expect(judge([resource(SERVICE, { listenPort: 443, destinationPort: 6443 })], 6443, "load-balancer")).toBe("open");
});

const services: readonly Row[] = [
    ["the port in front", { listenPort: 6443, destinationPort: 80 }, "open"],
    ["the port behind", { listenPort: 443, destinationPort: "6443" }, "open"],
    ["other ports", { listenPort: 443, destinationPort: 80 }, "closed"],
    ["no ports", {}, "closed"],
    ["a port not known", { listenPort: U }, "undecided"],
];

it.each(services)("Hetzner: %s", (_, properties, verdict) => {
    expect(judgeOne(SERVICE, { protocol: "tcp", loadBalancerId: "7", ...properties })).toBe(verdict);
});

const networks: readonly (readonly [string, Properties, Verdict])[] = [
    ["without a public address", { enablePublicInterface: false }, "closed"],
    ["with its public address", { enablePublicInterface: true }, "open"],
    ["with its public address by default", {}, "open"],
    ["not known", { enablePublicInterface: U }, "undecided"],
    ["of another load balancer", { enablePublicInterface: false, loadBalancerId: 8 }, "open"],
    ["of a load balancer not known", { enablePublicInterface: false, loadBalancerId: U }, "undecided"],
];

it.each(networks)("Hetzner, in a network: %s", (_, properties, verdict) => {
    const service = part(SERVICE, "service", { loadBalancerId: "7", listenPort: 6443 });
    const network = part(NETWORK, "network", { loadBalancerId: 7, ...properties });
    expect(judge([service, network])).toBe(verdict);
    expect(judge([part(BALANCER, "balancer", {}, {}, { id: "7" }), network, service])).toBe(verdict);
});

it("Hetzner, in a network: linked by what the program recorded", () => {
    const [one, two] = ["one", "two"].map((name) => part(BALANCER, name, {}));
    if (!one || !two) throw new Error("two load balancers");
    const service = part(SERVICE, "service", { loadBalancerId: U, listenPort: 6443 }, { loadBalancerId: [one] });
    const closed = { loadBalancerId: U, enablePublicInterface: false };
    expect(judge([one, service, part(NETWORK, "network", closed, { loadBalancerId: [one] })])).toBe("closed");
    expect(judge([one, two, service, part(NETWORK, "network", closed, { loadBalancerId: [two] })])).toBe("open");
    const unlinked = part(SERVICE, "service", { loadBalancerId: U, listenPort: 6443 });
    expect(judge([one, unlinked, part(NETWORK, "network", closed, { loadBalancerId: [one] })])).toBe("undecided");
});

it("Hetzner, in a network: one attachment that closes is enough", () => {
    const service = part(SERVICE, "service", { loadBalancerId: "7", listenPort: 6443 });
    const attached = (name: string, enablePublicInterface: Value) =>
        part(NETWORK, name, { loadBalancerId: "7", enablePublicInterface });
    expect(judge([service, attached("a", U), attached("b", false)])).toBe("closed");
    expect(judge([service, attached("a", false), attached("b", U)])).toBe("closed");
});
