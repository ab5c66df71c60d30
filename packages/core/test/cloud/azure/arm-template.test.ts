import { describe, expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret, type Value } from "../../../src/value.js";
import { exposures, judge, notes, resource, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const armRule = (properties: Properties = {}) => ({
    name: "api",
    properties: {
        priority: 300,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "6443",
        ...properties,
    },
});
const armGroup = (...securityRules: readonly Value[]) => ({
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-09-01",
    name: "nsg",
    properties: { securityRules },
});
const denyAll = { ...armRule({ access: "Deny", priority: 200 }), name: "no" };
const template = (...resources: readonly Value[]): Value => ({ $schema: "x", contentVersion: "1.0.0.0", resources });
const deployment = (content: Value, more: Properties = {}) =>
    resource("azure-native:resources:Deployment", "d", {
        resourceGroupName: "rg",
        properties: { mode: "Incremental", template: content, ...more },
    });
const open = template(armGroup(armRule()));
const nestedIn = (content: Value) => ({
    type: "Microsoft.Resources/deployments",
    name: "inner",
    properties: { template: content },
});

describe("known types inside are read with the same readers", () => {
    it.each<[string, Resource | readonly Resource[], string]>([
        ["an open group", deployment(open), "open"],
        ["as JSON text", deployment(JSON.stringify(open)), "open"],
        ["a closed group", deployment(template(armGroup(armRule({ sourceAddressPrefix: "10.0.0.0/8" })))), "closed"],
        [
            "types without regard to case",
            deployment(template({ ...armGroup(armRule()), type: "microsoft.network/NETWORKSECURITYGROUPS" })),
            "open",
        ],
        ["an inline deny first", deployment(template(armGroup(armRule(), denyAll))), "closed"],
        [
            "a rule of its own",
            deployment(
                template({
                    ...armRule(),
                    type: "Microsoft.Network/networkSecurityGroups/securityRules",
                    name: "nsg/api",
                }),
            ),
            "open",
        ],
        [
            "a rule of its own behind an inline deny",
            deployment(
                template(armGroup(denyAll), {
                    ...armRule(),
                    type: "Microsoft.Network/networkSecurityGroups/securityRules",
                    name: "nsg/api",
                }),
            ),
            "closed",
        ],
        [
            "a rule nested in its group",
            deployment(template({ ...armGroup(), resources: [{ ...armRule(), type: "securityRules" }] })),
            "open",
        ],
        [
            "a rule nested in its group, behind a deny",
            deployment(template({ ...armGroup(denyAll), resources: [{ ...armRule(), type: "securityRules" }] })),
            "closed",
        ],
        [
            "a rule of the template joins a group of the program",
            [
                deployment(
                    template({
                        ...denyAll,
                        type: "Microsoft.Network/networkSecurityGroups/securityRules",
                        name: "nsg/no",
                    }),
                ),
                resource("azure-native:network:NetworkSecurityGroup", "nsg", {
                    resourceGroupName: "rg",
                    networkSecurityGroupName: "nsg",
                    securityRules: [{ name: "api", ...armRule().properties }],
                }),
            ],
            "closed",
        ],
        [
            "an expression as source is not known",
            deployment(template(armGroup(armRule({ sourceAddressPrefix: "[parameters('source')]" })))),
            "undecided",
        ],
        ["a doubled bracket is text", deployment(template(armGroup(armRule({ sourceAddressPrefix: "[[x]" })))), "open"],
        [
            "rules by expression",
            deployment(template({ ...armGroup(), properties: { securityRules: "[parameters('rules')]" } })),
            "undecided",
        ],
        [
            "rules by a loop",
            deployment(
                template({ ...armGroup(), properties: { copy: [{ name: "securityRules", count: 2, input: {} }] } }),
            ),
            "undecided",
        ],
        [
            "an output of the program inside",
            deployment(template(armGroup(armRule({ sourceAddressPrefix: U })))),
            "undecided",
        ],
        [
            "a name by expression",
            deployment(template({ ...armGroup(armRule()), name: "[concat('a', uniqueString('b'))]" })),
            "open",
        ],
        ["a condition that is false", deployment(template({ ...armGroup(armRule()), condition: false })), "closed"],
        [
            "a condition by expression",
            deployment(template({ ...armGroup(armRule()), condition: "[parameters('on')]" })),
            "undecided",
        ],
        ["a symbolic name", deployment({ languageVersion: "2.0", resources: { nsg: armGroup(armRule()) } }), "open"],
        [
            "an existing resource",
            deployment({ languageVersion: "2.0", resources: { nsg: { ...armGroup(armRule()), existing: true } } }),
            "closed",
        ],
        ["a template in a template", deployment(template(nestedIn(open))), "open"],
        [
            "AKS",
            deployment(
                template({
                    type: "Microsoft.ContainerService/managedClusters",
                    name: "aks",
                    properties: { dnsPrefix: "x" },
                }),
            ),
            "open",
        ],
        [
            "AKS with ranges",
            deployment(
                template({
                    type: "Microsoft.ContainerService/managedClusters",
                    name: "aks",
                    properties: { apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } },
                }),
            ),
            "closed",
        ],
        [
            "OpenShift",
            deployment(
                template({
                    type: "Microsoft.RedHatOpenShift/openShiftClusters",
                    name: "aro",
                    properties: { apiserverProfile: { visibility: "Public" } },
                }),
            ),
            "open",
        ],
        [
            "a firewall policy",
            deployment(
                template({
                    type: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
                    name: "p/g",
                    properties: {
                        ruleCollections: [
                            {
                                ruleCollectionType: "FirewallPolicyNatRuleCollection",
                                rules: [
                                    {
                                        ruleType: "NatRule",
                                        ipProtocols: ["TCP"],
                                        sourceAddresses: ["*"],
                                        destinationPorts: ["6443"],
                                        translatedPort: "6443",
                                    },
                                ],
                            },
                        ],
                    },
                }),
            ),
            "open",
        ],
        [
            "an Azure Firewall",
            deployment(
                template({
                    type: "Microsoft.Network/azureFirewalls",
                    name: "f",
                    properties: {
                        natRuleCollections: [
                            {
                                name: "c",
                                properties: {
                                    rules: [{ protocols: ["TCP"], sourceAddresses: ["*"], destinationPorts: ["6443"] }],
                                },
                            },
                        ],
                    },
                }),
            ),
            "open",
        ],
        [
            "an administrator rule",
            deployment(
                template({
                    type: "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
                    name: "m/c/rc/r",
                    kind: "Custom",
                    properties: {
                        access: "AlwaysAllow",
                        direction: "Inbound",
                        priority: 1,
                        protocol: "Tcp",
                        sources: [{ addressPrefix: "*" }],
                        destinationPortRanges: ["6443"],
                    },
                }),
            ),
            "open",
        ],
        [
            "at subscription scope",
            resource("azure-native:resources:DeploymentAtSubscriptionScope", "d", {
                properties: { template: template(nestedIn(open)) },
            }),
            "open",
        ],
        [
            "a deployment stack",
            resource("azure-native:resources:DeploymentStackAtResourceGroup", "d", {
                resourceGroupName: "rg",
                template: open,
            }),
            "open",
        ],
        [
            "classic",
            resource("azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", "d", {
                resourceGroupName: "rg",
                templateContent: JSON.stringify(open),
            }),
            "open",
        ],
        [
            "classic at subscription scope",
            resource("azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment", "d", {
                templateContent: JSON.stringify(template(nestedIn(open))),
            }),
            "open",
        ],
        [
            "classic, older",
            resource("azure:core/templateDeployment:TemplateDeployment", "d", { templateBody: JSON.stringify(open) }),
            "open",
        ],
        [
            "a resource of any type",
            resource("azure-native:resources:Resource", "r", {
                resourceGroupName: "rg",
                resourceProviderNamespace: "Microsoft.Network",
                resourceType: "networkSecurityGroups",
                parentResourcePath: "",
                resourceName: "nsg",
                properties: armGroup(armRule()).properties,
            }),
            "open",
        ],
        [
            "a resource of any type below another",
            resource("azure-native:resources:Resource", "r", {
                resourceGroupName: "rg",
                resourceProviderNamespace: "Microsoft.Network",
                resourceType: "securityRules",
                parentResourcePath: "networkSecurityGroups/nsg",
                resourceName: "api",
                properties: armRule().properties,
            }),
            "open",
        ],
    ])("%s", (_name, resources, verdict) => {
        const stack = Array.isArray(resources) ? resources : [resources];
        expect(judge(stack)).toBe(verdict);
    });

    it("is reported on the deployment, with the path inside", () => {
        const [firewall] = composeFirewalls([
            deployment(template({ type: "a/b" }, armGroup(armRule({ sourceAddressPrefix: U })))),
        ]);
        expect(firewall?.subject).toMatch(/:Deployment::d$/);
        const [one] = exposures([deployment(template({ type: "a/b" }, armGroup(armRule({ sourceAddressPrefix: U }))))]);
        expect(one?.causes.map((cause) => cause.at)).toEqual([
            "properties.template.resources[1].securityRules[0].sourceAddressPrefix",
        ]);
    });

    it("what Azure works out is not said to be known later", () => {
        const working = (sourceAddressPrefix: Value, more: Properties = {}) =>
            deployment({ ...(template(armGroup(armRule({ sourceAddressPrefix }))) as Properties), ...more });
        const causesOf = (one: Resource) => exposures([one])[0]?.causes.map(({ kind, text }) => [kind, text]);
        const azures = [["foreign", "Azure works it out when it deploys the template"]];
        expect(causesOf(working("[reference('ip').address]"))).toEqual(azures);
        expect(causesOf(working("[parameters('x')]", { parameters: { x: { type: "string" } } }))).toEqual(azures);
        const later = { variables: { x: U } };
        const known = [["unknown", "known only after another resource exists"]];
        expect(causesOf(working("[variables('x')]", later))).toEqual(known);
        expect(causesOf(working("[concat(variables('x'), '/32')]", later))).toEqual(known);
    });

    it.each(["securestring", "secureString"])("a parameter of type %s is judged and not printed", (type) => {
        const secure = { parameters: { s: { type, defaultValue: "*" } } };
        const group = template(armGroup(armRule({ sourceAddressPrefix: "[parameters('s')]" }))) as Properties;
        const [one] = exposures([deployment({ ...group, ...secure })]);
        expect(one?.verdict).toBe("open");
        expect(one?.witness?.rule.because[0]).toBe("sourceAddressPrefix is [secret]");
    });

    it("a secret template is judged, and nothing of it is printed", () => {
        const [one] = exposures([deployment(new Secret(JSON.stringify(open)))]);
        expect(one?.verdict).toBe("open");
        expect(one?.witness?.rule.because).toEqual([
            "sourceAddressPrefix is [secret]",
            "protocol is [secret]",
            "destinationPortRange is [secret]",
        ]);
        expect(one?.witness?.rule.name).not.toBe("api");
    });
});

