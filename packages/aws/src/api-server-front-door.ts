import { FirewallError } from "@portcullis/core";
import {
    type PortProfile,
    portNumber,
    ROLES,
    type Role,
    refuseMixedUp,
    refuseUnknownArguments,
    wholeNumber,
} from "@portcullis/core/intent";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Listener, LoadBalancer, TargetGroup } from "@pulumi/aws/lb";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { SecurityGroupRuleInventoryEntry } from "./args.js";
import type { ApiServerFrontDoorArgs } from "./front-door-args.js";
import { asInputError } from "./input-error.js";
import { readIntent, SOURCE_ROLES } from "./intent.js";
import { inventoryEntry } from "./inventory.js";
import { type PlannedRule, planIngress } from "./rules.js";
import { keyedValues, ruleArguments, ruleSources } from "./source-values.js";

const DESCRIPTION = "Kubernetes API front door, least privilege";

/**
 * A network load balancer in front of the Kubernetes API, with its security group attached from the start (AWS takes
 * none later): named clients to the listener, the listener to the control plane, health checks included.
 *
 * The control plane's group admits the load balancer's group, so client-IP preservation on or off makes no difference.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export class ApiServerFrontDoor extends pulumi.ComponentResource {
    /** Id of the load balancer's security group. */
    declare public readonly securityGroupId: pulumi.Output<string>;
    /** DNS name that clients connect to. */
    declare public readonly dnsName: pulumi.Output<string>;
    /** Target group to register control-plane hosts in. */
    declare public readonly targetGroupArn: pulumi.Output<string>;
    /** Who may come in, where and why, and what it takes from the quota. */
    declare public readonly ruleInventory: pulumi.Output<SecurityGroupRuleInventoryEntry[]>;

    /** @throws pulumi.InputPropertyError with the property path, before anything is registered for creation. */
    constructor(name: string, args: ApiServerFrontDoorArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = asInputError(() => planFrontDoor(args));
        super("portcullis:index:ApiServerFrontDoor", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const tags = args.tags ? { tags: args.tags } : {};
        const parent = { parent: this };
        const group = new SecurityGroup(name, { description: DESCRIPTION, vpcId: args.vpcId, ...tags }, parent);
        const values = ruleSources(args);
        for (const rule of plan.ingress) {
            const ruleArgs = ruleArguments(rule, group.id, values, args.tags);
            new SecurityGroupIngressRule(`${name}-${rule.name}`, ruleArgs, parent);
        }
        joinControlPlane(this, name, group, args, plan.targetPort);
        const { loadBalancer, targetGroup } = balancer(this, name, group, args, plan);

        this.securityGroupId = group.id;
        this.dnsName = loadBalancer.dnsName;
        this.targetGroupArn = targetGroup.arn;
        this.ruleInventory = pulumi.output(plan.ingress.map((rule) => inventoryEntry(name, rule)));
        this.registerOutputs({
            securityGroupId: this.securityGroupId,
            dnsName: this.dnsName,
            targetGroupArn: this.targetGroupArn,
            ruleInventory: this.ruleInventory,
        });
    }
}

interface FrontDoorPlan {
    readonly ingress: readonly PlannedRule[];
    readonly warnings: readonly string[];
    readonly listenerPort: number;
    readonly targetPort: number;
    readonly internal: boolean;
    readonly targetType: string;
}

const ARGUMENTS = [
    ...SOURCE_ROLES.filter((role) => role !== "loadBalancerHealthChecks"),
    "vpcId",
    "subnetIds",
    "controlPlaneSecurityGroupId",
    "internal",
    "listenerPort",
    "targetPort",
    "targetType",
    "ci",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "rulesPerSecurityGroup",
    "tags",
];

function planFrontDoor(args: ApiServerFrontDoorArgs): FrontDoorPlan {
    refuseUnknownArguments(args, ARGUMENTS, "");
    const listenerPort = portNumber(args.listenerPort ?? 6443, "listenerPort");
    const rulesPerGroup = wholeNumber(args.rulesPerSecurityGroup ?? 60, "rulesPerSecurityGroup", {
        from: 1,
        to: 1000,
        code: "argument-malformed",
        why: "AWS allows 60 rules per security group, direction and family, and at most 1,000 on request",
    });
    const intent = readIntent(args, new Date());
    refuseMixedUp(intent.sources, keyedValues(args));
    const everyRole = Object.keys(ROLES) as Role[]; // ROLES is a literal: its keys are exactly the roles.
    const profile: PortProfile = { from: listenerPort, to: listenerPort, purpose: "Kubernetes API", roles: everyRole };
    const internal = args.internal ?? true;
    return {
        ingress: planIngress(intent, [profile], {
            quota: { rulesPerGroup, groups: 1 },
            pathMtuDiscovery: false,
            extra: [],
        }),
        warnings: [
            ...intent.warnings,
            ...(internal || intent.sources.some(({ role }) => role === "ownAddresses") ? [] : [NO_OWN_ADDRESSES]),
        ],
        listenerPort,
        targetPort: portNumber(args.targetPort ?? 6443, "targetPort"),
        internal,
        targetType: targetTypeOf(args.targetType ?? "instance"),
    };
}

const NO_OWN_ADDRESSES =
    "The front door faces the internet and names no ownAddresses: nodes that leave through a NAT gateway cannot reach the API. Name its address there";

function targetTypeOf(text: string): string {
    if (text === "instance" || text === "ip") return text;
    throw new FirewallError({
        code: "argument-malformed",
        at: "targetType",
        what: `${JSON.stringify(text)} is no target type of an API front door`,
        why: "Control-plane hosts are registered as instances or by address",
        fix: 'Write "instance" or "ip"',
    });
}

/** The load balancer's group may reach the control plane at the API port, and nothing else; health checks go the same way. */
function joinControlPlane(
    parent: ApiServerFrontDoor,
    name: string,
    group: SecurityGroup,
    args: ApiServerFrontDoorArgs,
    port: number,
): void {
    const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new SecurityGroupEgressRule(
        `${name}-egress-${port}-control-plane`,
        {
            securityGroupId: group.id,
            referencedSecurityGroupId: args.controlPlaneSecurityGroupId,
            ...ports,
            description: "front door to control plane",
        },
        { parent },
    );
    new SecurityGroupIngressRule(
        `${name}-${port}-from-front-door`,
        {
            securityGroupId: args.controlPlaneSecurityGroupId,
            referencedSecurityGroupId: group.id,
            ...ports,
            description: "Kubernetes API: front door",
        },
        { parent },
    );
}

function balancer(
    parent: ApiServerFrontDoor,
    name: string,
    group: SecurityGroup,
    args: ApiServerFrontDoorArgs,
    plan: FrontDoorPlan,
) {
    const tags = args.tags ? { tags: args.tags } : {};
    const loadBalancer = new LoadBalancer(
        name,
        {
            loadBalancerType: "network",
            internal: plan.internal,
            securityGroups: [group.id],
            subnets: args.subnetIds,
            ...tags,
        },
        { parent },
    );
    const targetGroup = new TargetGroup(
        name,
        { port: plan.targetPort, protocol: "TCP", targetType: plan.targetType, vpcId: args.vpcId, ...tags },
        { parent },
    );
    new Listener(
        name,
        {
            loadBalancerArn: loadBalancer.arn,
            port: plan.listenerPort,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
            ...tags,
        },
        { parent },
    );
    return { loadBalancer, targetGroup };
}
