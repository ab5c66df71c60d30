import type { Field } from "../../field.js";
import type { Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { soleBlock, switchAt } from "./block.js";

const DNS_ENDPOINT = ["controlPlaneEndpointsConfig", "dnsEndpointConfig", "allowExternalTraffic"];

/** Ways to the control plane that no list of addresses guards. */
export function gkeNotes(root: Field, { urn, name }: Resource): readonly Note[] {
    const access = switchAt(root, DNS_ENDPOINT, urn, false);
    if (access.value === false) return [];
    const field = DNS_ENDPOINT.reduce((block, name) => soleBlock(block).get(name), root);
    const may = access.value === true ? "can" : "may be able to";
    return [
        {
            resource: urn,
            at: field.at,
            code: "gke-dns-endpoint",
            what: `Everyone who holds credentials ${may} reach the control plane of ${name} by its DNS name, whatever the authorized networks say`,
            why: `${field.at} is ${field.written()}: the DNS endpoint is a front end of Google, guarded by IAM and not by addresses`,
            fix: "Leave the DNS endpoint closed to external traffic, or guard it with VPC Service Controls",
            weight: "advisory",
        },
    ];
}
