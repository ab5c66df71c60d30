import { definePolicy, type Finding } from "../define-policy.js";
import { isWhollyExcused } from "../exceptions.js";
import { noteMessage } from "../message/note-message.js";
import { recordsOf, refuseResource, refuseStack } from "../refuse.js";
import type { Run } from "../run.js";
import type { StackView } from "../stack-view.js";

const NAME = "managed-api-endpoint-not-public";

/** Refuses a managed cluster (EKS, AKS, GKE and others) whose API endpoint the internet can open. */
export const managedApiEndpointNotPublic = definePolicy({
    name: NAME,
    displayName: "Managed Kubernetes endpoint is not public",
    description: "The internet cannot open the API endpoint of a managed Kubernetes cluster.",
    severity: "critical",
    enforcementLevel: "mandatory",
    remediationSteps: "Make the endpoint private, or list the CIDR blocks that may reach it.",
    checkResource: (run, record) => refuseResource(NAME, run, record),
    checkStack: (run, view) => [...refuseStack(NAME, run, view), ...dnsEndpoints(run, view)],
});

/** The DNS endpoint of GKE is guarded by names and rights, not by addresses: refused where the configuration says so. */
function dnsEndpoints(run: Run, view: StackView): readonly Finding[] {
    const { gkeDnsEndpoint, exceptions } = run.settingsOf(NAME);
    if (gkeDnsEndpoint !== "violation") return [];
    return view.firewalls.flatMap((firewall) =>
        firewall.notes
            .filter((note) => note.code === GKE_DNS_ENDPOINT && !isWhollyExcused(note.resource, exceptions))
            .map((note) => ({
                message: noteMessage(NAME, note),
                urn: note.resource,
                about: recordsOf(firewall, view),
            })),
    );
}

/** Code of the note on a DNS endpoint. */
export const GKE_DNS_ENDPOINT = "gke-dns-endpoint";