describe("further types of a template", () => {
    const open6443 = {
        direction: "Inbound",
        access: "Allow",
        priority: 100,
        protocol: "Tcp",
        sourceAddressPrefixes: ["*"],
    };
    const nat = {
        ruleType: "FirewallPolicyNatRule",
        translatedPort: "6443",
        ruleCondition: { sourceAddresses: ["*"], destinationPorts: ["443"], ipProtocols: ["TCP"] },
    };
    it.each<[string, Value, string]>([
        [
            "a group of Azure Local with a child rule",
            {
                type: "Microsoft.AzureStackHCI/networkSecurityGroups",
                name: "n",
                resources: [
                    { type: "securityRules", name: "r", properties: { ...open6443, destinationPortRanges: ["6443"] } },
                ],
            },
            "open",
        ],
        [
            "the hub of a fleet in a template",
            { type: "Microsoft.ContainerService/fleets", name: "f", properties: { hubProfile: { dnsPrefix: "f" } } },
            "open",
        ],
        [
            "an agent pool with host ports",
            {
                type: "Microsoft.ContainerService/managedClusters/agentPools",
                name: "c/p",
                properties: { networkProfile: { allowedHostPorts: [{ portStart: 6443, portEnd: 6443 }] } },
            },
            "open",
        ],
        [
            "rules of a network virtual appliance",
            {
                type: "Microsoft.Network/networkVirtualAppliances/inboundSecurityRules",
                name: "n/r",
                properties: {
                    rules: [{ protocol: "TCP", sourceAddressPrefix: "*", destinationPortRange: 6443 }],
                },
            },
            "open",
        ],
        [
            "a rule group of a firewall policy in its older form",
            { type: "Microsoft.Network/firewallPolicies/ruleGroups", name: "p/g", properties: { rules: [nat] } },
            "open",
        ],
        ["a loop that makes none", { ...armGroup(armRule()), copy: { name: "c", count: 0 } }, "closed"],
        ["a loop that makes some", { ...armGroup(armRule()), copy: { name: "c", count: 2 } }, "open"],
        [
            "a loop over a count that is not known",
            { ...armGroup(armRule()), copy: { name: "c", count: "[length(parameters('x'))]" } },
            "undecided",
        ],
    ])("%s", (_name, inside, verdict) => {
        expect(judge([deployment(template(inside))])).toBe(verdict);
    });

    it("a byte order mark before JSON is no reason not to read it", () => {
        expect(judge([deployment(`\uFEFF${JSON.stringify(open)}`)])).toBe("open");
    });

    it("a template of a blueprint is read", () => {
        const artifact = resource("azure-native:blueprint:TemplateArtifact", "a", { template: open, parameters: {} });
        expect(judge([artifact])).toBe("open");
    });

    it.each<[string, Properties, number]>([
        ["a namespace that is not known", { resourceProviderNamespace: U, resourceType: "networkSecurityGroups" }, 1],
        ["a type that is not known", { resourceProviderNamespace: "Microsoft.Network", resourceType: U }, 1],
        ["a type that is not known, elsewhere", { resourceProviderNamespace: "Microsoft.Sql", resourceType: U }, 0],
    ])("a resource of any type: %s", (_name, properties, count) => {
        const one = resource("azure-native:resources:Resource", "r", { resourceName: "n", ...properties });
        expect(notes([one]).filter(({ code }) => code === "template-not-read")).toHaveLength(count);
    });

    it("a generic resource may be a deployment", () => {
        const one = resource("azure-native:resources:Resource", "r", {
            resourceProviderNamespace: "Microsoft.Resources",
            resourceType: "deployments",
            resourceName: "d",
            properties: { template: open },
        });
        expect(judge([one])).toBe("open");
    });
});

