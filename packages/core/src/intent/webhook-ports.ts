import { FirewallError } from "../error.js";
import { plainList, portNumber, textList } from "./arguments.js";

/**
 * Ports on the nodes that the API server calls: admission webhooks and aggregated APIs, by the product that listens.
 * Exact ports, never a range of thousands.
 */
export const WEBHOOK_PORTS = {
    metricsServer: [4443, 10250],
    certManager: [10250],
    karpenter: [8443],
    istio: [15017],
    awsLoadBalancerController: [9443],
    prometheusAdapter: [6443],
    gatekeeper: [8443],
    kyverno: [9443],
    ingressNginx: [8443],
} as const satisfies { readonly [name: string]: readonly number[] };

/**
 * The ports of the named products, without doubles, in order.
 *
 * @throws FirewallError `argument-unknown` for a product that is not in the catalogue.
 */
export function webhookPorts(names: readonly string[], at: string): readonly number[] {
    const ports = new Set<number>();
    names.forEach((name, index) => {
        const known = Object.entries(WEBHOOK_PORTS).find(([product]) => product === name);
        if (!known) {
            throw new FirewallError({
                code: "argument-unknown",
                at: `${at}[${index}]`,
                what: `${JSON.stringify(name)} is not in the catalogue of webhooks`,
                why: "Only exact ports are opened, so the product has to be one whose ports are known",
                fix: `Use one of ${Object.keys(WEBHOOK_PORTS).join(", ")}, or give its port as a custom webhook port`,
            });
        }
        for (const port of known[1]) ports.add(port);
    });
    return [...ports].sort((a, b) => a - b);
}

/** Port of the kubelet on every node. */
export const KUBELET_PORT = 10250;

/**
 * The ports on the nodes that the API server calls: the kubelet's, the named products', and the custom ones.
 *
 * @throws FirewallError with the path of a product or port that is none.
 */
export function nodePorts(args: {
    readonly webhookProducts?: unknown;
    readonly webhookPorts?: unknown;
}): readonly number[] {
    const products = webhookPorts(textList(args.webhookProducts, "webhookProducts", "webhookPorts"), "webhookProducts");
    const custom = plainList(args.webhookPorts, "webhookPorts").map((port, index) =>
        portNumber(port, `webhookPorts[${index}]`),
    );
    return [...new Set([KUBELET_PORT, ...products, ...custom])].sort((a, b) => a - b);
}
