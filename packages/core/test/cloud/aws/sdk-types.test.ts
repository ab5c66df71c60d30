import { Listener as AlbListener, type ListenerArgs as AlbListenerArgs } from "@pulumi/aws/alb/listener";
import {
    ListenerRule as AlbListenerRule,
    type ListenerRuleArgs as AlbListenerRuleArgs,
} from "@pulumi/aws/alb/listenerRule";
import { LoadBalancer as Alb, type LoadBalancerArgs as AlbArgs } from "@pulumi/aws/alb/loadBalancer";
import { TargetGroup as AlbTargetGroup, type TargetGroupArgs as AlbTargetGroupArgs } from "@pulumi/aws/alb/targetGroup";
import {
    TargetGroupAttachment as AlbAttachment,
    type TargetGroupAttachmentArgs as AlbAttachmentArgs,
} from "@pulumi/aws/alb/targetGroupAttachment";
import { VpcLink, type VpcLinkArgs } from "@pulumi/aws/apigateway/vpcLink";
import { VpcLink as VpcLinkV2, type VpcLinkArgs as VpcLinkV2Args } from "@pulumi/aws/apigatewayv2/vpcLink";
import { Resource as CloudControl, type ResourceArgs } from "@pulumi/aws/cloudcontrol/resource";
import { Stack, type StackArgs } from "@pulumi/aws/cloudformation/stack";
import { StackInstances, type StackInstancesArgs } from "@pulumi/aws/cloudformation/stackInstances";
import { StackSet, type StackSetArgs } from "@pulumi/aws/cloudformation/stackSet";
import { StackSetInstance, type StackSetInstanceArgs } from "@pulumi/aws/cloudformation/stackSetInstance";
import { Distribution, type DistributionArgs } from "@pulumi/aws/cloudfront/distribution";
import { VpcOrigin, type VpcOriginArgs } from "@pulumi/aws/cloudfront/vpcOrigin";
import { DefaultNetworkAcl, type DefaultNetworkAclArgs } from "@pulumi/aws/ec2/defaultNetworkAcl";
import { DefaultSecurityGroup, type DefaultSecurityGroupArgs } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { Instance, type InstanceArgs } from "@pulumi/aws/ec2/instance";
import { ManagedPrefixList, type ManagedPrefixListArgs } from "@pulumi/aws/ec2/managedPrefixList";
import { ManagedPrefixListEntry, type ManagedPrefixListEntryArgs } from "@pulumi/aws/ec2/managedPrefixListEntry";
import { NetworkAcl, type NetworkAclArgs } from "@pulumi/aws/ec2/networkAcl";
import { NetworkAclRule, type NetworkAclRuleArgs } from "@pulumi/aws/ec2/networkAclRule";
import { NetworkInterface, type NetworkInterfaceArgs } from "@pulumi/aws/ec2/networkInterface";
import {
    NetworkInterfaceSecurityGroupAttachment,
    type NetworkInterfaceSecurityGroupAttachmentArgs,
} from "@pulumi/aws/ec2/networkInterfaceSecurityGroupAttachment";
import { SecurityGroup, type SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupRule, type SecurityGroupRuleArgs } from "@pulumi/aws/ec2/securityGroupRule";
import { SpotInstanceRequest, type SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import { VpcEndpointService, type VpcEndpointServiceArgs } from "@pulumi/aws/ec2/vpcEndpointService";
import {
    VpcEndpointServiceAllowedPrinciple,
    type VpcEndpointServiceAllowedPrincipleArgs,
} from "@pulumi/aws/ec2/vpcEndpointServiceAllowedPrinciple";
import { Cluster, type ClusterArgs } from "@pulumi/aws/eks/cluster";
import {
    type LoadBalancerArgs as ClassicArgs,
    LoadBalancer as ClassicLoadBalancer,
} from "@pulumi/aws/elb/loadBalancer";
import { Fleet, type FleetArgs } from "@pulumi/aws/gamelift/fleet";
import {
    CustomRoutingEndpointGroup,
    type CustomRoutingEndpointGroupArgs,
} from "@pulumi/aws/globalaccelerator/customRoutingEndpointGroup";
import { EndpointGroup, type EndpointGroupArgs } from "@pulumi/aws/globalaccelerator/endpointGroup";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { ListenerRule, type ListenerRuleArgs } from "@pulumi/aws/lb/listenerRule";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment, type TargetGroupAttachmentArgs } from "@pulumi/aws/lb/targetGroupAttachment";
import { InstancePublicPorts, type InstancePublicPortsArgs } from "@pulumi/aws/lightsail/instancePublicPorts";
import { Lb, type LbArgs } from "@pulumi/aws/lightsail/lb";
import {
    CloudFormationStack,
    type CloudFormationStackArgs,
} from "@pulumi/aws/serverlessrepository/cloudFormationStack";
import { ProvisionedProduct, type ProvisionedProductArgs } from "@pulumi/aws/servicecatalog/provisionedProduct";
import type { input } from "@pulumi/aws/types";
import { Endpoint, type EndpointArgs } from "@pulumi/aws/verifiedaccess/endpoint";
import { SecurityGroupIngressRule, type SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { expect, it } from "vitest";
import { RESOURCE_TYPES } from "../../../src/cloud/aws/index.js";

// The compiler is the test: a name that the SDK does not have is an error in these objects. All keys that the readers
// take for known stand here, also those that they only skip.

const inline: Required<input.ec2.SecurityGroupIngress> = {
    protocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrBlocks: ["10.0.0.0/8"],
    ipv6CidrBlocks: ["fc00::/7"],
    prefixListIds: ["pl"],
    securityGroups: ["sg"],
    self: true,
    description: "d",
};
const group: SecurityGroupArgs = { ingress: [inline] };
const defaultGroup: DefaultSecurityGroupArgs = { ingress: [inline], vpcId: "vpc" };
const groupRule: Required<SecurityGroupRuleArgs> = {
    type: "ingress",
    securityGroupId: "sg",
    protocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrBlocks: ["10.0.0.0/8"],
    ipv6CidrBlocks: ["fc00::/7"],
    prefixListIds: ["pl"],
    sourceSecurityGroupId: "sg",
    self: false,
    description: "d",
    region: "r",
};
const ingressRule: Required<SecurityGroupIngressRuleArgs> = {
    securityGroupId: "sg",
    ipProtocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrIpv4: "10.0.0.0/8",
    cidrIpv6: "fc00::/7",
    prefixListId: "pl",
    referencedSecurityGroupId: "sg",
    description: "d",
    region: "r",
    tags: {},
};
const list: ManagedPrefixListArgs = { addressFamily: "IPv4", maxEntries: 1, entries: [{ cidr: "10.0.0.0/8" }] };
const listEntry: ManagedPrefixListEntryArgs = { prefixListId: "pl", cidr: "10.0.0.0/8" };
const aclEntry: Required<input.ec2.NetworkAclIngress> = {
    ruleNo: 1,
    action: "allow",
    protocol: "tcp",
    fromPort: 1,
    toPort: 2,
    cidrBlock: "10.0.0.0/8",
    ipv6CidrBlock: "fc00::/7",
    icmpType: 0,
    icmpCode: 0,
};
const acl: NetworkAclArgs = { vpcId: "vpc", ingress: [aclEntry] };
const defaultAcl: DefaultNetworkAclArgs = { defaultNetworkAclId: "acl", ingress: [aclEntry] };
const aclRule: Required<NetworkAclRuleArgs> = {
    networkAclId: "acl",
    ruleNumber: 1,
    ruleAction: "allow",
    egress: false,
    protocol: "tcp",
    fromPort: 1,
    toPort: 2,
    cidrBlock: "10.0.0.0/8",
    ipv6CidrBlock: "fc00::/7",
    icmpType: 0,
    icmpCode: 0,
    region: "r",
};
const port: Required<input.lightsail.InstancePublicPortsPortInfo> = {
    protocol: "tcp",
    fromPort: 1,
    toPort: 2,
    cidrs: ["10.0.0.0/8"],
    ipv6Cidrs: ["fc00::/7"],
    cidrListAliases: ["lightsail-connect"],
};
const ports: InstancePublicPortsArgs = { instanceName: "i", portInfos: [port] };
const cluster: ClusterArgs = {
    roleArn: "role",
    vpcConfig: {
        subnetIds: [],
        endpointPublicAccess: true,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["10.0.0.0/8"],
    },
};
const balancer: LoadBalancerArgs & AlbArgs = {
    internal: true,
    loadBalancerType: "network",
    securityGroups: ["sg"],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
};
const forward = { targetGroups: [{ arn: "arn", weight: 1 }] };
const actions = [{ type: "forward", targetGroupArn: "arn", forward }];
const listener: ListenerArgs & AlbListenerArgs = {
    loadBalancerArn: "arn",
    port: 1,
    protocol: "TCP",
    defaultActions: actions,
};
const listenerRule: ListenerRuleArgs & AlbListenerRuleArgs = {
    listenerArn: "arn",
    actions,
    conditions: [{ sourceIp: { values: ["10.0.0.0/8"] } }],
};
const targetGroup: TargetGroupArgs & AlbTargetGroupArgs = { port: 1, targetType: "ip", preserveClientIp: "true" };
const attachment: TargetGroupAttachmentArgs & AlbAttachmentArgs = { targetGroupArn: "arn", targetId: "i", port: 1 };
const classic: ClassicArgs = {
    internal: true,
    securityGroups: ["sg"],
    listeners: [{ lbPort: 1, lbProtocol: "tcp", instancePort: 1, instanceProtocol: "tcp" }],
};
const instance: InstanceArgs = { vpcSecurityGroupIds: ["sg"] };
const service: VpcEndpointServiceArgs = {
    acceptanceRequired: true,
    allowedPrincipals: ["*"],
    networkLoadBalancerArns: ["arn"],
};
const principal: VpcEndpointServiceAllowedPrincipleArgs = { vpcEndpointServiceId: "s", principalArn: "*" };
const control: ResourceArgs = { typeName: "AWS::EC2::SecurityGroup", desiredState: "{}" };
const stack: StackArgs = { templateBody: "{}", templateUrl: "u", parameters: { P: "v" } };
const stackSet: StackSetArgs = { templateBody: "{}", templateUrl: "u", parameters: { P: "v" } };
const endpoints: EndpointGroupArgs = { listenerArn: "arn", endpointConfigurations: [{ endpointId: "arn" }] };
const custom: CustomRoutingEndpointGroupArgs = {
    listenerArn: "arn",
    destinationConfigurations: [],
    endpointConfigurations: [{ endpointId: "subnet" }],
};
const origin: VpcOriginArgs = {
    vpcOriginEndpointConfig: {
        arn: "arn",
        name: "n",
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: [], quantity: 0 },
    },
};
const link: VpcLinkArgs = { targetArn: "arn" };
const linkV2: VpcLinkV2Args = { subnetIds: [], securityGroupIds: [] };
const distribution: Pick<DistributionArgs, "origins"> = {
    origins: [
        {
            domainName: "d",
            originId: "o",
            customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "match-viewer",
                originSslProtocols: [],
            },
        },
    ],
};
const range = { fromPort: 1, toPort: 2 };
const verified: EndpointArgs = {
    attachmentType: "vpc",
    endpointType: "cidr",
    verifiedAccessGroupId: "g",
    loadBalancerOptions: { port: 1, portRanges: [range] },
    networkInterfaceOptions: { port: 1, portRanges: [range] },
    rdsOptions: { port: 1 },
    cidrOptions: { cidr: "10.0.0.0/8", portRanges: [range] },
};
const lightsailBalancer: LbArgs = { instancePort: 1 };
const fleet: Pick<FleetArgs, "ec2InboundPermissions"> = {
    ec2InboundPermissions: [{ fromPort: 1, toPort: 2, ipRange: "10.0.0.0/8", protocol: "TCP" }],
};
const interfaceGroup: NetworkInterfaceSecurityGroupAttachmentArgs = {
    networkInterfaceId: "eni",
    securityGroupId: "sg",
};
const networkInterface: NetworkInterfaceArgs = { subnetId: "s", securityGroups: ["sg"] };
const spot: SpotInstanceRequestArgs = { vpcSecurityGroupIds: ["sg"] };
const stackInstances: StackInstancesArgs = { stackSetName: "s", parameterOverrides: { P: "v" } };
const stackSetInstance: StackSetInstanceArgs = { stackSetName: "s", parameterOverrides: { P: "v" } };
const product: ProvisionedProductArgs = { productId: "p" };
const application: CloudFormationStackArgs = { applicationId: "a", capabilities: [] };

