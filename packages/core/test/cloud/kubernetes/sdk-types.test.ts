import type * as k8s from "@pulumi/kubernetes";
import { Endpoints } from "@pulumi/kubernetes/core/v1/endpoints";
import { EndpointsPatch } from "@pulumi/kubernetes/core/v1/endpointsPatch";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServicePatch } from "@pulumi/kubernetes/core/v1/servicePatch";
import { EndpointSlice } from "@pulumi/kubernetes/discovery/v1/endpointSlice";
import { EndpointSlicePatch } from "@pulumi/kubernetes/discovery/v1/endpointSlicePatch";
import { expect, it } from "vitest";
import { RESOURCE_TYPES } from "../../../src/cloud/kubernetes/index.js";

// The compiler is the test: a name that the SDK does not have is an error in these objects.

const spec: k8s.types.input.core.v1.ServiceSpec = {
    type: "LoadBalancer",
    ports: [{ name: "https", port: 443, targetPort: 6443, nodePort: 30643, protocol: "TCP" }],
    loadBalancerSourceRanges: ["10.0.0.0/8"],
    externalIPs: ["203.0.113.7"],
    selector: { app: "api" },
    allocateLoadBalancerNodePorts: false,
};
const metadata: k8s.types.input.meta.v1.ObjectMeta = { name: "api", namespace: "default", annotations: {}, labels: {} };
const service: k8s.core.v1.ServiceArgs = { metadata, spec };
const patch: k8s.core.v1.ServicePatchArgs = {
    metadata: { name: "kubernetes" },
    spec: { type: "LoadBalancer", loadBalancerSourceRanges: [] },
};
const endpoints: k8s.core.v1.EndpointsArgs = {
    metadata,
    subsets: [{ addresses: [{ ip: "10.0.0.1" }], ports: [{ name: "https", port: 6443 }] }],
};
const slice: k8s.discovery.v1.EndpointSliceArgs = {
    metadata,
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.0.0.1"] }],
    ports: [{ name: "https", port: 6443 }],
};

it("names properties as the SDK does", () => {
    expect([service, patch, endpoints, slice].every(({ metadata: given }) => given !== undefined)).toBe(true);
});

it("reads the tokens of these classes", () => {
    const classes = [Service, ServicePatch, Endpoints, EndpointsPatch, EndpointSlice, EndpointSlicePatch];
    // Every resource class of an SDK carries its token in a static that its typings leave out.
    const tokens = classes.map((one) => (one as unknown as { readonly __pulumiType: string }).__pulumiType);
    expect(RESOURCE_TYPES).toEqual(expect.arrayContaining(tokens));
});
