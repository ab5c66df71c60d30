import { expect, it } from "vitest";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret, type Value } from "../../../src/value.js";
import { judgeStack, type Properties, part, resource, U, type Verdict } from "./judge.js";

const STACK = "aws:cloudformation/stack:Stack";
const CONTROL = "aws:cloudcontrol/resource:Resource";
const EXTENSION = "aws-native:index:ExtensionResource";

const OPEN = { IpProtocol: "tcp", FromPort: 6443, ToPort: 6443, CidrIp: "0.0.0.0/0" };
const group = (...ingress: readonly Value[]) => ({
    Type: "AWS::EC2::SecurityGroup",
    Properties: { SecurityGroupIngress: ingress },
});

/** A stack with these resources in its template, and what else the template has. */
const stack = (resources: Properties, more: Properties = {}, properties: Properties = {}) =>
    part(STACK, "stack", { templateBody: JSON.stringify({ ...more, Resources: resources }), ...properties });
const control = (type: string, state: Value) =>
    part(CONTROL, "control", {
        typeName: type,
        desiredState: typeof state === "string" ? state : JSON.stringify(state),
    });

/** A verdict, and whether something is said to be unread. */
const rows: readonly (readonly [string, Resource, Verdict, "said" | "silent"])[] = [
    ["template: open security group", stack({ G: group(OPEN) }), "open", "silent"],
    ["template: closed security group", stack({ G: group({ ...OPEN, CidrIp: "10.0.0.0/8" }) }), "closed", "silent"],
    ["template: ports as text", stack({ G: group({ ...OPEN, FromPort: "6000", ToPort: "7000" }) }), "open", "silent"],
    [
        "template: a value from a resource",
        stack({ G: group({ ...OPEN, CidrIp: { Ref: "Address" } }) }),
        "undecided",
        "silent",
    ],
    [
        "template: a value from a function",
        stack({ G: group({ ...OPEN, CidrIp: { "Fn::Select": [0, ["x/32"]] } }) }),
        "undecided",
        "silent",
    ],
    [
        "template: nothing in the place of a value",
        stack({ G: group({ ...OPEN, CidrIp: { Ref: "AWS::NoValue" }, SourceSecurityGroupId: "sg-1" }) }),
        "closed",
        "silent",
    ],
    [
        "template: a parameter with a default",
        stack(
            { G: group({ ...OPEN, CidrIp: { Ref: "P" } }) },
            { Parameters: { P: { Type: "String", Default: "0.0.0.0/0" } } },
        ),
        "open",
        "silent",
    ],
    [
        "template: a parameter that the stack gives",
        stack(
            { G: group({ ...OPEN, CidrIp: { Ref: "P" } }) },
            { Parameters: { P: { Type: "String", Default: "0.0.0.0/0" } } },
            { parameters: { P: "10.0.0.0/8" } },
        ),
        "closed",
        "silent",
    ],
    [
        "template: a parameter not known yet",
        stack(
            { G: group({ ...OPEN, CidrIp: { Ref: "P" } }) },
            { Parameters: { P: { Type: "String", Default: "10.0.0.0/8" } } },
            { parameters: { P: U } },
        ),
        "undecided",
        "silent",
    ],
    [
        "template: a list parameter",
        stack(
            { G: group({ ...OPEN, CidrIp: { Ref: "P" } }) },
            { Parameters: { P: { Type: "CommaDelimitedList", Default: "10.0.0.0/8" } } },
        ),
        "undecided",
        "silent",
    ],
    [
        "template: a condition on the resource",
        stack({ G: { ...group(OPEN), Condition: "Wanted" } }),
        "undecided",
        "silent",
    ],
    [
        "template: a list behind a condition",
        stack({
            G: {
                Type: "AWS::EC2::SecurityGroup",
                Properties: { SecurityGroupIngress: { "Fn::If": ["A", [OPEN], []] } },
            },
        }),
        "undecided",
        "silent",
    ],
    [
        "template: stand-alone ingress",
        stack({ I: { Type: "AWS::EC2::SecurityGroupIngress", Properties: { ...OPEN, GroupId: { Ref: "G" } } } }),
        "open",
        "silent",
    ],
    [
        "template: group and stand-alone ingress add up",
        stack({
            G: group({ ...OPEN, CidrIp: "8.0.0.0/13" }),
            I: {
                Type: "AWS::EC2::SecurityGroupIngress",
                Properties: { ...OPEN, CidrIp: "8.8.0.0/13", GroupId: { "Fn::GetAtt": ["G", "GroupId"] } },
            },
        }),
        "open",
        "silent",
    ],
    [
        "template: parts of two groups do not add up",
        stack({
            G: group({ ...OPEN, CidrIp: "8.0.0.0/13" }),
            H: group(),
            I: {
                Type: "AWS::EC2::SecurityGroupIngress",
                Properties: { ...OPEN, CidrIp: "8.8.0.0/13", GroupId: { "Fn::GetAtt": "H.GroupId" } },
            },
        }),
        "closed",
        "silent",
    ],
    [
        "template: prefix list inside",
        stack({
            L: { Type: "AWS::EC2::PrefixList", Properties: { Entries: [{ Cidr: "0.0.0.0/0" }] } },
            G: group({ ...OPEN, CidrIp: undefined, SourcePrefixListId: { Ref: "L" } }),
        }),
        "open",
        "silent",
    ],
    [
        "template: EKS cluster",
        stack({
            C: {
                Type: "AWS::EKS::Cluster",
                Properties: { ResourcesVpcConfig: { PublicAccessCidrs: ["10.0.0.0/8"], EndpointPublicAccess: true } },
            },
        }),
        "closed",
        "silent",
    ],
    [
        "template: EKS cluster open by default",
        stack({ C: { Type: "AWS::EKS::Cluster", Properties: { ResourcesVpcConfig: { SubnetIds: [] } } } }),
        "open",
        "silent",
    ],
    [
        "template: network ACL entries in order",
        stack({ A: { Type: "AWS::EC2::NetworkAcl", Properties: {} }, D: entry(100, "deny"), E: entry(200, "allow") }),
        "closed",
        "silent",
    ],
    [
        "template: network ACL entries, allow first",
        stack({ A: { Type: "AWS::EC2::NetworkAcl", Properties: {} }, D: entry(100, "deny"), E: entry(50, "allow") }),
        "open",
        "silent",
    ],
    ["template: load balancer", stack(balancer("internet-facing")), "open", "silent"],
    ["template: internal load balancer", stack(balancer("internal")), "closed", "silent"],
    ["template: types that let nobody in", stack({ B: { Type: "AWS::S3::Bucket" } }), "closed", "silent"],
    [
        "template: properties not known",
        stack({ G: { Type: "AWS::EC2::SecurityGroup", Properties: { Ref: "X" } } }),
        "closed",
        "said",
    ],
    [
        "template: a loop over firewalls",
        stack({ "Fn::ForEach::G": ["X", ["a"], { GX: group(OPEN) }] }),
        "closed",
        "said",
    ],
    [
        "template: a loop over other things",
        stack({ "Fn::ForEach::B": ["X", ["a"], { BX: { Type: "AWS::S3::Bucket" } }] }),
        "closed",
        "silent",
    ],
    [
        "template: a macro of one's own",
        stack({ B: { Type: "AWS::S3::Bucket" } }, { Transform: ["AWS::Serverless-2016-10-31", "Mine"] }),
        "closed",
        "said",
    ],
    ["template by URL", part(STACK, "stack", { templateUrl: "https://bucket.s3.amazonaws.com/x" }), "closed", "said"],
    ["template not known yet", part(STACK, "stack", { templateBody: U }), "closed", "said"],
    ["template as YAML", part(STACK, "stack", { templateBody: yaml("0.0.0.0/0") }), "open", "silent"],
    ["template as YAML, closed", part(STACK, "stack", { templateBody: yaml("10.0.0.0/8") }), "closed", "silent"],
    [
        "template as YAML with a short function",
        part(STACK, "stack", { templateBody: yaml("!Ref Office") }),
        "undecided",
        "silent",
    ],
    [
        "template as YAML that is not plain",
        part(STACK, "stack", { templateBody: yaml("&x 0.0.0.0/0") }),
        "closed",
        "said",
    ],
    [
        "template that is neither and names no firewall",
        part(STACK, "stack", { templateBody: "a: &x AWS::S3::Bucket" }),
        "closed",
        "silent",
    ],
    [
        "template that is neither and names no type at all",
        part(STACK, "stack", { templateBody: "a: &x 1" }),
        "closed",
        "said",
    ],
    [
        "template of a stack set",
        { ...stack({ G: group(OPEN) }), type: "aws:cloudformation/stackSet:StackSet" },
        "open",
        "silent",
    ],
    [
        "template as an object",
        part("aws-native:cloudformation:Stack", "stack", { templateBody: { Resources: { G: group(OPEN) } } }),
        "open",
        "silent",
    ],
    [
        "template in a template, by URL",
        stack({ S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://x" } } }),
        "closed",
        "said",
    ],
    [
        "Cloud Control: open group",
        control("AWS::EC2::SecurityGroup", { SecurityGroupIngress: [OPEN] }),
        "open",
        "silent",
    ],
    ["Cloud Control: closed group", control("AWS::EC2::SecurityGroup", {}), "closed", "silent"],
    [
        "Cloud Control: EKS",
        control("AWS::EKS::Cluster", { ResourcesVpcConfig: { EndpointPublicAccess: false } }),
        "closed",
        "silent",
    ],
    ["Cloud Control: another type", control("AWS::S3::Bucket", "x"), "closed", "silent"],
    ["Cloud Control: not JSON", control("AWS::EC2::SecurityGroup", "x: y"), "closed", "said"],
    ["Cloud Control: JSON of no object", control("AWS::EC2::SecurityGroup", "[1]"), "closed", "said"],
    [
        "Cloud Control: state not known yet",
        part(CONTROL, "c", { typeName: "AWS::EC2::SecurityGroup", desiredState: U }),
        "closed",
        "said",
    ],
    ["Cloud Control: type not known yet", part(CONTROL, "c", { typeName: U, desiredState: "{}" }), "closed", "said"],
    [
        "ExtensionResource: open group",
        part(EXTENSION, "e", { type: "AWS::EC2::SecurityGroup", properties: { SecurityGroupIngress: [OPEN] } }),
        "open",
        "silent",
    ],
    [
        "ExtensionResource: a value not known yet",
        part(EXTENSION, "e", {
            type: "AWS::EC2::SecurityGroup",
            properties: { SecurityGroupIngress: [{ ...OPEN, CidrIp: U }] },
        }),
        "undecided",
        "silent",
    ],
    [
        "ExtensionResource: all of it not known yet",
        part(EXTENSION, "e", { type: "AWS::EC2::SecurityGroup", properties: U }),
        "closed",
        "said",
    ],
    [
        "ExtensionResource: a third party's type",
        part(EXTENSION, "e", { type: "Third::Party::Thing", properties: U }),
        "closed",
        "silent",
    ],
];

function entry(number: number, action: string) {
    return {
        Type: "AWS::EC2::NetworkAclEntry",
        Properties: {
            NetworkAclId: { Ref: "A" },
            RuleNumber: number,
            RuleAction: action,
            Protocol: 6,
            PortRange: { From: 6443, To: 6443 },
            CidrBlock: "0.0.0.0/0",
        },
    };
}

function balancer(scheme: string) {
    const to = [{ Type: "forward", TargetGroupArn: { Ref: "T" } }];
    return {
        B: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: "network", Scheme: scheme } },
        T: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 6443, TargetType: "ip" } },
        L: {
            Type: "AWS::ElasticLoadBalancingV2::Listener",
            Properties: { LoadBalancerArn: { Ref: "B" }, Port: 443, Protocol: "TCP", DefaultActions: to },
        },
    };
}

