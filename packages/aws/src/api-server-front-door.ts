import { SecurityGroup } from "@pulumi/aws/ec2";
import { Listener, LoadBalancer, TargetGroup } from "@pulumi/aws/lb";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { SecurityGroupRuleInventoryEntry } from "./args.js";
import type { ApiServerFrontDoorArgs } from "./front-door-args.js";
import { type FrontDoorPlan, planFrontDoor } from "./front-door-plan.js";
import { asInputError } from "./input-error.js";
import { inventoryEntry } from "./inventory.js";
import { ruleArguments, ruleSources } from "./source-values.js";

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
        const plan = asInputError(() => planFrontDoor(name, args));
        super("portcullis:index:ApiServerFrontDoor", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const tags = args.tags ? { tags: args.tags } : {};
        const parent = { parent: this };
        const group = new SecurityGroup(name, { description: DESCRIPTION, vpcId: args.vpcId, ...tags }, parent);
        const values = ruleSources(args, plan.sources);
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
