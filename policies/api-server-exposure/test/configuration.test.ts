import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { LEVELS, runEngine, told } from "./run-engine.mts";
import { FIREWALLS } from "./situations.mts";

const NAME = "api-server-not-public";
const open = FIREWALLS[0]?.resources("0.0.0.0/0", 6443) ?? [];
const closed = FIREWALLS[0]?.resources("10.0.0.0/8", 6443) ?? [];
const signed = {
    resource: "gateway-*",
    sources: ["0.0.0.0/0"],
    reason: "WAF in front",
    owner: "a@example.com",
    expires: "2099-01-01",
};

/** Each field wrong once: what is set, where the message says it is, what it says. */
const WRONG: readonly (readonly [string, string, object, string, string])[] = [
    ["an unknown property", NAME, { port: [6443] }, "port:", "There is no such property"],
    [
        "a property in another spelling",
        NAME,
        { allowedCIDRBlocks: [] },
        "allowedCIDRBlocks:",
        "Write one of ports, strict, allowedCidrBlocks",
    ],
    [
        "a property of another policy",
        NAME,
        { gkeDnsEndpoint: "violation" },
        "gkeDnsEndpoint:",
        `It does not concern ${NAME}`,
    ],
    ["ports as a number", NAME, { ports: 6443 }, "ports:", "It is a list"],
    ["no port", NAME, { ports: [] }, "ports:", "Without a port nothing would be judged"],
    ["a port as text", NAME, { ports: ["6443"] }, "ports[0]:", "A port is a whole number from 1 to 65535"],
    ["a port out of range", NAME, { ports: [6443, 65536] }, "ports[1]:", "A port is a whole number from 1 to 65535"],
    ["a fraction", NAME, { ports: [6443.5] }, "ports[0]:", "A port is a whole number"],
    ["strict as text", NAME, { strict: "true" }, "strict:", "It is either true or false"],
    [
        "reportNetworkAcls as a number",
        NAME,
        { reportNetworkAcls: 1 },
        "reportNetworkAcls:",
        "It is either true or false",
    ],
    ["allowedCidrBlocks as text", NAME, { allowedCidrBlocks: "10.0.0.0/8" }, "allowedCidrBlocks:", "It is a list"],
    ["a block that is a number", NAME, { allowedCidrBlocks: [10] }, "allowedCidrBlocks[0]:", "A CIDR block is a text"],
    ["a block without a mask", NAME, { allowedCidrBlocks: ["203.0.113.7"] }, "allowedCidrBlocks[0]:", "203.0.113.7"],
    [
        "a block with host bits",
        NAME,
        { allowedCidrBlocks: ["203.0.113.7/24"] },
        "allowedCidrBlocks[0]:",
        "203.0.113.7/24",
    ],
    [
        "a block that is the internet",
        NAME,
        { allowedCidrBlocks: ["0.0.0.0/0"] },
        "allowedCidrBlocks:",
        "would allow everyone",
    ],
    [
        "blocks that are the internet together",
        NAME,
        { allowedCidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] },
        "allowedCidrBlocks:",
        "would allow everyone",
    ],
    [
        "a block that is the internet of IPv6",
        NAME,
        { allowedCidrBlocks: ["2000::/3"] },
        "allowedCidrBlocks:",
        "would allow everyone",
    ],
    [
        "the upper half of IPv4, of which much is not public",
        NAME,
        { allowedCidrBlocks: ["128.0.0.0/1"] },
        "allowedCidrBlocks:",
        "half of the IPv4 internet or more",
    ],
    [
        "the half of IPv6 in which the clients are",
        NAME,
        { allowedCidrBlocks: ["2000::/4"] },
        "allowedCidrBlocks:",
        "half of the IPv6 internet or more",
    ],
    [
        "all of IPv4 inside IPv6",
        NAME,
        { allowedCidrBlocks: ["64:ff9b::/96"] },
        "allowedCidrBlocks:",
        "half of the IPv4 internet or more",
    ],
    ["no choice at all", NAME, { onUnknown: null }, "onUnknown:", "It is one of by-phase, advisory, mandatory"],
    [
        "a word that is no choice",
        NAME,
        { cloudTenantSources: "warn" },
        "cloudTenantSources:",
        "It is one of violation, advisory",
    ],
    [
        "a word that is no choice for GKE",
        "managed-api-endpoint-not-public",
        { gkeDnsEndpoint: true },
        "gkeDnsEndpoint:",
        "It is one of violation, advisory",
    ],
    [
        "a word that is no choice for unknowns",
        "api-server-reach-known",
        { onUnknown: "error" },
        "onUnknown:",
        "It is one of by-phase, advisory, mandatory",
    ],
    ["exceptions as an object", NAME, { exceptions: signed }, "exceptions:", "It is a list"],
    ["an exception as text", NAME, { exceptions: ["gateway"] }, "exceptions[0]:", "An exception is an object"],
    [
        "an exception without resource",
        NAME,
        { exceptions: [{ ...signed, resource: undefined }] },
        "exceptions[0].resource:",
        "by its name or URN",
    ],
    [
        "an exception for everything",
        NAME,
        { exceptions: [{ ...signed, resource: "*" }] },
        "exceptions[0].resource:",
        "That is every resource",
    ],
    [
        "an exception without sources",
        NAME,
        { exceptions: [{ ...signed, sources: [] }] },
        "exceptions[0].sources:",
        "never widens beyond the sources it names",
    ],
    [
        "an exception for Internet",
        NAME,
        { exceptions: [{ ...signed, sources: ["Internet"] }] },
        "exceptions[0].sources[0]:",
        "Internet",
    ],
    [
        "an exception without reason",
        NAME,
        { exceptions: [{ ...signed, reason: " " }] },
        "exceptions[0].reason:",
        "needs a reason",
    ],
    [
        "an exception without owner",
        NAME,
        { exceptions: [{ ...signed, owner: undefined }] },
        "exceptions[0].owner:",
        "Somebody answers for",
    ],
    [
        "an exception without last day",
        NAME,
        { exceptions: [{ ...signed, expires: undefined }] },
        "exceptions[0].expires:",
        "year-month-day",
    ],
    [
        "an exception that ends on no day",
        NAME,
        { exceptions: [{ ...signed, expires: "2099-02-30" }] },
        "exceptions[0].expires:",
        "2099-02-30",
    ],
    [
        "an exception with a misspelt property",
        NAME,
        { exceptions: [{ ...signed, expiry: "2099-01-01" }] },
        "exceptions[0].expiry:",
        "An exception has no such property",
    ],
];

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it.each(WRONG)("refuses %s, once, in words", async (_what, policy, properties, at, says) => {
        const config = { [policy]: { properties: JSON.parse(JSON.stringify(properties)) as object } };
        const found = await runEngine(pack(), [...closed, { type: "a:b:C", name: "other", props: {} }], { config });
        const refusals = found.filter(({ message }) =>
            message.startsWith(`The configuration of ${policy} is not valid`),
        );
        expect(refusals.map(({ level, policy: by }) => [level, by])).toEqual([["mandatory", policy]]);
        expect(refusals[0]?.message).toContain(at);
        expect(refusals[0]?.message).toContain(says);
        expect(refusals[0]?.message).toMatch(/\n {2}fix: /);
    });

    it("still refuses what is open where the configuration is wrong", async () => {
        const config = { [NAME]: { properties: { allowedCidrBlocks: ["0.0.0.0/0"] } } };
        const found = await runEngine(pack(), open, { config });
        expect(found.map(({ level }) => level)).toEqual(["mandatory", "mandatory"]);
        expect(found[1]?.message).toContain("Everyone on the internet can open TCP 6443");
    });

    it("refuses a wrong configuration whatever level the policy has", async () => {
        const config = { [NAME]: { level: "advisory" as const, properties: { port: 1 } } };
        expect((await runEngine(pack(), closed, { config })).map(({ level }) => level)).toEqual(["mandatory"]);
    });

    it("tells a wrong configuration in the stack view where no resource was shown", async () => {
        await pack().configureStack(true);
        await pack().configure({ [NAME]: { properties: { port: 1 } } });
        expect((await pack().analyzeStack([])).map(({ policy, level }) => [policy, level])).toEqual([
            [NAME, "mandatory"],
        ]);
    });

    it("refuses the name of a policy that does not exist", async () => {
        const config = { "api-server-not-publik": { properties: {} } };
        const found = await runEngine(pack(), closed, { config });
        expect(found.map(({ level }) => level)).toEqual(["mandatory"]);
        expect(found[0]?.message).toContain('The configuration names a policy "api-server-not-publik"');
    });

    it("has a schema with a default for each property, and the same names everywhere", async () => {
        const { policies } = await pack().info();
        expect(policies.map(({ name, level }) => [name, level])).toEqual(Object.entries(LEVELS));
        const ports = policies.map(({ schema }) => schema.properties["ports"]);
        expect(new Set(ports.map((one) => JSON.stringify(one))).size).toBe(1);
        for (const { schema } of policies) {
            for (const [name, property] of Object.entries(schema.properties)) {
                expect([name, (property as { default?: unknown }).default]).not.toEqual([name, undefined]);
            }
        }
    });

    it("takes the schema's own defaults, as the engine fills them in, for nothing set", async () => {
        const { policies } = await pack().info();
        const config = Object.fromEntries(
            policies.map(({ name, schema }) => [
                name,
                {
                    properties: Object.fromEntries(
                        Object.entries(schema.properties).map(([key, one]) => [
                            key,
                            (one as { default: unknown }).default,
                        ]),
                    ),
                },
            ]),
        );
        expect(told(await runEngine(pack(), open, { config }))).toEqual([`${NAME} on subject`]);
        const ports = { [NAME]: { properties: { ...config[NAME]?.properties, ports: [8443] } } };
        const unknown = FIREWALLS[0]?.resources("04da6b54-80e4-46f7-96ec-b56ff0331ba9", 8443) ?? [];
        expect(told(await runEngine(pack(), unknown, { config: { ...config, ...ports } }))).toEqual([
            "api-server-reach-known on subject",
        ]);
    });

    it("judges one address where strict is set", async () => {
        const few = FIREWALLS[0]?.resources("8.8.8.8/32", 6443) ?? [];
        expect(told(await runEngine(pack(), few, { config: { [NAME]: { properties: { strict: true } } } }))).toEqual([
            `${NAME} on subject`,
        ]);
    });

    it("does not count allowed blocks", async () => {
        const wide = FIREWALLS[0]?.resources("8.0.0.0/8", 6443) ?? [];
        const config = { [NAME]: { properties: { allowedCidrBlocks: ["8.0.0.0/8"] } } };
        expect(told(await runEngine(pack(), wide, { config }))).toEqual([]);
        const refused = await runEngine(pack(), wide);
        expect(refused[0]?.message).toContain("About 16.8 million public addresses can open TCP 6443");
    });

    it("takes every customer of a cloud as a remark where that is set", async () => {
        const tenants =
            FIREWALLS.find(({ cloud }) => cloud === "Azure security rule")?.resources("AzureCloud", 6443) ?? [];
        expect(told(await runEngine(pack(), tenants))).toEqual([`${NAME} on subject`]);
        const config = { [NAME]: { properties: { cloudTenantSources: "advisory" } } };
        const found = await runEngine(pack(), tenants, { config });
        expect(found.map(({ policy, level }) => [policy, level])).toEqual([["api-server-reach-known", "advisory"]]);
    });

    it("judges network ACLs only where that is set", async () => {
        const acl = [
            {
                type: "aws:ec2/networkAcl:NetworkAcl",
                name: "acl",
                props: {
                    vpcId: "v",
                    ingress: [
                        {
                            ruleNo: 100,
                            action: "allow",
                            protocol: "-1",
                            fromPort: 0,
                            toPort: 0,
                            cidrBlock: "0.0.0.0/0",
                        },
                    ],
                },
            },
        ];
        expect(told(await runEngine(pack(), acl))).toEqual([]);
        const config = { [NAME]: { properties: { reportNetworkAcls: true } } };
        expect(told(await runEngine(pack(), acl, { config }))).toEqual([`${NAME} on acl`]);
    });

    it("keeps nothing of an earlier configuration", async () => {
        const excused = { [NAME]: { properties: { exceptions: [{ ...signed, resource: "subject" }], ports: [6443] } } };
        expect(told(await runEngine(pack(), open, { config: excused }))).toEqual([]);
        expect(told(await runEngine(pack(), open))).toEqual([`${NAME} on subject`]);
        expect(told(await runEngine(pack(), closed, { config: { [NAME]: { properties: { port: 1 } } } }))).toEqual([
            `${NAME} on subject`,
        ]);
        expect(told(await runEngine(pack(), closed))).toEqual([]);
    });

    it("keeps nothing of a configuration that is set anew without a new stack", async () => {
        await pack().configureStack(true);
        await pack().configure({ [NAME]: { properties: { ports: [8443] } } });
        for (const resource of open) expect(await pack().analyze(resource)).toEqual([]);
        await pack().configure({});
        const other = FIREWALLS[0]?.resources("0.0.0.0/0", 8443) ?? [];
        for (const resource of other) expect(await pack().analyze({ ...resource, name: "other" })).toEqual([]);
        expect(await pack().analyzeStack(other.map((resource) => ({ ...resource, name: "other" })))).toEqual([]);
    });
});