describe("parameters and variables that the program writes are known", () => {
    const from = (sourceAddressPrefix: string) => armGroup(armRule({ sourceAddressPrefix }));
    const withDefault = (defaultValue: Value, ...resources: readonly Value[]) => ({
        parameters: { source: { type: "string", defaultValue } },
        variables: { office: "203.0.113.0/24", again: "[variables('again')]", passed: "[parameters('source')]" },
        resources,
    });
    const source = from("[parameters('source')]");
    const inner = (scope: string) => ({
        type: "Microsoft.Resources/deployments",
        name: "inner",
        properties: {
            expressionEvaluationOptions: { scope },
            parameters: { source: { value: "10.0.0.0/8" } },
            template: withDefault("0.0.0.0/0", source),
        },
    });
    it.each<[string, Resource, string]>([
        ["a default", deployment(withDefault("0.0.0.0/0", source)), "open"],
        [
            "a value that is passed in",
            deployment(withDefault("0.0.0.0/0", source), { parameters: { Source: { value: "10.0.0.0/8" } } }),
            "closed",
        ],
        [
            "a value that is passed in and not known",
            deployment(withDefault("10.0.0.0/8", source), { parameters: { source: { value: U } } }),
            "undecided",
        ],
        [
            "parameters that are not known",
            deployment(withDefault("10.0.0.0/8", source), { parameters: U }),
            "undecided",
        ],
        [
            "parameters by URL",
            deployment(withDefault("10.0.0.0/8", source), { parametersLink: { uri: "x" } }),
            "undecided",
        ],
        ["no default", deployment({ parameters: { source: { type: "string" } }, resources: [source] }), "undecided"],
        ["a variable", deployment(withDefault("", from("[variables('office')]"))), "closed"],
        ["a variable of a parameter", deployment(withDefault("*", from("[variables('passed')]"))), "open"],
        ["a variable of itself", deployment(withDefault("", from("[variables('again')]"))), "undecided"],
        [
            "a list of rules",
            deployment({
                parameters: { rules: { defaultValue: [armRule()] } },
                resources: [{ ...armGroup(), properties: { securityRules: "[parameters('rules')]" } }],
            }),
            "open",
        ],
        ["concat", deployment(withDefault("0.0.0.0", from("[concat(parameters('source'), '/', 0)]"))), "open"],
        ["format", deployment(withDefault("10.0.0.0", from("[format('{0}/{1}', parameters('source'), 8)]"))), "closed"],
        ["another function", deployment(withDefault("x", from("[reference(parameters('source')).ip]"))), "undecided"],
        [
            "classic parametersContent",
            resource("azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", "d", {
                resourceGroupName: "rg",
                templateContent: JSON.stringify(withDefault("*", source)),
                parametersContent: JSON.stringify({ source: { value: "10.0.0.0/8" } }),
            }),
            "closed",
        ],
        ["a nested template with a scope of its own", deployment(withDefault("0.0.0.0/0", inner("inner"))), "closed"],
        ["a nested template in the scope around", deployment(withDefault("0.0.0.0/0", inner("outer"))), "open"],
        [
            "a condition",
            deployment({
                parameters: { on: { defaultValue: false } },
                resources: [{ ...armGroup(armRule()), condition: "[parameters('on')]" }],
            }),
            "closed",
        ],
        [
            "names of a rule and its group",
            deployment({
                parameters: { nsg: { defaultValue: "x" } },
                resources: [
                    { ...armGroup(denyAll), name: "[parameters('nsg')]" },
                    {
                        ...armRule(),
                        type: "Microsoft.Network/networkSecurityGroups/securityRules",
                        name: "[format('{0}/{1}', parameters('nsg'), 'api')]",
                    },
                ],
            }),
            "closed",
        ],
    ])("%s", (_name, carrier, verdict) => {
        expect(judge([carrier])).toBe(verdict);
    });
});

