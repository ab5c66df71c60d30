import type * as pulumi from "@pulumi/pulumi";
import type { SecurityGroupCiEntry, SecurityGroupExposure, SecurityGroupSources } from "./args.js";

/** Arguments of `ApiServerFrontDoor`. */
export interface ApiServerFrontDoorArgs {
    /** VPC of the load balancer. */
    vpcId: pulumi.Input<string>;
    /** Subnets of the load balancer: private ones, unless `internal` is false. */
    subnetIds: pulumi.Input<string>[];
    /** Security group of the control plane, for example `api.securityGroupId`: it gets one rule, from the load balancer. */
    controlPlaneSecurityGroupId: pulumi.Input<string>;
    /** Keeps the load balancer inside the VPC. @default true */
    internal?: boolean;
    /** Port that clients connect to. @default 6443 */
    listenerPort?: number;
    /** Port of the Kubernetes API behind it. @default 6443 */
    targetPort?: number;
    /** How targets are registered: `instance` or `ip`. @default "instance" */
    targetType?: string;
    /** Worker nodes. */
    nodes?: SecurityGroupSources;
    /** Control-plane hosts that reach the API through the load balancer. */
    controlPlane?: SecurityGroupSources;
    /** Administrators, through a VPN or a bastion. */
    administrators?: SecurityGroupSources;
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, SecurityGroupCiEntry>;
    /** Monitoring. */
    monitoring?: SecurityGroupSources;
    /** Webhook back ends that call the API. */
    webhooks?: SecurityGroupSources;
    /** Cluster managers. */
    managementTools?: SecurityGroupSources;
    /** IPv4 addresses of the cluster's own, as outputs by name: an internet-facing front door needs its NAT gateways here. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** The same for IPv6 blocks. */
    ownIpv6Addresses?: Record<string, pulumi.Input<string>>;
    /** Admits named sources although they are the internet. */
    exposedOnPurpose?: SecurityGroupExposure;
    /** Rules per security group, direction and family. @default 60 */
    rulesPerSecurityGroup?: number;
    /** Tags for everything that takes them. */
    tags?: Record<string, pulumi.Input<string>>;
}
