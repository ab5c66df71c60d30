import { describe, expect, it } from "vitest";
import type { Note } from "../../src/stack/contribution.js";
import { type Given, judge, U, type Verdict, verdictOn } from "../corpus.js";
import { securityGroup } from "../given/aws.js";

const ANYONE = "0.0.0.0/0";
const SMALL = "198.51.100.0/24";

/** An open security group as CloudFormation and Cloud Control write it. */
const open = (cidr: string) => ({
    GroupDescription: "api",
    SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 6443, ToPort: 6443, CidrIp: cidr }],
});
const template = (cidr: string) => ({
    Resources: { Group: { Type: "AWS::EC2::SecurityGroup", Properties: open(cidr) } },
});
const stack = (props: Given["props"]): Given => ({ type: "aws:cloudformation/stack:Stack", props });
const object = (kind: string, apiVersion: string, spec: Given["props"], more: Given["props"] = {}): Given => ({
    type: `kubernetes:${apiVersion}:${kind}`,
    props: { apiVersion, kind, metadata: { name: "one" }, spec, ...more },
});

/** What can be said of a firewall inside something else: refused, judged to be fine, or not to be seen. */
type Answer = Verdict | "visible" | "silence";

function answerOn(given: readonly Given[]): Answer {
    const verdict = verdictOn(given);
    if (verdict === "violation") return verdict;
    const judged = judge(given);
    const notes = judged.flatMap(({ firewall }) => firewall.notes.filter(concernsPort));
    if (notes.length > 0 || judged.some(({ found }) => found.verdict === "undecided")) return "visible";
    const says = judged.some(({ firewall }) => firewall.rules.length > 0);
    return says ? verdict : "silence";
}

function concernsPort({ ports }: Note): boolean {
    return ports === undefined || ports.contains(6443);
}

type Row = readonly [row: string, answer: Answer, given: readonly Given[]];

const CARRIERS: readonly Row[] = [
    [
        "Cloud Control desiredState: parsed",
        "violation",
        [
            {
                type: "aws:cloudcontrol/resource:Resource",
                props: { typeName: "AWS::EC2::SecurityGroup", desiredState: JSON.stringify(open(ANYONE)) },
            },
        ],
    ],
    [
        "Cloud Control desiredState: unparsable",
        "visible",
        [
            {
                type: "aws:cloudcontrol/resource:Resource",
                props: { typeName: "AWS::EC2::SecurityGroup", desiredState: "{" },
            },
        ],
    ],
    ["CloudFormation templateBody: JSON", "violation", [stack({ templateBody: JSON.stringify(template(ANYONE)) })]],
    [
        "CloudFormation templateBody: judged, not refused",
        "ok",
        [stack({ templateBody: JSON.stringify(template(SMALL)) })],
    ],
    [
        "CloudFormation templateBody: YAML",
        "violation",
        [
            stack({
                templateBody: [
                    "Resources:",
                    "  Group:",
                    "    Type: AWS::EC2::SecurityGroup",
                    "    Properties:",
                    "      GroupDescription: api",
                    "      SecurityGroupIngress:",
                    "        - IpProtocol: tcp",
                    "          FromPort: 6443",
                    "          ToPort: 6443",
                    '          CidrIp: "0.0.0.0/0"',
                    "",
                ].join("\n"),
            }),
        ],
    ],
    [
        "CloudFormation templateBody: unparsable",
        "visible",
        [stack({ templateBody: "Resources: [AWS::EC2::SecurityGroup" })],
    ],
    ["CloudFormation template by URL", "visible", [stack({ templateUrl: "https://s3.example/template" })]],
    [
        "CloudFormation without a firewall type inside: silence",
        "silence",
        [stack({ templateBody: '{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}' })],
    ],
    [
        "ARM template in a Deployment",
        "violation",
        [
            {
                type: "azure-native:resources:Deployment",
                props: {
                    resourceGroupName: "rg",
                    properties: {
                        mode: "Incremental",
                        template: {
                            resources: [
                                {
                                    type: "Microsoft.Network/networkSecurityGroups",
                                    apiVersion: "2023-02-01",
                                    name: "nsg",
                                    properties: {
                                        securityRules: [
                                            {
                                                name: "api",
                                                properties: {
                                                    priority: 100,
                                                    access: "Allow",
                                                    direction: "Inbound",
                                                    protocol: "Tcp",
                                                    sourceAddressPrefix: "*",
                                                    sourcePortRange: "*",
                                                    destinationAddressPrefix: "*",
                                                    destinationPortRange: "6443",
                                                },
                                            },
                                        ],
                                    },
                                },
                            ],
                        },
                    },
                },
            },
        ],
    ],
    [
        "ARM template by URL",
        "visible",
        [
            {
                type: "azure-native:resources:Deployment",
                props: { resourceGroupName: "rg", properties: { templateLink: { uri: "https://example" } } },
            },
        ],
    ],
];

