import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { foreignCause } from "../shape.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import { identityOf } from "./link.js";
import { groupLinks } from "./load-balancer.js";
import {
    INSTANCE,
    LOAD_BALANCER,
    partContribution,
    partLink,
    type Switch,
    switchOf,
    TARGET_GROUP,
    type Target,
    wordSwitch,
} from "./load-balancer-part.js";
import { portOf } from "./port-value.js";

/** Network load balancers hand the client's address on to these kinds of targets unless told otherwise. */
const KEEPS_CLIENT_IP: ReadonlyMap<string, boolean> = new Map([
    ["instance", true],
    ["alb", true],
    ["ip", false],
    ["lambda", false],
]);
const TO_LOAD_BALANCER: ReadonlyMap<string, boolean> = new Map(
    [...KEEPS_CLIENT_IP.keys()].map((type) => [type, type === "alb"]),
);

/** Reads a target group. */
export function readTargetGroup(resource: Resource, root: Field): readonly Contribution[] {
    return [targetGroup(resource, root, root.get("preserveClientIp"), [])];
}

/** Reads a target group as CloudFormation writes it: targets and attributes stand inside. */
export function readNativeTargetGroup(resource: Resource, root: Field): readonly Contribution[] {
    const attribute = root
        .get("targetGroupAttributes")
        .items()
        .find((item) => item.isUnknown || item.get("key").text() === "preserve_client_ip.enabled");
    const preserve = attribute?.isUnknown ? attribute : attribute?.get("value");
    const targets = root
        .get("targets")
        .items()
        .map((item) => targetOf(resource, item.get("id"), item.get("port")));
    return [targetGroup(resource, root, preserve ?? root.own("preserveClientIp"), targets)];
}

/** Reads a target that is registered by a resource of its own. */
export function readTargetGroupAttachment(resource: Resource, root: Field): readonly Contribution[] {
    const target = targetOf(resource, root.get("targetId"), root.get("port"));
    const belongsTo = partLink(root.get("targetGroupArn"), resource, TARGET_GROUP);
    return [partContribution(resource, { part: "attachment", target }, { belongsTo })];
}

/** Reads a machine for the groups in front of it: it is no firewall by itself. */
export function readInstance(resource: Resource, root: Field): readonly Contribution[] {
    return [instance(resource, root.get("vpcSecurityGroupIds"))];
}

/** Reads a network interface for the groups in front of it: an address behind a load balancer may be its own. */
export function readNetworkInterface(resource: Resource, root: Field): readonly Contribution[] {
    return [instance(resource, root.get("securityGroups"))];
}

/** Reads a security group that is put before a machine's interface by a resource of its own. */
export function readInterfaceGroup(resource: Resource, root: Field): readonly Contribution[] {
    const group = groupLink(root.get("securityGroupId"), resource, SECURITY_GROUP);
    const belongsTo = partLink(root.get("networkInterfaceId"), resource, INSTANCE);
    return [partContribution(resource, { part: "interface-group", group }, { belongsTo })];
}

/** Reads a machine as CloudFormation writes it. */
export function readNativeInstance(resource: Resource, root: Field): readonly Contribution[] {
    return [instance(resource, root.get("securityGroupIds"))];
}

function instance(resource: Resource, ids: Field): Contribution {
    const groupsCause = foreignCause(resource.urn, ids, "no group is named, so the default group of the VPC decides");
    const part = { part: "instance", groups: groupLinks(resource, ids), groupsCause } as const;
    return partContribution(resource, part, { identity: identityOf(resource, INSTANCE) });
}

function targetGroup(resource: Resource, root: Field, preserve: Field, targets: readonly Target[]): Contribution {
    const type = root.get("targetType");
    const isFunction = type.text()?.toLowerCase() === "lambda";
    const keepsClientIp: Switch = preserve.isAbsent
        ? wordSwitch(resource, type, KEEPS_CLIENT_IP, true)
        : switchOf(resource, preserve, true);
    return partContribution(
        resource,
        {
            part: "target-group",
            port: isFunction ? undefined : portOf(resource, root.get("port")),
            keepsClientIp,
            toLoadBalancer: wordSwitch(resource, type, TO_LOAD_BALANCER, false),
            targets,
        },
        { identity: identityOf(resource, TARGET_GROUP) },
    );
}

function targetOf(resource: Resource, id: Field, port: Field): Target {
    return {
        port: port.isAbsent ? undefined : portOf(resource, port),
        instance: partLink(id, resource, INSTANCE),
        loadBalancer: partLink(id, resource, LOAD_BALANCER),
    };
}
