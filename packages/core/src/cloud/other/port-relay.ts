import { Field } from "../../field.js";
import type { PortSet } from "../../port-set.js";
import type { Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, type Reading } from "../shape.js";
import { itemsOf, singleObject } from "./properties.js";
import { readPortText } from "./traffic.js";

/** Where a load balancer or a translation of ports names its ports: each in front and each behind. */
interface Relay {
    readonly token: string;
    readonly terraform: string;
    readonly what: string;
    /** Names of the list whose elements have the ports. @default the resource itself has them */
    readonly lists?: readonly string[];
    readonly ports: readonly string[];
    readonly protocol?: string;
}

const LISTENER = "a load balancer's listener";
const POOL = "a member behind a load balancer";
const TRANSLATION = "a translation of ports";

/** Relays of the clouds read here. What they let through depends on the rest of the load balancer. */
const RELAYS: readonly Relay[] = [
    {
        token: "ovh:CloudProject/loadBalancer:LoadBalancer",
        terraform: "ovh_cloud_project_loadbalancer",
        what: "a load balancer",
        lists: ["listeners"],
        ports: ["port"],
        protocol: "protocol",
    },
    ...[
        ["openstack:loadbalancer/listener:Listener", "openstack_lb_listener_v2", "protocolPort"],
        ["oci:LoadBalancer/listener:Listener", "oci_load_balancer_listener", "port"],
        ["oci:NetworkLoadBalancer/listener:Listener", "oci_network_load_balancer_listener", "port"],
        ["linode:index/nodeBalancerConfig:NodeBalancerConfig", "linode_nodebalancer_config", "port"],
        ["scaleway:loadbalancers/frontend:Frontend", "scaleway_lb_frontend", "inboundPort"],
        ["scaleway:index/loadbalancerFrontend:LoadbalancerFrontend", "scaleway_lb_frontend", "inboundPort"],
        ["ovh:IpLoadBalancing/tcpFrontend:TcpFrontend", "ovh_iploadbalancing_tcp_frontend", "port"],
        ["ovh:IpLoadBalancing/httpFrontend:HttpFrontend", "ovh_iploadbalancing_http_frontend", "port"],
        ["alicloud:slb/listener:Listener", "alicloud_slb_listener", "frontendPort backendPort"],
        ["alicloud:nlb/listener:Listener", "alicloud_nlb_listener", "listenerPort"],
        ["alicloud:alb/listener:Listener", "alicloud_alb_listener", "listenerPort"],
    ].map((row) => ofResource(row, LISTENER)),
    ...[
        ["openstack:loadbalancer/member:Member", "openstack_lb_member_v2", "protocolPort"],
        ["oci:LoadBalancer/backend:Backend", "oci_load_balancer_backend", "port"],
        ["oci:NetworkLoadBalancer/backend:Backend", "oci_network_load_balancer_backend", "port"],
        ["scaleway:loadbalancers/backend:Backend", "scaleway_lb_backend", "forwardPort"],
        ["scaleway:index/loadbalancerBackend:LoadbalancerBackend", "scaleway_lb_backend", "forwardPort"],
        ["ovh:IpLoadBalancing/tcpFarm:TcpFarm", "ovh_iploadbalancing_tcp_farm", "port"],
        ["ovh:IpLoadBalancing/tcpFarmServer:TcpFarmServer", "ovh_iploadbalancing_tcp_farm_server", "port"],
        ["civo:index/loadBalancer:LoadBalancer", "civo_loadbalancer", "port"],
    ].map((row) => ofResource(row, POOL)),
    ...[
        [
            "openstack:networking/portForwardingV2:PortForwardingV2",
            "openstack_networking_portforwarding_v2",
            "externalPort internalPort",
        ],
        [
            "scaleway:network/publicGatewayPatRule:PublicGatewayPatRule",
            "scaleway_vpc_public_gateway_pat_rule",
            "publicPort privatePort",
        ],
        ["alicloud:vpc/forwardEntry:ForwardEntry", "alicloud_forward_entry", "externalPort internalPort"],
    ].map((row) => ofResource(row, TRANSLATION)),
];

function ofResource([token = "", terraform = "", ports = ""]: readonly string[], what: string): Relay {
    return { token, terraform, what, ports: ports.split(" ") };
}

/** The readers of relays: token, Terraform's name, reader. */
export const RELAY_READERS: readonly (readonly [string, string, Reader])[] = RELAYS.map((relay) => [
    relay.token,
    relay.terraform,
    readerOf(relay),
]);

function readerOf(relay: Relay): Reader {
    return (resource) => {
        const root = new Field(resource.properties, "");
        const places = relay.lists ? itemsOf(root, ...relay.lists).map(singleObject) : [root];
        const given = places.flatMap((place) => portsIn(place, relay));
        const [first] = given;
        if (first === undefined) return [];
        const ports = joinPorts(given.map((port) => readPort(port, resource)));
        const notes = [relayNote(resource, relay, first.at, ports.most)];
        return [{ resource, kind: "load-balancer", semantics: "union", rules: [], notes }];
    };
}

function portsIn(place: Field, relay: Relay): readonly Field[] {
    const names = [relay.protocol ?? "protocol", "ipProtocol", "listenerProtocol"];
    if (names.some((name) => place.get(name).text()?.toLowerCase() === "udp")) return [];
    return relay.ports.map((name) => place.get(name)).filter((port) => !port.isAbsent);
}

function readPort(port: Field, resource: Resource): Reading<PortSet> {
    return readPortText(port, { resource: resource.urn, action: "allow", lists: true });
}

function relayNote(resource: Resource, { what }: Relay, at: string, ports: PortSet): Note {
    return {
        resource: resource.urn,
        at,
        code: "relay",
        what: `${resource.name} is ${what}: it may relay everyone on the internet to the port, and what it lets through is not seen here`,
        why: "firewalls see the relay, not the client, so they admit the client where they admit the relay",
        fix: "Make sure that nothing behind it is the API server, or that the load balancer admits small CIDR blocks only",
        weight: "advisory",
        ports,
    };
}