const CUSTOM_RESOURCES: readonly Row[] = [
    [
        "ACK",
        "violation",
        [
            object("SecurityGroup", "ec2.services.k8s.aws/v1alpha1", {
                ingressRules: [{ ipProtocol: "tcp", fromPort: 6443, toPort: 6443, ipRanges: [{ cidrIP: ANYONE }] }],
            }),
        ],
    ],
    [
        "Config Connector",
        "violation",
        [
            object("ComputeFirewall", "compute.cnrm.cloud.google.com/v1beta1", {
                networkRef: { name: "default" },
                allow: [{ protocol: "tcp", ports: ["6443"] }],
                sourceRanges: [ANYONE],
            }),
        ],
    ],
    [
        "Crossplane",
        "violation",
        [
            object("SecurityGroupRule", "ec2.aws.upbound.io/v1beta1", {
                forProvider: {
                    type: "ingress",
                    protocol: "tcp",
                    fromPort: 6443,
                    toPort: 6443,
                    cidrBlocks: [ANYONE],
                    securityGroupId: "sg-1",
                },
            }),
        ],
    ],
    [
        "a firewall of another kind of these groups",
        "visible",
        [object("FirewallPolicyThing", "compute.cnrm.cloud.google.com/v1beta1", {})],
    ],
];

const OTHER_PROVIDERS: readonly Row[] = [
    [
        "a token that looks like a firewall, without a reader",
        "visible",
        [{ type: "acme:network/firewall:Firewall", props: { rules: [{ source: ANYONE }] } }],
    ],
    ["a token whose last part is a security group", "visible", [{ type: "acme:index:SecurityGroup", props: {} }]],
    ["any other token: silence", "silence", [{ type: "acme:storage/bucket:Bucket", props: {} }]],
    [
        "azure-nextgen: the same reader",
        "violation",
        [
            {
                type: "azure-nextgen:network/v20200801:NetworkSecurityGroup",
                props: {
                    resourceGroupName: "rg",
                    networkSecurityGroupName: "nsg",
                    securityRules: [
                        {
                            name: "api",
                            priority: 100,
                            access: "Allow",
                            direction: "Inbound",
                            protocol: "*",
                            sourceAddressPrefix: "*",
                            destinationPortRange: "6443",
                        },
                    ],
                },
            },
        ],
    ],
];

const LB: Given = {
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "lb",
    id: "arn:lb",
    props: { loadBalancerType: "network" },
};
const targets = (props: Given["props"]): Given => ({
    type: "aws:lb/targetGroup:TargetGroup",
    name: "targets",
    id: "arn:tg",
    props: { protocol: "TCP", targetType: "ip", ...props },
});
const listener: Given = {
    type: "aws:lb/listener:Listener",
    name: "listener",
    props: {
        loadBalancerArn: "arn:lb",
        port: 443,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
    },
};

const WAYS_AROUND: readonly Row[] = [
    ["a listener of another port to targets of another port", "ok", [LB, listener, targets({ port: 443 })]],
    [
        "target-group attachment port",
        "violation",
        [
            LB,
            listener,
            targets({ port: 443 }),
            {
                type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
                name: "attachment",
                props: { targetGroupArn: "arn:tg", targetId: "10.0.0.4", port: 6443 },
            },
        ],
    ],
    [
        "load balancer named by an ARN outside the stack: undecided",
        "visible",
        [{ ...listener, props: { ...listener.props, loadBalancerArn: "arn:elsewhere", port: 6443 } }],
    ],
    [
        "ServicePatch",
        "violation",
        [
            {
                type: "kubernetes:core/v1:ServicePatch",
                props: { metadata: { name: "api" }, spec: { type: "LoadBalancer", ports: [{ port: 6443 }] } },
            },
        ],
    ],
    [
        "OpenShiftCluster API visibility",
        "violation",
        [
            {
                type: "azure-native:redhatopenshift:OpenShiftCluster",
                props: { resourceGroupName: "rg", apiserverProfile: { visibility: "Public" } },
            },
        ],
    ],
    [
        "OpenShiftCluster API visibility: Private",
        "silence",
        [
            {
                type: "azure-native:redhatopenshift:OpenShiftCluster",
                props: { resourceGroupName: "rg", apiserverProfile: { visibility: "Private" } },
            },
        ],
    ],
    [
        "conflicting internal annotations on a Service are no proof",
        "violation",
        [
            {
                type: "kubernetes:core/v1:Service",
                props: {
                    metadata: {
                        annotations: {
                            "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
                            "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
                        },
                    },
                    spec: { type: "LoadBalancer", ports: [{ port: 6443 }] },
                },
            },
        ],
    ],
];

