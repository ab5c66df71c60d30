import { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { dependenciesOf, openLinkCause, parseReference, projectScope } from "./reference.js";

/** Networks. They filter nothing: firewalls of one network meet in them. */
export const NETWORK_TYPES: readonly string[] = [
    "gcp:compute/network:Network",
    "google-native:compute/v1:Network",
    "google-native:compute/beta:Network",
    "google-native:compute/alpha:Network",
];

const KIND = "gcp-network";

/** Reads a network: the name by which firewalls link to it. The order of its policies never clears an object. */
export function readNetwork(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const link = root.get("selfLink").text() ?? resource.id;
    const named = link === undefined ? undefined : parseReference(link);
    const name = root.get("name").text() ?? named?.name;
    return [
        {
            resource,
            kind: "firewall",
            semantics: "ordered",
            identity: {
                kind: KIND,
                keys: name === undefined ? [] : [name],
                scope: projectScope(root.get("project"), named?.project),
            },
            rules: [],
            notes: [],
            composer: "gcp-network",
        },
    ];
}

/** The link from a firewall to its network. A firewall that names none is of the network called `default`. */
export function networkLink(network: Field, project: Field, resource: Resource): Link {
    const dependencies = dependenciesOf(resource, "network");
    const text = network.isAbsent && dependencies.length === 0 ? "default" : network.text();
    const named = text === undefined ? undefined : parseReference(text);
    return {
        kind: KIND,
        key: named?.name,
        // A name that is not known may say the project itself.
        scope: named === undefined && project.isAbsent ? undefined : projectScope(project, named?.project),
        dependencies,
        cause: openLinkCause(resource, network, "network"),
    };
}
