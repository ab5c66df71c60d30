import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, portsBetween, type Reading, read } from "../shape.js";
import { singleObject } from "./single-object.js";

/** Reads a group of endpoints that Amazon's global network relays clients to, by the endpoints' own ports or others. */
export function readAcceleratorEndpoints(resource: Resource, _root: Field): readonly Contribution[] {
    return [relayNote(resource, "endpointConfigurations", "Global Accelerator", "everyone on the internet")];
}

/** Reads an origin inside the network that CloudFront relays its viewers to. */
export function readVpcOrigin(resource: Resource, root: Field): readonly Contribution[] {
    const config = singleObject(root.get("vpcOriginEndpointConfig"));
    const ports = ["httpPort", "httpsPort"].map((name) => originPort(resource, config, name));
    const readable = config.isObject ? joinPorts(ports).most : undefined;
    return [relayNote(resource, config.at, "a CloudFront VPC origin", "every viewer of the distribution", readable)];
}

/** Reads a CloudFront distribution: it relays its viewers to the ports of origins that are servers of one's own. */
export function readDistribution(resource: Resource, root: Field): readonly Contribution[] {
    return [distribution(resource, root.get("origins"))];
}

/** Reads a distribution as CloudFormation writes it. */
export function readNativeDistribution(resource: Resource, root: Field): readonly Contribution[] {
    const config = singleObject(root.get("distributionConfig"));
    return [distribution(resource, config.isUnknown ? config : config.get("origins"))];
}

function distribution(resource: Resource, origins: Field): Contribution {
    const ports = origins.items().map((origin) => {
        const config = singleObject(origin.get("customOriginConfig"));
        const policy = config.get("originProtocolPolicy").text();
        const names = ["httpPort", "httpsPort"].filter(
            (name) => policy !== `${name === "httpPort" ? "https" : "http"}-only`,
        );
        if (config.isAbsent) return NO_PORTS;
        return joinPorts(names.map((name) => originPort(resource, config, name)));
    });
    return relayNote(resource, origins.at, "a CloudFront distribution", "its viewers", joinPorts(ports).most);
}

const NO_PORTS = read(PortSet.empty);

function originPort(resource: Resource, config: Field, name: string): Reading<PortSet> {
    const port = config.get(name);
    const absent = name === "httpPort" ? 80 : 443;
    return portsBetween(port, port, { resource: resource.urn, action: "allow", absent });
}

/** Reads an endpoint of Verified Access: it relays those whom its policy trusts. */
export function readVerifiedAccess(resource: Resource, root: Field): readonly Contribution[] {
    const options = ["loadBalancerOptions", "networkInterfaceOptions", "rdsOptions", "cidrOptions"].map((name) =>
        singleObject(root.get(name)),
    );
    const given = options.filter((field) => !field.isAbsent);
    const ports = given.flatMap((option) => [
        ...(option.get("port").isAbsent ? [] : [bounds(resource, option.get("port"), option.get("port"))]),
        ...option
            .get("portRanges")
            .items()
            .map((range) => bounds(resource, range.get("fromPort"), range.get("toPort"))),
    ]);
    // Without a port it is one for HTTP in front of whatever port the load balancer has.
    const seen = ports.length === 0 ? undefined : joinPorts(ports).most;
    return [relayNote(resource, given[0]?.at ?? "", "a Verified Access endpoint", "whom its policies trust", seen)];
}

function bounds(resource: Resource, from: Field, to: Field): Reading<PortSet> {
    return portsBetween(from, to, { resource: resource.urn, action: "allow" });
}

/** Reads a link from an API gateway into the network. */
export function readVpcLink(resource: Resource, root: Field): readonly Contribution[] {
    const targets = [root.get("targetArn"), root.get("targetArns"), root.get("subnetIds")];
    const at = targets.find((field) => !field.isAbsent)?.at ?? "";
    return [relayNote(resource, at, "an API Gateway VPC link", "every caller of the API")];
}

function relayNote(resource: Resource, at: string, what: string, who: string, ports?: PortSet): Contribution {
    const note: Note = {
        resource: resource.urn,
        at,
        code: "relay",
        what: `${resource.name} is ${what}: it relays ${who} into the network, and what it lets through is not seen here`,
        why: "security groups see the relay, not the client, so they admit the client where they admit the relay",
        fix: "Make sure that no endpoint behind it is the API server, or that the relay itself asks who is calling",
        weight: "advisory",
        ...(ports === undefined ? {} : { ports }),
    };
    return { resource, kind: "load-balancer", semantics: "union", rules: [], notes: [note] };
}
