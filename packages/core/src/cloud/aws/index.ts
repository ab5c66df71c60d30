import { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { readCloudControl, readExtension } from "./cloud-control.js";
import { readCatalogued, readCloudFormation, readNativeStackSet, readStackInstances } from "./cloudformation-stack.js";
import { composeLoadBalancer } from "./compose-load-balancer.js";
import { composeNetworkAcls, NETWORK_ACL_COMPOSER } from "./compose-network-acl.js";
import { readEksCluster, readNativeEksCluster } from "./eks-cluster.js";
import { readEndpointPermissions, readEndpointPrincipal, readEndpointService } from "./endpoint-service.js";
import { readContainerFleet, readFleet } from "./fleet.js";
import { readInstancePublicPorts, readNativeLightsailInstance } from "./lightsail.js";
import { readLightsailLoadBalancer } from "./lightsail-load-balancer.js";
import { readListener, readListenerRule } from "./listener.js";
import {
    readClassicLoadBalancer,
    readLoadBalancer,
    readNativeClassicLoadBalancer,
    readNativeLoadBalancer,
} from "./load-balancer.js";
import { LOAD_BALANCER_COMPOSER } from "./load-balancer-part.js";
import { readNativeSecurityGroup, readNativeSecurityGroupIngress } from "./native-security-group.js";
import { readDefaultNetworkAcl, readNetworkAcl } from "./network-acl.js";
import { readNativeNetworkAclEntry, readNetworkAclRule } from "./network-acl-rule.js";
import { readPrefixList, readPrefixListEntry, readPrefixListResolver } from "./prefix-list.js";
import type { PropertyReader } from "./reader.js";
import {
    readAcceleratorEndpoints,
    readDistribution,
    readNativeDistribution,
    readVerifiedAccess,
    readVpcLink,
    readVpcOrigin,
} from "./relay.js";
import { readDefaultSecurityGroup, readSecurityGroup } from "./security-group.js";
import { readSecurityGroupIngressRule } from "./security-group-ingress-rule.js";
import { readSecurityGroupRule } from "./security-group-rule.js";
import {
    readInstance,
    readInterfaceGroup,
    readNativeInstance,
    readNativeTargetGroup,
    readNetworkInterface,
    readTargetGroup,
    readTargetGroupAttachment,
} from "./target-group.js";
import { terraformReader } from "./terraform.js";

/** The two modules of the second generation of load balancers, and the names they had before. */
const LOAD_BALANCER_MODULES = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];

const LOAD_BALANCERS = LOAD_BALANCER_MODULES.flatMap((module): readonly (readonly [string, PropertyReader])[] => [
    [`aws:${module}/loadBalancer:LoadBalancer`, readLoadBalancer],
    [`aws:${module}/listener:Listener`, readListener],
    [`aws:${module}/listenerRule:ListenerRule`, readListenerRule],
    [`aws:${module}/targetGroup:TargetGroup`, readTargetGroup],
    [`aws:${module}/targetGroupAttachment:TargetGroupAttachment`, readTargetGroupAttachment],
]);

/** Network Firewall stands behind what groups let in: it takes away from that, and adds nothing. */
const NARROWING: readonly string[] = [
    "aws:networkfirewall/firewall:Firewall",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    "aws:networkfirewall/ruleGroup:RuleGroup",
    "aws-native:networkfirewall:Firewall",
    "aws-native:networkfirewall:FirewallPolicy",
    "aws-native:networkfirewall:RuleGroup",
];

