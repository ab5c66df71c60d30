import { expect, it } from "vitest";
import type { Note } from "../../../src/stack/contribution.js";
import type { Resource } from "../../../src/value.js";
import { notesOn, type Properties, part, resource, U } from "./judge.js";

/** Codes of the notes that count for a port. */
function codes(resources: readonly Resource[], port = 6443): readonly string[] {
    const counts = ({ ports }: Note) => ports === undefined || ports.contains(port);
    return notesOn(resources)
        .filter(counts)
        .map(({ code }) => code);
}

const FRONTEND = "scaleway:loadbalancers/frontend:Frontend";
const ENTRY = "alicloud:vpc/forwardEntry:ForwardEntry";

const relays: readonly (readonly [string, string, Properties, boolean])[] = [
    ["the port in front", ENTRY, { externalPort: "6443", internalPort: "80" }, true],
    ["the port behind", ENTRY, { externalPort: "443", internalPort: "6443" }, true],
    ["other ports", ENTRY, { externalPort: "443", internalPort: "80" }, false],
    ["a port not known", ENTRY, { externalPort: U, internalPort: "80" }, true],
    ["UDP", ENTRY, { ipProtocol: "udp", externalPort: "6443", internalPort: "6443" }, false],
    ["no port", FRONTEND, {}, false],
    ["a list not known", "ovh:CloudProject/loadBalancer:LoadBalancer", { listeners: U }, true],
    ["ports as a list in one text", "ovh:IpLoadBalancing/tcpFrontend:TcpFrontend", { port: "80,6000-7000" }, true],
    ["a list in one text of other ports", "ovh:IpLoadBalancing/tcpFrontend:TcpFrontend", { port: "80,90" }, false],
    ["a listener", "openstack:loadbalancer/listener:Listener", { protocol: "TCP", protocolPort: 6443 }, true],
    ["a listener of UDP", "openstack:loadbalancer/listener:Listener", { protocol: "UDP", protocolPort: 6443 }, false],
    ["a member", "openstack:loadbalancer/member:Member", { protocolPort: 6443 }, true],
    ["a frontend", FRONTEND, { inboundPort: 6443 }, true],
    ["a network listener", "oci:NetworkLoadBalancer/listener:Listener", { port: 6443, protocol: "TCP" }, true],
    ["a configuration", "linode:index/nodeBalancerConfig:NodeBalancerConfig", { port: 6443, protocol: "tcp" }, true],
    ["listeners of OVH", "ovh:CloudProject/loadBalancer:LoadBalancer", { listeners: [{ port: 6443 }] }, true],
    [
        "a translation",
        "scaleway:network/publicGatewayPatRule:PublicGatewayPatRule",
        { publicPort: 443, privatePort: 6443 },
        true,
    ],
    ["a listener of SLB", "alicloud:slb/listener:Listener", { frontendPort: 443, backendPort: 6443 }, true],
];

it.each(relays)("relay: %s", (_, type, properties, isVisible) => {
    expect(codes([resource(type, properties)])).toEqual(isVisible ? ["relay"] : []);
});

it("relay: is a remark, and opens nothing by itself", () => {
    const [note] = notesOn([resource(FRONTEND, { inboundPort: 6443 })]);
    expect(note).toMatchObject({ weight: "advisory", at: "inboundPort" });
});

const SERVER = "hcloud:index/server:Server";
const servers: readonly (readonly [string, string, Properties, boolean])[] = [
    ["without a firewall", SERVER, {}, true],
    ["with an empty list", SERVER, { firewallIds: [] }, true],
    ["with a firewall", SERVER, { firewallIds: [1] }, false],
    ["with a firewall not known", SERVER, { firewallIds: U }, false],
    ["without a public address", SERVER, { publicNets: [{ ipv4Enabled: false, ipv6Enabled: false }] }, false],
    ["with one of one family", SERVER, { publicNets: [{ ipv4Enabled: false, ipv6Enabled: true }] }, true],
    ["with one by default", SERVER, { publicNets: [{ ipv4Enabled: false }] }, true],
    ["with public addresses not known", SERVER, { publicNets: U }, true],
    ["a droplet", "digitalocean:index/droplet:Droplet", {}, true],
    ["a Linode", "linode:index/instance:Instance", {}, true],
    ["a Linode with a firewall", "linode:index/instance:Instance", { firewallId: U }, false],
    ["an instance of Vultr", "vultr:index/instance:Instance", { firewallGroupId: "" }, true],
    ["an instance of Scaleway", "scaleway:instance/server:Server", {}, true],
    ["a dedicated server", "ovh:Dedicated/server:Server", {}, true],
];

it.each(servers)("server: %s", (_, type, properties, isVisible) => {
    expect(codes([resource(type, properties)])).toEqual(isVisible ? ["no-firewall"] : []);
});

it("server: a firewall of the same cloud may be its own", () => {
    const firewall = part("hcloud:index/firewall:Firewall", "firewall", {});
    const other = part("digitalocean:index/firewall:Firewall", "firewall", {});
    expect(codes([part(SERVER, "server", {}), firewall])).toEqual([]);
    expect(codes([part(SERVER, "server", {}), other])).toEqual(["no-firewall"]);
});