function yaml(cidr: string): string {
    return [
        "AWSTemplateFormatVersion: '2010-09-09'",
        "Resources:",
        "  Group:",
        "    Type: AWS::EC2::SecurityGroup",
        "    Properties:",
        "      GroupDescription: API server # for people",
        "      SecurityGroupIngress:",
        "      - IpProtocol: tcp",
        "        FromPort: 6443",
        "        ToPort: 6443",
        `        CidrIp: ${cidr}`,
    ].join("\n");
}

it.each(rows)("%s", (_, carrier, verdict, voice) => {
    expect(judgeStack([carrier])).toBe(verdict);
    const notes = composeFirewalls([carrier]).flatMap((firewall) => firewall.notes);
    expect(notes.map(({ code, weight, resource: urn }) => ({ code, weight, urn }))).toEqual(
        voice === "said" ? [{ code: "template-not-read", weight: "advisory", urn: carrier.urn }] : [],
    );
});

it("names the place in the template", () => {
    const [firewall] = composeFirewalls([stack({ G: group(OPEN) })]);
    expect(firewall?.rules[0]?.at).toBe("templateBody.Resources.G.Properties.SecurityGroupIngress[0]");
});

it("comes to an end with an object that contains itself in several places", () => {
    const ring: { [key: string]: Value } = { ...OPEN };
    for (const key of ["a", "b", "c"]) ring[key] = ring;
    const carrier = part(EXTENSION, "e", {
        type: "AWS::EC2::SecurityGroup",
        properties: { SecurityGroupIngress: [ring] },
    });
    expect(judgeStack([carrier])).toBe("open");
});

