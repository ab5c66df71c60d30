import { describe, expect, it } from "vitest";
import { Secret, Unknown, type Value } from "../../../src/value.js";
import { judge, notesOn, resource } from "./judge.js";

const object = (type: string, properties: { readonly [key: string]: Value }) =>
    resource(`kubernetes:${type}`, properties);

const named: readonly (readonly [string, string, { readonly [key: string]: Value }])[] = [
    [
        "Ingress whose backend is the port",
        "networking.k8s.io/v1:Ingress",
        { spec: { rules: [{ http: { paths: [{ backend: { service: { name: "api", port: { number: 6443 } } } }] } }] } },
    ],
    [
        "Ingress to the kubernetes service",
        "networking.k8s.io/v1:Ingress",
        { spec: { defaultBackend: { service: { name: "kubernetes", port: { number: 443 } } } } },
    ],
    [
        "Gateway that listens on the port",
        "gateway.networking.k8s.io/v1:Gateway",
        { spec: { listeners: [{ port: 6443, protocol: "TLS" }] } },
    ],
    [
        "TLSRoute to the port",
        "gateway.networking.k8s.io/v1alpha2:TLSRoute",
        { spec: { rules: [{ backendRefs: [{ name: "api", port: 6443 }] }] } },
    ],
    [
        "TCPRoute to the kubernetes service",
        "gateway.networking.k8s.io/v1alpha2:TCPRoute",
        { spec: { rules: [{ backendRefs: [{ name: "kubernetes", port: 443 }] }] } },
    ],
    [
        "Traefik IngressRouteTCP",
        "traefik.io/v1alpha1:IngressRouteTCP",
        { spec: { routes: [{ services: [{ name: "api", port: 6443 }] }] } },
    ],
    [
        "Istio VirtualService by host",
        "networking.istio.io/v1beta1:VirtualService",
        {
            spec: {
                tcp: [
                    {
                        route: [
                            { destination: { host: "kubernetes.default.svc.cluster.local", port: { number: 443 } } },
                        ],
                    },
                ],
            },
        },
    ],
    ["Istio Gateway", "networking.istio.io/v1beta1:Gateway", { spec: { servers: [{ port: { number: 6443 } }] } }],
    ["nginx tcp map to the service", "core/v1:ConfigMap", { data: { "9000": "default/kubernetes:443" } }],
    ["nginx tcp map on the port", "core/v1:ConfigMap", { data: { "6443": "kube-system/api:8443" } }],
    ["nginx tcp map to the port", "core/v1:ConfigMap", { data: { "443": "kube-system/api:6443" } }],
    [
        "nginx tcp map that adds a header",
        "core/v1:ConfigMap",
        { data: { "9000": "default/kubernetes:443:PROXY:PROXY" } },
    ],
    ["nginx tcp map, a line not known", "core/v1:ConfigMap", { data: { "6443": new Unknown() } }],
    ["nginx tcp map of the class for custom resources", "v1:ConfigMap", { data: { "6443": "a/b:1" } }],
    ["Ingress not known yet", "networking.k8s.io/v1:Ingress", { spec: new Unknown() }],
    [
        "Ingress to a port not known yet",
        "networking.k8s.io/v1:Ingress",
        { spec: { defaultBackend: { service: { name: "api", port: { number: new Unknown() } } } } },
    ],
    [
        "Ingress whose load balancer listens on the port",
        "networking.k8s.io/v1:Ingress",
        {
            metadata: { annotations: { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS": 6443}]' } },
            spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
        },
    ],
    [
        "TLSRoute to the kubernetes service of another namespace",
        "gateway.networking.k8s.io/v1alpha2:TLSRoute",
        {
            metadata: { namespace: "web" },
            spec: { rules: [{ backendRefs: [{ name: "kubernetes", namespace: "default", port: 443 }] }] },
        },
    ],
    ["Helm release with a tcp map", "helm.sh/v3:Release", { values: { tcp: { "6443": "default/kubernetes:443" } } }],
    [
        "chart that Flux installs",
        "helm.toolkit.fluxcd.io/v2:HelmRelease",
        { spec: { values: { tcp: { "6443": "default/kubernetes:443" } } } },
    ],
    [
        "chart that k3s installs, values as text",
        "helm.cattle.io/v1:HelmChart",
        { spec: { valuesContent: "service:\n  port: 6443\n" } },
    ],
    [
        "chart that Argo installs, values as text",
        "argoproj.io/v1alpha1:Application",
        { spec: { source: { helm: { values: "ports:\n  api:\n    port: 6443\n" } } } },
    ],
    [
        "binding of a target group",
        "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        { spec: { serviceRef: { name: "kubernetes", port: 443 }, targetGroupARN: "arn" } },
    ],
    [
        "Route of OpenShift",
        "route.openshift.io/v1:Route",
        { spec: { to: { name: "api" }, port: { targetPort: 6443 } } },
    ],
    ["Helm release with a port", "helm.sh/v3:Release", { values: { service: { ports: { api: { port: 6443 } } } } }],
    ["Helm release with a port by its name", "helm.sh/v3:Release", { values: { service: { ports: { https: 6443 } } } }],
    ["Helm chart with an address", "helm.sh/v4:Chart", { values: { upstream: "kubernetes.default.svc:443" } }],
];

it.each(named)("is visible: %s", (_, type, properties) => {
    const notes = notesOn([object(type, properties)]);
    expect(notes.map(({ code, weight }) => [code, weight])).toEqual([["relay-in-cluster", "advisory"]]);
    expect(judge([object(type, properties)])).toBe("closed");
});

const silent: readonly (readonly [string, string, { readonly [key: string]: Value }])[] = [
    [
        "Ingress of another port",
        "networking.k8s.io/v1:Ingress",
        { spec: { rules: [{ http: { paths: [{ backend: { service: { name: "web", port: { number: 80 } } } }] } }] } },
    ],
    ["a ConfigMap that maps no ports", "core/v1:ConfigMap", { data: { "app.properties": "port=6443", "6443": "yes" } }],
    [
        "Helm release without the port",
        "helm.sh/v3:Release",
        { values: { replicas: 6443, name: "kubernetes-dashboard" } },
    ],
    [
        "Ingress to a service that is called the same in its own namespace",
        "networking.k8s.io/v1:Ingress",
        {
            metadata: { namespace: "web" },
            spec: { defaultBackend: { service: { name: "kubernetes", port: { number: 443 } } } },
        },
    ],
    [
        "Ingress of a host not known yet",
        "networking.k8s.io/v1:Ingress",
        {
            spec: {
                rules: [
                    {
                        host: new Unknown(),
                        http: { paths: [{ backend: { service: { name: new Unknown(), port: { number: 80 } } } }] },
                    },
                ],
            },
        },
    ],
    ["Gateway without listeners", "gateway.networking.k8s.io/v1:Gateway", { spec: {} }],
    ["another kind that names the port", "apps/v1:Deployment", { spec: { port: 6443 } }],
    ["no properties at all", "networking.k8s.io/v1:Ingress", {}],
    ["values unknown", "helm.sh/v3:Release", { values: new Unknown() }],
];

it.each(silent)("is silent: %s", (_, type, properties) => {
    expect(notesOn([object(type, properties)])).toEqual([]);
});

describe("settings without end", () => {
    it("are read in part", () => {
        const deep = Array.from({ length: 60 }).reduce<Value>((inner) => ({ inner }), { port: 6443 });
        expect(notesOn([object("helm.sh/v3:Release", { values: deep })])).toEqual([]);
        const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, index]));
        expect(notesOn([object("helm.sh/v3:Release", { values: wide })])).toEqual([]);
    });
});