const BY_TYPE: readonly (readonly [string, PropertyReader])[] = [
    ["aws:ec2/securityGroup:SecurityGroup", readSecurityGroup],
    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", readDefaultSecurityGroup],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", readSecurityGroupRule],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", readSecurityGroupIngressRule],
    ["aws:ec2/managedPrefixList:ManagedPrefixList", readPrefixList],
    ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", readPrefixListEntry],
    ["aws:ec2/networkAcl:NetworkAcl", readNetworkAcl],
    ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", readDefaultNetworkAcl],
    ["aws:ec2/networkAclRule:NetworkAclRule", readNetworkAclRule],
    ["aws:lightsail/instancePublicPorts:InstancePublicPorts", readInstancePublicPorts],
    ["aws:lightsail/lb:Lb", readLightsailLoadBalancer],
    ["aws:gamelift/fleet:Fleet", readFleet],
    ["aws:eks/cluster:Cluster", readEksCluster],
    ...LOAD_BALANCERS,
    ["aws:elb/loadBalancer:LoadBalancer", readClassicLoadBalancer],
    ["aws:elasticloadbalancing/loadBalancer:LoadBalancer", readClassicLoadBalancer],
    ["aws:ec2/instance:Instance", readInstance],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", readInstance],
    ["aws:ec2/networkInterface:NetworkInterface", readNetworkInterface],
    ["aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment", readInterfaceGroup],
    ["aws:ec2/vpcEndpointService:VpcEndpointService", readEndpointService],
    ["aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple", readEndpointPrincipal],
    ["aws-native:ec2:SecurityGroup", readNativeSecurityGroup],
    ["aws-native:ec2:SecurityGroupIngress", readNativeSecurityGroupIngress],
    ["aws-native:ec2:PrefixList", readPrefixList],
    ["aws-native:ec2:NetworkAcl", readNetworkAcl],
    ["aws-native:ec2:NetworkAclEntry", readNativeNetworkAclEntry],
    ["aws-native:ec2:IpamPrefixListResolverTarget", readPrefixListResolver],
    ["aws-native:lightsail:Instance", readNativeLightsailInstance],
    ["aws-native:lightsail:LoadBalancer", readLightsailLoadBalancer],
    ["aws-native:gamelift:Fleet", readFleet],
    ["aws-native:gamelift:ContainerFleet", readContainerFleet],
    ["aws-native:ec2:Instance", readNativeInstance],
    ["aws-native:elasticloadbalancingv2:LoadBalancer", readNativeLoadBalancer],
    ["aws-native:elasticloadbalancingv2:Listener", readListener],
    ["aws-native:elasticloadbalancingv2:ListenerRule", readListenerRule],
    ["aws-native:elasticloadbalancingv2:TargetGroup", readNativeTargetGroup],
    ["aws-native:elasticloadbalancing:LoadBalancer", readNativeClassicLoadBalancer],
    ["aws-native:eks:Cluster", readNativeEksCluster],
    ["aws-native:ec2:VpcEndpointService", readEndpointService],
    ["aws-native:ec2:VpcEndpointServicePermissions", readEndpointPermissions],
    ["aws:cloudcontrol/resource:Resource", readCloudControl],
    ["aws-native:index:ExtensionResource", readExtension],
    ["aws:cloudformation/stack:Stack", readCloudFormation],
    ["aws:cloudformation/stackSet:StackSet", readCloudFormation],
    ["aws-native:cloudformation:Stack", readCloudFormation],
    ["aws:cloudformation/stackSetInstance:StackSetInstance", readStackInstances],
    ["aws:cloudformation/stackInstances:StackInstances", readStackInstances],
    ["aws-native:cloudformation:StackSet", readNativeStackSet],
    ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", readCatalogued],
    ["aws:serverlessrepository/cloudFormationStack:CloudFormationStack", readCatalogued],
    ["aws-native:servicecatalog:CloudFormationProvisionedProduct", readCatalogued],
    ["aws:globalaccelerator/endpointGroup:EndpointGroup", readAcceleratorEndpoints],
    ["aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup", readAcceleratorEndpoints],
    ["aws-native:globalaccelerator:EndpointGroup", readAcceleratorEndpoints],
    ["aws:cloudfront/vpcOrigin:VpcOrigin", readVpcOrigin],
    ["aws-native:cloudfront:VpcOrigin", readVpcOrigin],
    ["aws:cloudfront/distribution:Distribution", readDistribution],
    ["aws-native:cloudfront:Distribution", readNativeDistribution],
    ["aws:verifiedaccess/endpoint:Endpoint", readVerifiedAccess],
    ["aws-native:ec2:VerifiedAccessEndpoint", readVerifiedAccess],
    ["aws:apigateway/vpcLink:VpcLink", readVpcLink],
    ["aws:apigatewayv2/vpcLink:VpcLink", readVpcLink],
    ["aws-native:apigateway:VpcLink", readVpcLink],
    ["aws-native:apigatewayv2:VpcLink", readVpcLink],
    ...NARROWING.map((type): readonly [string, PropertyReader] => [type, () => []]),
];

/** Types whose resources only ever have a say in an order, by priority or number. */
export const ORDERED_TYPES: readonly string[] = [
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws-native:ec2:NetworkAcl",
    "aws-native:ec2:NetworkAclEntry",
];

/** The readers of AWS, by type token. */
export const readers: ReadonlyMap<string, Reader> = new Map(
    BY_TYPE.map(([type, read]): [string, Reader] => [
        type,
        (resource, nested) => read(resource, new Field(resource.properties, ""), nested),
    ]),
);

/** The reader of a token that comes from Terraform's own provider. */
export function readerForToken(type: string): Reader | undefined {
    return terraformReader(type, readers);
}

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** Makes firewalls of parts where the plain way does not fit. */
export const composers: Readonly<Record<string, Composer>> = {
    [LOAD_BALANCER_COMPOSER]: composeLoadBalancer,
    [NETWORK_ACL_COMPOSER]: composeNetworkAcls,
};

/** The rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return (readers.get(resource.type)?.(resource) ?? []).flatMap((contribution) => contribution.rules);
}