describe("what cannot be read is visible", () => {
    it.each<[string, Resource]>([
        ["text that is no JSON", deployment("resource nsg 'Microsoft.Network/networkSecurityGroups@2023' = {")],
        ["a template that is not known yet", deployment(U)],
        [
            "a template by URL",
            resource("azure-native:resources:Deployment", "d", {
                properties: { mode: "Incremental", templateLink: { uri: "https://example.com/t.json" } },
            }),
        ],
        [
            "a template spec",
            resource("azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", "d", {
                templateSpecVersionId: "/subscriptions/s/x",
            }),
        ],
        [
            "a nested template by URL",
            deployment(
                template({
                    type: "Microsoft.Resources/deployments",
                    name: "n",
                    properties: { templateLink: { uri: "x" } },
                }),
            ),
        ],
        ["resources by expression", deployment({ resources: "[variables('all')]" })],
        ["properties that are not known", resource("azure-native:resources:Deployment", "d", { properties: U })],
        [
            "a group whose properties are an expression",
            deployment(template({ ...armGroup(), properties: "[variables('p')]" })),
        ],
        ["a template that is a list", deployment([])],
    ])("%s", (_name, carrier) => {
        expect(notes([carrier]).map((note) => [note.code, note.resource])).toEqual([
            ["template-not-read", carrier.urn],
        ]);
    });

    it.each<[string, Resource]>([
        [
            "no firewall type inside",
            deployment(template({ type: "Microsoft.Storage/storageAccounts", name: "s", properties: {} })),
        ],
        ["an empty template", deployment(template())],
        [
            "a resource of another type",
            resource("azure-native:resources:Resource", "r", {
                resourceProviderNamespace: "Microsoft.Storage",
                resourceType: "storageAccounts",
                parentResourcePath: "",
                resourceName: "s",
            }),
        ],
    ])("%s: silence", (_name, carrier) => {
        expect(composeFirewalls([carrier])).toEqual([]);
    });

    it("a template that contains itself ends", () => {
        const loop: { type: string; name: string; properties: { template: { resources: Value[] } } } = {
            type: "Microsoft.Resources/deployments",
            name: "n",
            properties: { template: { resources: [] } },
        };
        loop.properties.template.resources.push(loop);
        expect(notes([deployment({ resources: [loop] })]).map((note) => note.code)).toEqual(["template-not-read"]);
    });
});
