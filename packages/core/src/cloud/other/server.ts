import { Field } from "../../field.js";
import type { Composer } from "../../stack/composer.js";
import type { Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";

/** Name of the composer of servers that nothing filters. */
export const OPEN_SERVER = "open-server";

/** Servers of clouds that filter nothing by default, and the property that names a firewall, where there is one. */
const SERVERS: readonly (readonly [token: string, terraform: string, firewall: string | undefined])[] = [
    ["digitalocean:index/droplet:Droplet", "digitalocean_droplet", undefined],
    ["hcloud:index/server:Server", "hcloud_server", "firewallIds"],
    ["linode:index/instance:Instance", "linode_instance", "firewallId"],
    ["vultr:index/instance:Instance", "vultr_instance", "firewallGroupId"],
    ["vultr:index/bareMetalServer:BareMetalServer", "vultr_bare_metal_server", undefined],
    ["scaleway:instance/server:Server", "scaleway_instance_server", "securityGroupId"],
    ["scaleway:index/instanceServer:InstanceServer", "scaleway_instance_server", "securityGroupId"],
    ["scaleway:elasticmetal/server:Server", "scaleway_baremetal_server", undefined],
    ["ovh:CloudProject/instance:Instance", "ovh_cloud_project_instance", undefined],
    ["ovh:Dedicated/server:Server", "ovh_dedicated_server", undefined],
];

/** The readers of servers: token, Terraform's name, reader. */
export const SERVER_READERS: readonly (readonly [string, string, Reader])[] = SERVERS.map(
    ([token, terraform, firewall]) => [token, terraform, readerOf(firewall)],
);

function readerOf(firewall: string | undefined): Reader {
    return (resource) => {
        const root = new Field(resource.properties, "");
        if (hasNoPublicAddress(root)) return [];
        const named = firewall === undefined ? undefined : root.get(firewall);
        if (named !== undefined && named.items().length > 0 && named.value !== "") return [];
        const notes = [noteOn(resource, named?.at ?? "")];
        return [{ resource, kind: "firewall", semantics: "union", rules: [], notes, composer: OPEN_SERVER }];
    };
}

/** Hetzner Cloud gives a server public addresses unless its public network switches both families off. */
function hasNoPublicAddress(root: Field): boolean {
    const networks = root.get("publicNets").items();
    const isOff = (network: Field, family: string) => network.get(family).flag() === false;
    return networks.length > 0 && networks.every((one) => isOff(one, "ipv4Enabled") && isOff(one, "ipv6Enabled"));
}

function noteOn(resource: Resource, at: string): Note {
    return {
        resource: resource.urn,
        at,
        code: "no-firewall",
        what: `Server ${resource.name} names no firewall, and none of its cloud is part of this stack`,
        why: "its cloud filters nothing in front of a server without a firewall: everyone reaches every port",
        fix: "Put a firewall in front of it that admits the API server's port from small CIDR blocks only",
        weight: "advisory",
    };
}

/** Mentions servers in a stack without any firewall of their cloud: one may be attached by a label, a tag or later. */
export const composeOpenServers: Composer = (index, parts) => {
    const guarded = new Set(
        index.contributions
            .filter(({ kind, composer }) => kind === "firewall" && composer !== OPEN_SERVER)
            .map(({ resource }) => packageOf(resource)),
    );
    return parts
        .filter(({ resource }) => !guarded.has(packageOf(resource)))
        .map(({ resource, kind, semantics, rules, notes }) => {
            return { kind, semantics, subject: resource.urn, members: [resource.urn], rules, notes };
        });
};

function packageOf({ type }: Resource): string {
    return type.slice(0, type.indexOf(":"));
}
