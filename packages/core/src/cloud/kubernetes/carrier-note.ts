import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";

/** A resource that may write a firewall, in a way that is not read here: said, never passed over. */
export function unreadCarrier(resource: Resource, why: string): Contribution {
    return {
        resource,
        kind: "firewall",
        semantics: "union",
        rules: [],
        notes: [
            {
                resource: resource.urn,
                at: "spec",
                code: "custom-resource-not-read",
                what: `${resource.name} may write a firewall of a cloud, and what it admits cannot be seen here`,
                why: `its controller makes the firewall inside the cluster: ${why}`,
                fix: "Write the firewall as a resource of the cloud's own provider, or check what the controller makes of it",
                weight: "undecided",
            },
        ],
    };
}
