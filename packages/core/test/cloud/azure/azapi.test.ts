import { describe, expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret, type Value } from "../../../src/value.js";
import { judge, notes, resource, U } from "./judge.js";

type Properties = { readonly [key: string]: Value };

const GROUP = "Microsoft.Network/networkSecurityGroups@2023-09-01";
const RULE = "Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01";
const RG = "/subscriptions/s/resourceGroups/rg";
const NSG = `${RG}/providers/Microsoft.Network/networkSecurityGroups/nsg`;

const api = (properties: Properties = {}) => ({
    priority: 300,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "6443",
    ...properties,
});
const body = (...rules: readonly Value[]): Value => ({ properties: { securityRules: rules } });
const open = body({ name: "api", properties: api() });
const small = body({ name: "api", properties: api({ sourceAddressPrefix: "203.0.113.0/24" }) });
const denying = body({ name: "no", properties: api({ access: "Deny", priority: 200 }) });

const made = (properties: Properties, type = "azapi:index/resource:Resource", given = {}) =>
    resource(type, "r", { type: GROUP, name: "nsg", parentId: RG, ...properties }, given);
const separate = (parentId: Value, given = {}) =>
    resource(
        "azapi:index/resource:Resource",
        "rule",
        { type: RULE, name: "api", parentId, body: { properties: api() } },
        given,
    );

describe("AzAPI", () => {
    it.each<[string, readonly Resource[], string]>([
        ["a body as an object", [made({ body: open })], "open"],
        ["a body as JSON text", [made({ body: JSON.stringify(open) })], "open"],
        ["a body that lets a few in", [made({ body: small })], "closed"],
        ["no body", [made({})], "closed"],
        ["an update of a resource", [made({ body: open }, "azapi:index/updateResource:UpdateResource")], "open"],
        ["in a module", [made({ body: open }, "net:tf:azapi_resource")], "open"],
        [
            "an unknown value in the body",
            [made({ body: body({ name: "api", properties: api({ access: U }) }) })],
            "undecided",
        ],
        ["another type", [made({ type: "Microsoft.Storage/storageAccounts@2023-01-01", body: U })], "closed"],
        ["a cluster", [made({ type: "Microsoft.ContainerService/managedClusters@2024-01-01", body: {} })], "open"],
        ["a rule of its own", [separate(NSG)], "open"],
        ["a rule of its own behind a deny of its group", [made({ body: denying }), separate(NSG)], "closed"],
        ["a rule of another group", [made({ body: denying }), separate(`${NSG}2`)], "open"],
        ["a rule of a group that is not known", [made({ body: denying }), separate(U)], "undecided"],
        [
            "a template inside",
            [
                made({
                    type: "Microsoft.Resources/deployments@2021-04-01",
                    body: {
                        properties: {
                            template: {
                                resources: [
                                    { type: "Microsoft.Network/networkSecurityGroups", name: "n", ...Object(open) },
                                ],
                            },
                        },
                    },
                }),
            ],
            "open",
        ],
    ])("%s", (_name, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });

    it("an update by resource id meets the rules of that group", () => {
        const update = resource("azapi:index/updateResource:UpdateResource", "u", {
            type: GROUP,
            resourceId: NSG,
            body: denying,
        });
        expect(judge([update, separate(NSG)])).toBe("closed");
        expect(judge([update, separate(`${NSG}2`)])).toBe("open");
    });

    it("the parent's dependency leads to the group", () => {
        const group = made({ body: denying });
        expect(judge([group, separate(U, { from: { parentId: [group] } })])).toBe("closed");
    });

    it.each<[string, Resource, number]>([
        ["a body that is not known", made({ body: U }), 1],
        ["a type that is not known", made({ type: U, body: {} }), 1],
        ["a sensitive body beside the body", made({ body: small, sensitiveBody: U }), 1],
        ["a sensitive body of another type", made({ type: "Microsoft.Sql/servers@1", body: {}, sensitiveBody: U }), 0],
        ["a body that is not known, of another type", made({ type: "Microsoft.Sql/servers@1", body: U }), 0],
        ["a body that is read", made({ body: small }), 0],
    ])("%s: mentioned or not", (_name, one, count) => {
        expect(notes([one]).filter(({ code }) => code === "template-not-read")).toHaveLength(count);
    });

    it("a secret body is judged and never told", () => {
        const one = made({ body: new Secret(body({ name: "hush", properties: api({ description: "hush" }) })) });
        expect(judge([one])).toBe("open");
        const told = composeFirewalls([one]).map(({ rules }) =>
            rules.map(({ name, at, because }) => [name, at, because]),
        );
        expect(JSON.stringify(told)).not.toContain("hush");
    });
});