const RELAYS: readonly Row[] = [
    [
        "CloudFront VPC origin",
        "visible",
        [
            {
                type: "aws:cloudfront/vpcOrigin:VpcOrigin",
                props: { vpcOriginEndpointConfig: { arn: "arn:lb", httpPort: 80, httpsPort: 6443, name: "api" } },
            },
        ],
    ],
    [
        "Global Accelerator",
        "visible",
        [
            {
                type: "aws:globalaccelerator/endpointGroup:EndpointGroup",
                props: { listenerArn: "arn:listener", endpointConfigurations: [{ endpointId: "arn:elsewhere" }] },
            },
        ],
    ],
    [
        "Private Service Connect open to every tenant",
        "violation",
        [
            {
                type: "gcp:compute/forwardingRule:ForwardingRule",
                name: "front",
                props: { ports: ["6443"], loadBalancingScheme: "INTERNAL" },
            },
            {
                type: "gcp:compute/serviceAttachment:ServiceAttachment",
                props: { connectionPreference: "ACCEPT_AUTOMATIC", targetService: U },
                dependencies: { targetService: ["front"] },
            },
        ],
    ],
    [
        "PrivateLink open to every tenant",
        "violation",
        [
            {
                type: "azure-native:network:LoadBalancer",
                name: "lb",
                props: {
                    resourceGroupName: "rg",
                    loadBalancerName: "lb",
                    frontendIPConfigurations: [{ name: "fe" }],
                    loadBalancingRules: [{ protocol: "Tcp", frontendPort: 443, backendPort: 6443 }],
                },
            },
            {
                type: "azure-native:network:PrivateLinkService",
                props: {
                    resourceGroupName: "rg",
                    visibility: { subscriptions: ["*"] },
                    loadBalancerFrontendIpConfigurations: [
                        {
                            id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/lb/frontendIPConfigurations/fe",
                        },
                    ],
                },
            },
        ],
    ],
    [
        "an Ingress whose target is the kubernetes service",
        "visible",
        [
            object("Ingress", "networking.k8s.io/v1", {
                defaultBackend: { service: { name: "kubernetes", port: { number: 443 } } },
            }),
        ],
    ],
    [
        "an Ingress of another service: silence",
        "silence",
        [
            object("Ingress", "networking.k8s.io/v1", {
                defaultBackend: { service: { name: "shop", port: { number: 443 } } },
            }),
        ],
    ],
    [
        "NodePort: a node firewall open on the node port",
        "visible",
        [
            {
                type: "kubernetes:core/v1:Service",
                props: {
                    metadata: { name: "api" },
                    spec: { type: "NodePort", ports: [{ port: 6443, targetPort: 6443, nodePort: 30443 }] },
                },
            },
            securityGroup({ protocol: "tcp", fromPort: 30443, toPort: 30443, cidrBlocks: [ANYONE] }),
        ],
    ],
    [
        "no firewall at all: public IP of the Basic tier",
        "visible",
        [
            {
                type: "azure-native:network:PublicIPAddress",
                props: { resourceGroupName: "rg", sku: { name: "Basic" } },
            },
        ],
    ],
];

describe("11. carriers and relays", () => {
    it.each([...CARRIERS, ...CUSTOM_RESOURCES, ...OTHER_PROVIDERS, ...WAYS_AROUND, ...RELAYS])(
        "%s: %s",
        (_row, answer, given) => {
            expect(answerOn(given)).toBe(answer);
        },
    );

    it("names the resource in every note, and says what, why and what to do", () => {
        const rows = [...CARRIERS, ...CUSTOM_RESOURCES, ...OTHER_PROVIDERS, ...RELAYS];
        const notes = rows.flatMap(([, , given]) => judge(given).flatMap(({ firewall }) => firewall.notes));
        expect(notes.length).toBeGreaterThan(5);
        for (const { resource, code, what, why, fix } of notes) {
            expect(resource).toMatch(/^urn:pulumi:/);
            expect(code).toMatch(/^[a-z0-9-]+$/);
            expect([what, why, fix].every((text) => text.length > 10)).toBe(true);
        }
    });
});