it.each([
    [SecurityGroup, group],
    [DefaultSecurityGroup, defaultGroup],
    [SecurityGroupRule, groupRule],
    [SecurityGroupIngressRule, ingressRule],
    [ManagedPrefixList, list],
    [ManagedPrefixListEntry, listEntry],
    [NetworkAcl, acl],
    [DefaultNetworkAcl, defaultAcl],
    [NetworkAclRule, aclRule],
    [InstancePublicPorts, ports],
    [Cluster, cluster],
    [LoadBalancer, balancer],
    [Listener, listener],
    [ListenerRule, listenerRule],
    [TargetGroup, targetGroup],
    [TargetGroupAttachment, attachment],
    [Alb, balancer],
    [AlbListener, listener],
    [AlbListenerRule, listenerRule],
    [AlbTargetGroup, targetGroup],
    [AlbAttachment, attachment],
    [ClassicLoadBalancer, classic],
    [Instance, instance],
    [VpcEndpointService, service],
    [VpcEndpointServiceAllowedPrinciple, principal],
    [CloudControl, control],
    [Stack, stack],
    [StackSet, stackSet],
    [EndpointGroup, endpoints],
    [CustomRoutingEndpointGroup, custom],
    [VpcOrigin, origin],
    [Distribution, distribution],
    [Endpoint, verified],
    [Lb, lightsailBalancer],
    [Fleet, fleet],
    [NetworkInterfaceSecurityGroupAttachment, interfaceGroup],
    [NetworkInterface, networkInterface],
    [SpotInstanceRequest, spot],
    [StackInstances, stackInstances],
    [StackSetInstance, stackSetInstance],
    [ProvisionedProduct, product],
    [CloudFormationStack, application],
    [VpcLink, link],
    [VpcLinkV2, linkV2],
] as const)("the SDK has %o under a token that is read", (resource, args) => {
    // The SDK declares the token as internal; it is there, and nothing else tells it.
    const token = (resource as unknown as { readonly __pulumiType: string }).__pulumiType;
    expect(RESOURCE_TYPES).toContain(token);
    expect(Object.keys(args).length).toBeGreaterThan(0);
});
