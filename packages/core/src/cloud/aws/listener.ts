import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf } from "../shape.js";
import { type Clients, clientsOf, EVERYONE, pastBoth, unknownClients } from "./clients.js";
import { identityOf } from "./link.js";
import { tcpSwitch } from "./load-balancer.js";
import { LISTENER, LOAD_BALANCER, partContribution, partLink, TARGET_GROUP } from "./load-balancer-part.js";
import { portOf } from "./port-value.js";
import { singleObject } from "./single-object.js";

/** Reads a listener, of the classic provider or as CloudFormation writes it. */
export function readListener(resource: Resource, root: Field): readonly Contribution[] {
    return [
        partContribution(
            resource,
            {
                part: "listener",
                port: portOf(resource, root.get("port")),
                tcp: tcpSwitch(resource, root.get("protocol")),
                forwards: forwardsOf(resource, root.get("defaultActions")),
            },
            {
                identity: identityOf(resource, LISTENER),
                belongsTo: partLink(root.get("loadBalancerArn"), resource, LOAD_BALANCER),
            },
        ),
    ];
}

/** Reads a rule of a listener: it adds target groups for some of the requests. */
export function readListenerRule(resource: Resource, root: Field): readonly Contribution[] {
    const forwards = forwardsOf(resource, root.get("actions"));
    const facts = { part: "listener-rule", forwards, clients: takenBy(resource, root.get("conditions")) } as const;
    return [partContribution(resource, facts, { belongsTo: partLink(root.get("listenerArn"), resource, LISTENER) })];
}

/** Whose requests a rule takes: conditions on the source stand beside one another, and each narrows. */
function takenBy(resource: Resource, conditions: Field): Clients {
    return conditions.items().reduce((clients, item) => pastBoth(clients, sourcesOf(resource, item)), EVERYONE);
}

function sourcesOf(resource: Resource, condition: Field): Clients {
    if (!condition.isObject) return unknownClients(causeOf(resource.urn, condition));
    const config = ["sourceIp", "sourceIpConfig"]
        .map((name) => singleObject(condition.get(name)))
        .find((field) => !field.isAbsent);
    const values = config ?? (condition.get("field").text() === "source-ip" ? condition : undefined);
    if (values === undefined) return EVERYONE;
    const peers = (values.isObject ? values.get("values") : values)
        .items()
        .map((item) => addressPeer(item, { resource: resource.urn, action: "allow" }));
    // A condition without addresses is refused: it narrows nothing for sure.
    return peers.length === 0 ? EVERYONE : clientsOf(peers);
}

/** The target groups that actions forward to. An action that cannot be read may forward anywhere. */
function forwardsOf(resource: Resource, actions: Field): readonly Link[] {
    return actions.items().flatMap((action) => {
        if (!action.isObject) return [partLink(action, resource, TARGET_GROUP)];
        return [
            ...linksTo(resource, action.get("targetGroupArn")),
            ...weighted(resource, singleObject(action.get("forward")), "arn"),
            ...weighted(resource, singleObject(action.get("forwardConfig")), "targetGroupArn"),
        ];
    });
}

/** Several target groups with weights; one whose weight is 0 may get one at any time. */
function weighted(resource: Resource, forward: Field, name: string): readonly Link[] {
    if (forward.isAbsent) return [];
    if (!forward.isObject) return [partLink(forward, resource, TARGET_GROUP)];
    // Modules of Terraform keep the name of the block.
    return [...forward.get("targetGroups").items(), ...forward.get("targetGroup").items()].flatMap((group) =>
        group.isObject ? linksTo(resource, group.get(name)) : linksTo(resource, group),
    );
}

function linksTo(resource: Resource, arn: Field): readonly Link[] {
    return arn.isAbsent ? [] : [partLink(arn, resource, TARGET_GROUP)];
}
