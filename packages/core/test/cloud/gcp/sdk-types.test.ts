import type * as gcp from "@pulumi/gcp";
import { Firewall } from "@pulumi/gcp/compute/firewall";
import { FirewallPolicy } from "@pulumi/gcp/compute/firewallPolicy";
import { FirewallPolicyAssociation } from "@pulumi/gcp/compute/firewallPolicyAssociation";
import { FirewallPolicyRule } from "@pulumi/gcp/compute/firewallPolicyRule";
import { FirewallPolicyWithRules } from "@pulumi/gcp/compute/firewallPolicyWithRules";
import { ForwardingRule } from "@pulumi/gcp/compute/forwardingRule";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule";
import { GlobalNetworkEndpoint } from "@pulumi/gcp/compute/globalNetworkEndpoint";
import { Network } from "@pulumi/gcp/compute/network";
import { NetworkFirewallPolicy } from "@pulumi/gcp/compute/networkFirewallPolicy";
import { NetworkFirewallPolicyAssociation } from "@pulumi/gcp/compute/networkFirewallPolicyAssociation";
import { NetworkFirewallPolicyRule } from "@pulumi/gcp/compute/networkFirewallPolicyRule";
import { NetworkFirewallPolicyWithRules } from "@pulumi/gcp/compute/networkFirewallPolicyWithRules";
import { OrganizationSecurityPolicy } from "@pulumi/gcp/compute/organizationSecurityPolicy";
import { OrganizationSecurityPolicyRule } from "@pulumi/gcp/compute/organizationSecurityPolicyRule";
import { RegionNetworkFirewallPolicy } from "@pulumi/gcp/compute/regionNetworkFirewallPolicy";
import { RegionNetworkFirewallPolicyAssociation } from "@pulumi/gcp/compute/regionNetworkFirewallPolicyAssociation";
import { RegionNetworkFirewallPolicyRule } from "@pulumi/gcp/compute/regionNetworkFirewallPolicyRule";
import { RegionNetworkFirewallPolicyWithRules } from "@pulumi/gcp/compute/regionNetworkFirewallPolicyWithRules";
import { ServiceAttachment } from "@pulumi/gcp/compute/serviceAttachment";
import { Deployment as TerraformDeployment } from "@pulumi/gcp/configdeployment/deployment";
import { Cluster } from "@pulumi/gcp/container/cluster";
import { Deployment } from "@pulumi/gcp/deploymentmanager/deployment";
import { AddressGroup } from "@pulumi/gcp/networksecurity/addressGroup";
import { EdgeCacheOrigin } from "@pulumi/gcp/networkservices/edgeCacheOrigin";
import { ExternalAccessRule } from "@pulumi/gcp/vmwareengine/externalAccessRule";
import { expect, it } from "vitest";
import { RESOURCE_TYPES } from "../../../src/cloud/gcp/index.js";

// The compiler is the test: a name that the SDK does not have is an error in these objects.

const firewall: gcp.compute.FirewallArgs = {
    network: "n",
    project: "p",
    name: "fw",
    direction: "INGRESS",
    priority: 1000,
    disabled: false,
    allows: [{ protocol: "tcp", ports: ["6443"] }],
    denies: [{ protocol: "tcp", ports: ["6443"] }],
    sourceRanges: ["10.0.0.0/8"],
    sourceTags: ["x"],
    sourceServiceAccounts: ["a"],
    destinationRanges: ["10.0.0.0/8"],
    targetTags: ["x"],
    targetServiceAccounts: ["a"],
};

const match: gcp.types.input.compute.NetworkFirewallPolicyRuleMatch = {
    layer4Configs: [{ ipProtocol: "tcp", ports: ["6443"] }],
    srcIpRanges: [],
    srcAddressGroups: [],
    srcFqdns: [],
    srcRegionCodes: [],
    srcThreatIntelligences: [],
    srcSecureTags: [{ name: "t", state: "EFFECTIVE" }],
    srcNetworkContext: "INTERNET",
    srcNetworkScope: "INTERNET",
    srcNetworks: [],
    destIpRanges: [],
    destAddressGroups: [],
    destFqdns: [],
    destRegionCodes: [],
    destThreatIntelligences: [],
    destNetworkContext: "INTERNET",
    destNetworkScope: "INTERNET",
};

const rule: Omit<gcp.compute.FirewallPolicyRuleArgs, "targetResources"> = {
    firewallPolicy: "p",
    priority: 1,
    action: "allow",
    direction: "INGRESS",
    disabled: false,
    match,
    targetServiceAccounts: ["a"],
    targetSecureTags: [{ name: "t" }],
};
const hierarchicalRule: gcp.compute.FirewallPolicyRuleArgs = { ...rule, targetResources: ["n"] };
const networkRule: gcp.compute.NetworkFirewallPolicyRuleArgs = {
    ...rule,
    project: "p",
    ruleName: "r",
    targetType: "INSTANCES",
    targetForwardingRules: ["f"],
};
const regionRule: gcp.compute.RegionNetworkFirewallPolicyRuleArgs = { ...networkRule, region: "r" };

