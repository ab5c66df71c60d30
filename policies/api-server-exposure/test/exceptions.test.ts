import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import type { Shown } from "./protocol.mts";
import { runEngine, told } from "./run-engine.mts";

const NAME = "api-server-not-public";
const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const exception = (more: object = {}) => ({
    resource: "gateway-*",
    sources: ["0.0.0.0/0", "::/0"],
    reason: "public gateway with WAF and mTLS in front, ADR-14",
    owner: "platform@example.com",
    expires: inDays(200),
    ...more,
});
const config = (...exceptions: readonly object[]) => ({ [NAME]: { properties: { exceptions } } });
const rule = (name: string, cidrIpv4: string, more: object = {}): Shown => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name,
    props: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIpv4, ...more },
});
const nsgRule = (name: string, source: string, priority: number): Shown => ({
    type: "azure-native:network:SecurityRule",
    name,
    props: {
        resourceGroupName: "rg",
        networkSecurityGroupName: "nsg",
        securityRuleName: name,
        priority,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefix: source,
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "6443",
    },
});
const nsg: Shown = {
    type: "azure-native:network:NetworkSecurityGroup",
    name: "nsg",
    props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg" },
};

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);
    const found = (resources: readonly Shown[], ...exceptions: readonly object[]) =>
        runEngine(pack(), resources, { config: config(...exceptions) });

    it("excuses a resource by its name, in both views", async () => {
        expect(told(await found([rule("gateway-public", "0.0.0.0/0")], exception()))).toEqual([]);
    });

    it("excuses a resource by its URN", async () => {
        const resource = "urn:pulumi:*::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::gateway-public";
        expect(told(await found([rule("gateway-public", "0.0.0.0/0")], exception({ resource })))).toEqual([]);
    });

    it("asks for the second signature where a component of ours opens on purpose, and takes what it offers", async () => {
        const urn =
            "urn:pulumi:dev::shop::portcullis:index:ApiServerSecurityGroup$aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::api-6443";
        const component = { ...rule("api-6443", "0.0.0.0/0"), urn };
        const [refused] = await found([component]);
        expect(refused?.message).toContain("fix:   exposedOnPurpose of ApiServerSecurityGroup opens it");
        const [, offered] = /exceptions: \[(\{.*\})\]/.exec(refused?.message ?? "") ?? [];
        const { resource, sources } = JSON.parse(offered ?? "") as { resource: string; sources: readonly string[] };
        expect(told(await found([component], exception({ resource, sources })))).toEqual([]);
    });

    it("excuses no other resource", async () => {
        const resources = [rule("gateway-public", "0.0.0.0/0"), rule("my-gateway-x", "0.0.0.0/0")];
        expect(told(await found(resources, exception()))).toEqual([`${NAME} on my-gateway-x`]);
    });

    it("never widens beyond its sources", async () => {
        const narrow = exception({ sources: ["8.0.0.0/8"] });
        expect(told(await found([rule("gateway-a", "8.0.0.0/8")], narrow))).toEqual([]);
        const wide = await found([rule("gateway-a", "8.0.0.0/7")], narrow);
        expect(wide[0]?.message).toContain("About 16.8 million public addresses can open TCP 6443");
        expect(wide[0]?.message).toMatch(/proof: 9\./);
        const ipv4 = exception({ sources: ["0.0.0.0/0"] });
        const other = rule("gateway-a", "", { cidrIpv4: undefined, cidrIpv6: "::/0" });
        expect(told(await found([JSON.parse(JSON.stringify(other)) as Shown], ipv4))).toEqual([`${NAME} on gateway-a`]);
    });

    it("excuses the rules of the named resource only, where several form one firewall", async () => {
        const resources = [nsg, nsgRule("gateway-public", "*", 100), nsgRule("other", "8.0.0.0/8", 200)];
        expect(told(await found(resources, exception()))).toEqual([`${NAME} on other`]);
        expect(told(await found(resources.slice(0, 2), exception()))).toEqual([]);
        expect(told(await found(resources, exception({ resource: "nsg" })))).toEqual([]);
    });

    it("excuses a service tag by its name", async () => {
        const resources = [nsg, nsgRule("gateway-public", "AzureCloud", 100)];
        expect(told(await found(resources, exception({ sources: ["AzureCloud"] })))).toEqual([]);
        expect(told(await found(resources, exception({ sources: ["Storage"] })))).toEqual([
            `${NAME} on gateway-public`,
        ]);
    });

    it("is a finding when it is past its day, and excuses nothing", async () => {
        const late = await found([rule("gateway-public", "0.0.0.0/0")], exception({ expires: inDays(-1) }));
        expect(late.map(({ level }) => level)).toEqual(["mandatory", "mandatory"]);
        expect(late[1]?.message).toMatch(/^The exception for gateway-\* ended on .* and excuses nothing any more\.\n/);
        expect(late[1]?.urn).toContain("gateway-public");
    });

    it("counts through its last day", async () => {
        const today = await found([rule("gateway-public", "0.0.0.0/0")], exception({ expires: inDays(0) }));
        expect(today.map(({ level }) => level)).toEqual(["advisory"]);
    });

    it("warns when it is about to end", async () => {
        const soon = await found([rule("gateway-public", "0.0.0.0/0")], exception({ expires: inDays(5) }));
        expect(soon.map(({ level }) => level)).toEqual(["advisory"]);
        expect(soon[0]?.message).toContain(`The exception for gateway-* ends on ${inDays(5)}.`);
        expect(soon[0]?.message).toContain("platform@example.com");
    });

    it("is a finding when it matches nothing", async () => {
        const unmatched = await found([rule("api", "10.0.0.0/8")], exception());
        expect(unmatched.map(({ level }) => level)).toEqual(["mandatory"]);
        expect(unmatched[0]?.message).toContain(`The exception for gateway-* matches no resource that ${NAME} judges.`);
        const otherKind = { type: "aws:s3/bucket:Bucket", name: "gateway-logs", props: {} };
        expect(told(await found([rule("api", "10.0.0.0/8"), otherKind], exception()))).toHaveLength(1);
    });

    it("is a finding when it fits all that is in the stack, and excuses nothing", async () => {
        const all = await found([rule("gateway-public", "0.0.0.0/0")], exception({ resource: "urn:*shop*" }));
        expect(all.map(({ level }) => level)).toEqual(["mandatory", "mandatory"]);
        expect(all[1]?.message).toMatch(
            /^The exception for urn:\*shop\* is for every resource of this stack and excuses nothing\.\n/,
        );
    });

    it("excuses what cannot be seen of a resource only where it excuses everybody", async () => {
        const stack = {
            type: "aws:cloudformation/stack:Stack",
            name: "gateway-net",
            props: { templateUrl: "https://x" },
        };
        const config = (sources: readonly string[]) => ({
            "api-server-reach-known": { properties: { exceptions: [exception({ sources })] } },
        });
        expect(told(await runEngine(pack(), [stack], { config: config(["0.0.0.0/0", "::/0"]) }))).toEqual([]);
        expect(told(await runEngine(pack(), [stack], { config: config(["0.0.0.0/0"]) }))).toEqual([
            "api-server-reach-known on gateway-net",
        ]);
    });

    it("is a finding too where it is one of what is not known", async () => {
        const known = (one: object) => ({ "api-server-reach-known": { properties: { exceptions: [one] } } });
        const unmatched = await runEngine(pack(), [rule("api", "10.0.0.0/8")], { config: known(exception()) });
        expect(unmatched.map(({ policy, level }) => [policy, level])).toEqual([
            ["api-server-reach-known", "mandatory"],
        ]);
        const late = await runEngine(pack(), [rule("gateway-a", "10.0.0.0/8")], {
            config: known(exception({ expires: inDays(-1) })),
        });
        expect(late.map(({ policy, level }) => [policy, level])).toEqual([["api-server-reach-known", "mandatory"]]);
    });

    it("leaves what is not known as it is", async () => {
        const unknown = rule("gateway-public", "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        expect(told(await found([unknown], exception()))).toEqual([]);
        expect(told(await found([unknown], exception({ sources: ["8.0.0.0/8"] })))).toEqual([
            "api-server-reach-known on gateway-public",
        ]);
    });
});
