import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import type { Resource, Value } from "../../value.js";
import { relocated } from "../relocated.js";

/** Resources of the Terraform provider: bridged as a whole, `aws:index/securityGroup:SecurityGroup`, or in a module. */
const BRIDGED = /^aws:index\/\w+:(\w+)$/;
const MODULE = /^[\w-]+:tf:aws_(\w+)$/;

/** Terraform's names, without underscores, and the tokens whose fields are the same. */
const TOKENS: ReadonlyMap<string, string> = new Map([
    ["securitygroup", "aws:ec2/securityGroup:SecurityGroup"],
    ["defaultsecuritygroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    ["securitygrouprule", "aws:ec2/securityGroupRule:SecurityGroupRule"],
    ["vpcsecuritygroupingressrule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
    ["ec2managedprefixlist", "aws:ec2/managedPrefixList:ManagedPrefixList"],
    ["ec2managedprefixlistentry", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
    ["networkacl", "aws:ec2/networkAcl:NetworkAcl"],
    ["defaultnetworkacl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"],
    ["networkaclrule", "aws:ec2/networkAclRule:NetworkAclRule"],
    [
        "networkinterfacesgattachment",
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
    ],
    ["instance", "aws:ec2/instance:Instance"],
    ["vpcendpointservice", "aws:ec2/vpcEndpointService:VpcEndpointService"],
    [
        "vpcendpointserviceallowedprincipal",
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
    ],
    ["lightsailinstancepublicports", "aws:lightsail/instancePublicPorts:InstancePublicPorts"],
    ["lightsaillb", "aws:lightsail/lb:Lb"],
    ["gameliftfleet", "aws:gamelift/fleet:Fleet"],
    ["ekscluster", "aws:eks/cluster:Cluster"],
    ["elb", "aws:elb/loadBalancer:LoadBalancer"],
    ...["lb", "alb"].flatMap((name): readonly (readonly [string, string])[] => [
        [name, "aws:lb/loadBalancer:LoadBalancer"],
        [`${name}listener`, "aws:lb/listener:Listener"],
        [`${name}listenerrule`, "aws:lb/listenerRule:ListenerRule"],
        [`${name}targetgroup`, "aws:lb/targetGroup:TargetGroup"],
        [`${name}targetgroupattachment`, "aws:lb/targetGroupAttachment:TargetGroupAttachment"],
    ]),
    ["cloudcontrolapiresource", "aws:cloudcontrol/resource:Resource"],
    ["cloudformationstack", "aws:cloudformation/stack:Stack"],
    ["cloudformationstackset", "aws:cloudformation/stackSet:StackSet"],
    ["cloudformationstackinstances", "aws:cloudformation/stackInstances:StackInstances"],
    ["cloudformationstacksetinstance", "aws:cloudformation/stackSetInstance:StackSetInstance"],
    [
        "serverlessapplicationrepositorycloudformationstack",
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
    ],
    ["servicecatalogprovisionedproduct", "aws:servicecatalog/provisionedProduct:ProvisionedProduct"],
    ["globalacceleratorendpointgroup", "aws:globalaccelerator/endpointGroup:EndpointGroup"],
    [
        "globalacceleratorcustomroutingendpointgroup",
        "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
    ],
    ["cloudfrontvpcorigin", "aws:cloudfront/vpcOrigin:VpcOrigin"],
    ["cloudfrontdistribution", "aws:cloudfront/distribution:Distribution"],
    ["verifiedaccessendpoint", "aws:verifiedaccess/endpoint:Endpoint"],
    ["apigatewayvpclink", "aws:apigateway/vpcLink:VpcLink"],
    ["apigatewayv2vpclink", "aws:apigatewayv2/vpcLink:VpcLink"],
    ["networkfirewallfirewall", "aws:networkfirewall/firewall:Firewall"],
    ["networkfirewallfirewallpolicy", "aws:networkfirewall/firewallPolicy:FirewallPolicy"],
    ["networkfirewallrulegroup", "aws:networkfirewall/ruleGroup:RuleGroup"],
]);

/** Blocks that Pulumi's own provider calls otherwise: its bridge makes plurals of lists, and modules keep the singular. */
const RENAMED: ReadonlyMap<string, string> = new Map([
    ["ingresses", "ingress"],
    ["entry", "entries"],
    ["portInfo", "portInfos"],
    ["ec2InboundPermission", "ec2InboundPermissions"],
    ["listener", "listeners"],
    ["defaultAction", "defaultActions"],
    ["action", "actions"],
    ["condition", "conditions"],
    ["origin", "origins"],
    ["vpcConfigs", "vpcConfig"],
]);

/** The reader of a type of the Terraform provider, among the readers by token; undefined for every other one. */
export function terraformReader(type: string, readers: ReadonlyMap<string, Reader>): Reader | undefined {
    const name = (BRIDGED.exec(type) ?? MODULE.exec(type))?.[1];
    const token = name === undefined ? undefined : TOKENS.get(name.replaceAll("_", "").toLowerCase());
    const reader = token === undefined ? undefined : readers.get(token);
    return token && reader ? (resource, nested) => readRenamed(resource, token, reader, nested) : undefined;
}

function readRenamed(
    resource: Resource,
    token: string,
    reader: Reader,
    nested: NestedReader | undefined,
): readonly Contribution[] {
    const names = new Map(Object.keys(resource.properties).map((key) => [renamed(key, token), key]));
    const moved = (path: string) => {
        const property = /^[^.[]*/.exec(path)?.[0] ?? "";
        return `${names.get(property) ?? property}${path.slice(property.length)}`;
    };
    const inner: Resource = {
        ...resource,
        type: token,
        properties: rekeyed(resource.properties, token),
        ...(resource.propertyDependencies === undefined
            ? {}
            : { propertyDependencies: rekeyed(resource.propertyDependencies, token) }),
    };
    return reader(inner, nested).map((contribution) => relocated(contribution, moved));
}

/** An entry of a network ACL has an `action` of its own, which is no block. */
function renamed(key: string, token: string): string {
    const camel = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const isBlock = camel !== "action" || token === "aws:lb/listenerRule:ListenerRule";
    return (isBlock ? RENAMED.get(camel) : undefined) ?? key;
}

function rekeyed<T extends Value | readonly string[]>(
    record: { readonly [key: string]: T },
    token: string,
): { readonly [key: string]: T } {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [renamed(key, token), value]));
}