/** Section 9, row 25: the inline forms know the scope only, and only region ones a target type. */
const { srcNetworkContext: _source, destNetworkContext: _destination, ...inlineMatch } = match;
const inlineRule: gcp.types.input.compute.NetworkFirewallPolicyWithRulesRule = {
    ruleName: "r",
    priority: 1,
    action: "allow",
    direction: "INGRESS",
    disabled: false,
    match: inlineMatch satisfies gcp.types.input.compute.NetworkFirewallPolicyWithRulesRuleMatch,
    targetServiceAccounts: ["a"],
    targetSecureTags: [{ name: "t" }],
};
const hierarchicalPolicy: gcp.compute.FirewallPolicyWithRulesArgs = {
    parent: "organizations/1",
    shortName: "p",
    rules: [{ ...inlineRule, targetResources: ["n"] }],
};
const networkPolicy: gcp.compute.NetworkFirewallPolicyWithRulesArgs = { name: "p", project: "p", rules: [inlineRule] };
const regionPolicy: gcp.compute.RegionNetworkFirewallPolicyWithRulesArgs = {
    name: "p",
    project: "p",
    region: "r",
    rules: [{ ...inlineRule, targetType: "INSTANCES", targetForwardingRules: ["f"] }],
};

const addressGroup: gcp.networksecurity.AddressGroupArgs = {
    parent: "projects/p",
    location: "global",
    name: "g",
    items: ["10.0.0.0/8"],
    type: "IPV4",
    capacity: 10,
};

const network: gcp.compute.NetworkArgs = {
    name: "n",
    project: "p",
    networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
};

const cluster: gcp.container.ClusterArgs = {
    masterAuthorizedNetworksConfig: {
        cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }],
        gcpPublicCidrsAccessEnabled: false,
        privateEndpointEnforcementEnabled: true,
    },
    privateClusterConfig: { enablePrivateEndpoint: true, enablePrivateNodes: true },
    controlPlaneEndpointsConfig: {
        ipEndpointsConfig: { enabled: true },
        dnsEndpointConfig: { allowExternalTraffic: false },
    },
};

const forwardingRule: gcp.compute.ForwardingRuleArgs = {
    name: "f",
    loadBalancingScheme: "EXTERNAL",
    portRange: "6443",
    ports: ["6443"],
    allPorts: false,
    target: "t",
};
const attachment: Partial<gcp.compute.ServiceAttachmentArgs> = {
    name: "s",
    connectionPreference: "ACCEPT_AUTOMATIC",
    targetService: "f",
};
const deployment: gcp.deploymentmanager.DeploymentArgs = {
    target: { config: { content: "{}" }, imports: [{ name: "x", content: "y" }] },
};

const organizationRule: gcp.compute.OrganizationSecurityPolicyRuleArgs = {
    policyId: "1",
    priority: 1,
    action: "allow",
    direction: "INGRESS",
    preview: false,
    match: {
        versionedExpr: "FIREWALL",
        config: { srcIpRanges: [], destIpRanges: [], layer4Configs: [{ ipProtocol: "tcp", ports: ["6443"] }] },
    },
    targetResources: ["n"],
    targetServiceAccounts: ["a"],
};
const organizationPolicy: gcp.compute.OrganizationSecurityPolicyArgs = { parent: "organizations/1", type: "FIREWALL" };
const accessRule: gcp.vmwareengine.ExternalAccessRuleArgs = {
    parent: "p",
    name: "r",
    priority: 100,
    action: "ALLOW",
    ipProtocol: "TCP",
    sourceIpRanges: [{ ipAddress: "198.51.100.7", ipAddressRange: "10.0.0.0/8" }],
    sourcePorts: ["1"],
    destinationIpRanges: [{ externalAddress: "x", ipAddressRange: "0.0.0.0/0" }],
    destinationPorts: ["6443"],
};
const edgeOrigin: gcp.networkservices.EdgeCacheOriginArgs = { originAddress: "x", port: 6443 };
const internetEndpoint: gcp.compute.GlobalNetworkEndpointArgs = { globalNetworkEndpointGroup: "g", port: 6443 };
const terraform: gcp.configdeployment.DeploymentArgs = {
    location: "l",
    serviceAccount: "a",
    terraformBlueprint: { gcsSource: "gs://b/x" },
};

it("names properties as the SDK does", () => {
    const args = [firewall, hierarchicalRule, networkRule, regionRule, hierarchicalPolicy, networkPolicy, regionPolicy];
    const others = [organizationRule, organizationPolicy, accessRule, edgeOrigin, internetEndpoint, terraform];
    expect([...args, addressGroup, network, cluster, forwardingRule, attachment, deployment, ...others]).toHaveLength(
        19,
    );
});

const classes = {
    AddressGroup,
    Cluster,
    Deployment,
    EdgeCacheOrigin,
    ExternalAccessRule,
    Firewall,
    FirewallPolicy,
    FirewallPolicyAssociation,
    FirewallPolicyRule,
    FirewallPolicyWithRules,
    ForwardingRule,
    GlobalForwardingRule,
    GlobalNetworkEndpoint,
    Network,
    NetworkFirewallPolicy,
    NetworkFirewallPolicyAssociation,
    NetworkFirewallPolicyRule,
    NetworkFirewallPolicyWithRules,
    OrganizationSecurityPolicy,
    OrganizationSecurityPolicyRule,
    RegionNetworkFirewallPolicy,
    RegionNetworkFirewallPolicyAssociation,
    RegionNetworkFirewallPolicyRule,
    RegionNetworkFirewallPolicyWithRules,
    ServiceAttachment,
    TerraformDeployment,
};

it("reads exactly the tokens of these classes, beside those of google-native", () => {
    const tokens = Object.values(classes).map(
        (one) => (one as unknown as { readonly __pulumiType: string }).__pulumiType,
    );
    expect(RESOURCE_TYPES.filter((type) => type.startsWith("gcp:")).toSorted()).toEqual(tokens.toSorted());
});
