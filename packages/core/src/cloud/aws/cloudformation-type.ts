/** Types of CloudFormation that decide who gets in, and the tokens whose fields are the same. */
const TOKENS: ReadonlyMap<string, string> = new Map([
    ["AWS::EC2::SecurityGroup", "aws-native:ec2:SecurityGroup"],
    ["AWS::EC2::SecurityGroupIngress", "aws-native:ec2:SecurityGroupIngress"],
    ["AWS::EC2::PrefixList", "aws-native:ec2:PrefixList"],
    ["AWS::EC2::NetworkAcl", "aws-native:ec2:NetworkAcl"],
    ["AWS::EC2::NetworkAclEntry", "aws-native:ec2:NetworkAclEntry"],
    ["AWS::EC2::VPCEndpointService", "aws-native:ec2:VpcEndpointService"],
    ["AWS::EC2::VPCEndpointServicePermissions", "aws-native:ec2:VpcEndpointServicePermissions"],
    ["AWS::EC2::Instance", "aws-native:ec2:Instance"],
    ["AWS::EKS::Cluster", "aws-native:eks:Cluster"],
    ["AWS::ElasticLoadBalancing::LoadBalancer", "aws-native:elasticloadbalancing:LoadBalancer"],
    ["AWS::ElasticLoadBalancingV2::LoadBalancer", "aws-native:elasticloadbalancingv2:LoadBalancer"],
    ["AWS::ElasticLoadBalancingV2::Listener", "aws-native:elasticloadbalancingv2:Listener"],
    ["AWS::ElasticLoadBalancingV2::ListenerRule", "aws-native:elasticloadbalancingv2:ListenerRule"],
    ["AWS::ElasticLoadBalancingV2::TargetGroup", "aws-native:elasticloadbalancingv2:TargetGroup"],
    ["AWS::Lightsail::Instance", "aws-native:lightsail:Instance"],
    ["AWS::Lightsail::LoadBalancer", "aws-native:lightsail:LoadBalancer"],
    ["AWS::GameLift::Fleet", "aws-native:gamelift:Fleet"],
    ["AWS::GameLift::ContainerFleet", "aws-native:gamelift:ContainerFleet"],
    ["AWS::EC2::IPAMPrefixListResolverTarget", "aws-native:ec2:IpamPrefixListResolverTarget"],
    ["AWS::EC2::VerifiedAccessEndpoint", "aws-native:ec2:VerifiedAccessEndpoint"],
    ["AWS::CloudFront::Distribution", "aws-native:cloudfront:Distribution"],
    [
        "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
        "aws-native:servicecatalog:CloudFormationProvisionedProduct",
    ],
    ["AWS::GlobalAccelerator::EndpointGroup", "aws-native:globalaccelerator:EndpointGroup"],
    ["AWS::CloudFront::VpcOrigin", "aws-native:cloudfront:VpcOrigin"],
    ["AWS::ApiGateway::VpcLink", "aws-native:apigateway:VpcLink"],
    ["AWS::ApiGatewayV2::VpcLink", "aws-native:apigatewayv2:VpcLink"],
    ["AWS::CloudFormation::Stack", "aws-native:cloudformation:Stack"],
    ["AWS::CloudFormation::StackSet", "aws-native:cloudformation:StackSet"],
]);

/** The token of a CloudFormation type; undefined for a type that lets nobody in. */
export function tokenOf(type: string | undefined): string | undefined {
    return type === undefined ? undefined : TOKENS.get(type);
}

/** True for a type that stands for resources kept in a registry. */
export function isModule(type: string | undefined): boolean {
    return type !== undefined && (type.endsWith("::MODULE") || type === "AWS::Serverless::Application");
}

/** True where a text may write something that lets somebody in: one of the types, or a part that comes from elsewhere. */
export function namesFirewall(text: string): boolean {
    return (
        /Fn::Transform|AWS::Include|::MODULE\b|AWS::Serverless::Application/.test(text) ||
        [...TOKENS.keys()].some((type) => text.includes(type))
    );
}