it("prints nothing of a secret template", () => {
    const secret = resource(STACK, { templateBody: new Secret(JSON.stringify({ Resources: { G: group(OPEN) } })) });
    const [firewall] = composeFirewalls([secret]);
    expect(exposure(reach(firewall?.rules ?? [], tcp(6443))).verdict).toBe("open");
    expect(JSON.stringify(firewall)).not.toContain("0.0.0.0/0");
});

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

const relays: readonly (readonly [string, Resource, boolean])[] = [
    ["Global Accelerator", part("aws:globalaccelerator/endpointGroup:EndpointGroup", "r", {}), true],
    [
        "custom routing",
        part("aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup", "r", {}),
        true,
    ],
    ["API Gateway VPC link", part("aws:apigateway/vpcLink:VpcLink", "r", { targetArn: "arn:nlb" }), true],
    ["API Gateway v2 VPC link", part("aws:apigatewayv2/vpcLink:VpcLink", "r", { subnetIds: ["s"] }), true],
    ["CloudFront VPC origin at the port", origin({ httpPort: 80, httpsPort: 6443 }), true],
    ["CloudFront VPC origin at other ports", origin({ httpPort: 80, httpsPort: 443 }), false],
    ["CloudFront VPC origin at unknown ports", origin({ httpPort: 80, httpsPort: U }), true],
    [
        "CloudFront VPC origin not known yet",
        part("aws:cloudfront/vpcOrigin:VpcOrigin", "r", { vpcOriginEndpointConfig: U }),
        true,
    ],
    ["CloudFront distribution whose origin has the port", distribution({ httpPort: 80, httpsPort: 6443 }), true],
    ["CloudFront distribution of other ports", distribution({ httpPort: 80, httpsPort: 443 }), false],
    [
        "CloudFront distribution that never uses the port",
        distribution({ httpPort: 6443, httpsPort: 443, originProtocolPolicy: "https-only" }),
        false,
    ],
    ["CloudFront distribution of ports not known", distribution({ httpPort: 80, httpsPort: U }), true],
    ["CloudFront distribution of buckets", part(DISTRIBUTION, "r", { origins: [{ domainName: "b" }] }), false],
    ["CloudFront distribution, origins not known", part(DISTRIBUTION, "r", { origins: U }), true],
    [
        "CloudFront distribution of aws-native",
        part("aws-native:cloudfront:Distribution", "r", {
            distributionConfig: { origins: [{ customOriginConfig: { httpsPort: 6443 } }] },
        }),
        true,
    ],
    [
        "CloudFront distribution of aws-native, not known yet",
        part("aws-native:cloudfront:Distribution", "r", { distributionConfig: U }),
        true,
    ],
    ["Verified Access endpoint of the port", verified({ loadBalancerOptions: { port: 6443 } }), true],
    ["Verified Access endpoint of another port", verified({ networkInterfaceOptions: { port: 443 } }), false],
    [
        "Verified Access endpoint of a range",
        verified({ cidrOptions: { cidr: "10.0.0.0/8", portRanges: [{ fromPort: 6000, toPort: 7000 }] } }),
        true,
    ],
    ["Verified Access endpoint without a port", verified({ loadBalancerOptions: { protocol: "https" } }), true],
];

function distribution(ports: Properties): Resource {
    const customOriginConfig = { originProtocolPolicy: "match-viewer", ...ports };
    return part(DISTRIBUTION, "r", { origins: [{ domainName: "d", originId: "o", customOriginConfig }] });
}

function verified(options: Properties): Resource {
    return part("aws:verifiedaccess/endpoint:Endpoint", "r", options);
}

function origin(ports: Properties): Resource {
    return part("aws:cloudfront/vpcOrigin:VpcOrigin", "r", { vpcOriginEndpointConfig: { arn: "arn:alb", ...ports } });
}

it.each(relays)("relay: %s", (_, relay, visible) => {
    const notes = composeFirewalls([relay]).flatMap((firewall) => firewall.notes);
    const heard = notes.filter((note) => note.ports?.contains(6443) ?? true);
    expect(heard.map(({ code, weight }) => ({ code, weight }))).toEqual(
        visible ? [{ code: "relay", weight: "advisory" }] : [],
    );
    expect(judgeStack([relay])).toBe("closed");
});