describe("a proxy to a service that leads to the port", () => {
    const service = (targetPort: Value, more: { readonly [key: string]: Value } = { name: "api", namespace: "web" }) =>
        resource(
            "kubernetes:core/v1:Service",
            { metadata: more, spec: { ports: [{ port: 443, targetPort }], selector: { app: "x" } } },
            { name: "service" },
        );
    const ingress = (name: Value, on: readonly string[] = [], namespace: Value = "web") =>
        resource(
            "kubernetes:networking.k8s.io/v1:Ingress",
            {
                metadata: { namespace },
                spec: { defaultBackend: { service: { name, port: { number: 443 } } } },
            },
            { name: "ingress", propertyDependencies: { spec: on } },
        );

    it("is visible by the name of the service", () => {
        const [note] = notesOn([service(6443), ingress("api")]);
        expect([note?.code, note?.resource]).toEqual(["relay-in-cluster", ingress("api").urn]);
        expect(note?.what).toContain("service service");
        expect(notesOn([service(8443), ingress("api")])).toEqual([]);
        expect(notesOn([service(6443), ingress("web")])).toEqual([]);
        expect(notesOn([service(6443), ingress("api", [], "other")])).toEqual([]);
        expect(notesOn([service("https"), ingress("api")])).toEqual([]);
    });

    it("is visible by what its settings came from", () => {
        const named = service(6443, {});
        expect(notesOn([named, ingress(new Unknown(), [named.urn])]).map(({ code }) => code)).toEqual([
            "relay-in-cluster",
        ]);
        expect(notesOn([named, ingress(new Unknown())])).toEqual([]);
    });

    it("is visible once", () => {
        const twice = { ...service(6443), properties: { ...service(6443).properties } };
        const route = resource("kubernetes:gateway.networking.k8s.io/v1alpha2:TLSRoute", {
            metadata: { namespace: "web" },
            spec: { rules: [{ backendRefs: [{ name: "api", port: 6443 }] }] },
        });
        expect(notesOn([twice, route])).toHaveLength(1);
    });
});

it("a release of Terraform's provider, values as text", () => {
    const release = (text: Value) => resource("m:tf:helm_release", { values: [text] });
    expect(notesOn([release("service:\n  port: 6443\n")]).map(({ code }) => code)).toEqual(["relay-in-cluster"]);
    expect(notesOn([release("service:\n  port: 443\n")])).toEqual([]);
    expect(notesOn([release("a: &x 6443")])).toEqual([]);
    expect(notesOn([release(new Unknown())])).toEqual([]);
});

it("shows no port that is a secret", () => {
    const gateway = object("gateway.networking.k8s.io/v1:Gateway", {
        spec: { listeners: [{ port: new Secret(6443) }] },
    });
    const [note] = notesOn([gateway]);
    expect(note?.what).toContain("a port that is a secret");
    expect(note?.what).not.toContain("6443");
});
