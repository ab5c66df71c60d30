import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import type { Shown } from "./protocol.mts";
import { runEngine } from "./run-engine.mts";

const sg = (name: string, ingress: readonly object[]): Shown => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name,
    props: { ingress },
});
const from = (...cidrBlocks: readonly string[]) => ({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks });

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it("says what, why, a proof, the fix and where to read more", async () => {
        const rule = {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            name: "api-open",
            props: { securityGroupId: "sg-1", ipProtocol: "-1", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" },
        };
        const found = await runEngine(pack(), [rule]);
        const lines = found[0]?.message.split("\n") ?? [];
        expect(lines[0]).toBe("Everyone on the internet can open TCP 6443 (Kubernetes API) through api-open.");
        expect(lines[1]).toBe(
            '  why:   cidrIpv4 is "0.0.0.0/0" and ipProtocol "-1" admits every port, whatever fromPort says',
        );
        expect(lines[2]).toBe("  proof: 1.0.0.1 -> TCP 6443 is admitted by this rule");
        expect(lines[3]).toMatch(
            /^ {2}fix: {3}name who may come in, for example cidrIpv4: "203\.0\.113\.0\/24", or referencedSecurityGroupId/,
        );
        expect(lines[4]).toMatch(/^ {2}more: {2}.*\/api-server-not-public\.md#protocol-all$/);
        expect(lines).toHaveLength(5);
        expect(found[0]?.severity).toBe(4);
    });

    it("says on which value an undecided verdict depends, and between what it lies", async () => {
        const found = await runEngine(pack(), [
            sg("control-plane", [from("10.0.0.0/8"), from("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]),
        ]);
        expect(found[0]?.message.split("\n")).toEqual([
            "Whether the internet can open TCP 6443 (Kubernetes API) through control-plane is not known yet.",
            "  depends on: ingress[1].cidrBlocks[0], known only after another resource exists",
            "  at least:   nobody. At most: everyone on the internet (if the value turns out to be 0.0.0.0/0)",
            "  note:       on `pulumi up` it is judged again, with its real value, before it is created",
            expect.stringMatching(/^ {2}more: {7}.*\/api-server-reach-known\.md#unknown-values$/) as string,
        ]);
    });

    it("stays within a screen for 500 rules", async () => {
        const open = Array.from({ length: 500 }, (_, index) =>
            from(`${index % 200 === 10 ? 11 : (index % 200) + 1}.${index % 250}.0.0/16`),
        );
        const found = await runEngine(pack(), [sg("wide", open)]);
        expect(found).toHaveLength(1);
        expect(found[0]?.message.split("\n").length).toBeLessThan(20);
        expect(found[0]?.message.length).toBeLessThan(2500);
        const unknown = Array.from({ length: 500 }, () => from("04da6b54-80e4-46f7-96ec-b56ff0331ba9"));
        const undecided = await runEngine(pack(), [sg("later", unknown)]);
        expect(undecided[0]?.message.split("\n").length).toBeLessThan(20);
        expect(undecided[0]?.message).toContain("497 more values");
    });

    it.each([
        ["terminal escapes", "\u001b[31mred\u001b[0m 0.0.0.0/0"],
        ["a terminal title", "\u001b]0;title\u0007x"],
        ["colour markup", "<{%fg 1%}>red<{%reset%}>"],
        ["colour markup in two halves", "<{<{%%fg 1%}%}>"],
        ["line breaks", "0.0.0.0/0\n  more: https://evil.example"],
        ["text that runs backwards", "\u202e0.0.0.0/0"],
    ])("shows no %s of a user's text", async (_what, text) => {
        const found = await runEngine(pack(), [
            sg("odd", [from(text)]),
            {
                ...sg(`n-${text}`, [from("0.0.0.0/0")]),
                urn: `urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::n-${text}`,
            },
        ]);
        expect(found.length).toBeGreaterThan(1);
        for (const { message } of found) {
            for (const markup of ["\u001b", "\u0007", "\u202e", "<{%", "%}>"]) expect(message).not.toContain(markup);
            for (const line of message.split("\n").slice(1)) expect(line).toMatch(/^ {2}[a-z ]+: /);
            expect(message.split("\n").filter((line) => line.startsWith("  more:"))).toHaveLength(1);
            expect(message).toBe(message.trimEnd());
        }
    });

    it.each([
        ["long", "n".repeat(10_000)],
        ["long, of characters in two halves", `n${"\u{1f512}".repeat(5_000)}`],
    ])("keeps the first sentence whole where a name is %s", async (_what, name) => {
        const later = from("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        const found = await runEngine(pack(), [sg(name, [from("0.0.0.0/0")]), sg(`${name}-2`, [later])]);
        const sentences = found.map(({ message }) => message.split("\n")[0] ?? "");
        expect(sentences[0]).toMatch(/^Everyone on the internet can open TCP 6443 \(Kubernetes API\) through n.*\.$/su);
        expect(sentences[1]).toMatch(/^Whether the internet can open TCP 6443 .* is not known yet\.$/su);
        for (const sentence of sentences) expect(sentence.length).toBeLessThan(500);
    });

    it("promises no later judgement of a name that the pods resolve", async () => {
        const ports = [{ port: 443, targetPort: "https" }];
        const service = {
            type: "kubernetes:core/v1:Service",
            name: "web",
            props: { spec: { type: "LoadBalancer", ports } },
        };
        const message = (await runEngine(pack(), [service]))[0]?.message ?? "";
        expect(message).toMatch(/^Whether the internet can open 11 control-plane ports through web is not known\.\n/);
        expect(message).toContain('spec.ports[0].targetPort, "https" is a name, and the pods say which port it is');
        expect(message).toMatch(
            /At most: everyone on the internet\n {2}fix: .*the number of a port\n {2}more: .*#foreign$/,
        );
    });

    it("does not say of a secret that is not shown that it is known later", async () => {
        const message = (await runEngine(pack(), [sg("cp", [from("[secret]")])]))[0]?.message ?? "";
        expect(message).toContain(
            "depends on: ingress[0].cidrBlocks[0], a secret that is shown only to who has the stack's passphrase\n",
        );
    });

    it.each<[string, object, string]>([
        ["azure:containerservice/kubernetesCluster:KubernetesCluster", {}, "authorizedIpRanges: ["],
        [
            "azure-native:redhatopenshift:OpenShiftCluster",
            { apiserverProfile: { visibility: "Public" } },
            'apiserverProfile: { visibility: "Private" }',
        ],
        ["google-native:container/v1:Cluster", {}, "masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks"],
        [
            "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
            {
                firewallPolicy: "p",
                priority: 1,
                action: "allow",
                direction: "INGRESS",
                match: { srcIpRanges: ["0.0.0.0/0"], layer4Configs: [{ ipProtocol: "tcp", ports: ["6443"] }] },
            },
            "srcIpRanges: [",
        ],
        [
            "azure:network/firewallNatRuleCollection:FirewallNatRuleCollection",
            {
                action: "Dnat",
                priority: 100,
                rules: [
                    {
                        name: "api",
                        protocols: ["TCP"],
                        sourceAddresses: ["*"],
                        destinationPorts: ["6443"],
                        translatedPort: "6443",
                    },
                ],
            },
            "sourceAddresses: [",
        ],
        [
            "digitalocean:index/loadBalancer:LoadBalancer",
            { forwardingRules: [{ entryProtocol: "tcp", entryPort: 6443, targetProtocol: "tcp", targetPort: 6443 }] },
            "firewall: { allows: [",
        ],
        [
            "vultr:index/loadBalancer:LoadBalancer",
            { forwardingRules: [{ frontendProtocol: "tcp", frontendPort: 6443, backendPort: 6443 }] },
            "firewallRules: [",
        ],
        [
            "hcloud:index/loadBalancerService:LoadBalancerService",
            { loadBalancerId: "1", protocol: "tcp", listenPort: 6443, destinationPort: 6443 },
            "enablePublicInterface: false",
        ],
    ])("names a fix that %s takes", async (type, props, fix) => {
        const [found] = await runEngine(pack(), [{ type, name: "subject", props }]);
        expect(found?.level).toBe("mandatory");
        expect(found?.message.split("\n").find((line) => line.startsWith("  fix:"))).toContain(fix);
    });

    it("says which rule of a list lets somebody in, where its properties are named alone", async () => {
        const rule = { access: "Allow", direction: "Inbound", protocol: "Tcp", destinationPortRange: "6443" };
        const securityRules = ["10.0.0.0/8", "*"].map((sourceAddressPrefix, index) => ({
            ...rule,
            name: `rule-${index}`,
            priority: 100 + index,
            sourceAddressPrefix,
        }));
        const nsg = { type: "azure-native:network:NetworkSecurityGroup", name: "nsg", props: { securityRules } };
        const [found] = await runEngine(pack(), [nsg]);
        expect(found?.message).toContain(
            '  why:   securityRules[1]: sourceAddressPrefix is "*", protocol is "Tcp" and',
        );
    });

    it("names the entries of a list that lets somebody in, and only those", async () => {
        const list = {
            type: "aws:ec2/managedPrefixList:ManagedPrefixList",
            name: "office",
            props: {
                addressFamily: "IPv4",
                entries: [
                    { cidr: "10.0.0.0/8" },
                    { cidr: "8.0.0.0/8" },
                    { cidr: "9.0.0.0/8" },
                    { cidr: "11.0.0.0/8" },
                    { cidr: "12.0.0.0/8" },
                ],
            },
        };
        const rule = {
            type: "aws:ec2/securityGroupRule:SecurityGroupRule",
            name: "api",
            props: {
                type: "ingress",
                securityGroupId: "sg-1",
                protocol: "tcp",
                fromPort: 6443,
                toPort: 6443,
                prefixListIds: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
            },
            propertyDependencies: { prefixListIds: ["office"] },
        };
        const found = await runEngine(pack(), [list, rule]);
        expect(found[0]?.message.split("\n")[1]).toMatch(
            /^ {2}why: .*; office lists "8\.0\.0\.0\/8", "9\.0\.0\.0\/8", "11\.0\.0\.0\/8" and 1 more$/,
        );
    });

    it("begins with a whole sentence and names the resource as it was written", async () => {
        const found = await runEngine(pack(), [sg("Ünïcode::name", [from("0.0.0.0/0")])]);
        expect(found[0]?.message.split("\n")[0]).toBe(
            "Everyone on the internet can open TCP 6443 (Kubernetes API) through Ünïcode::name.",
        );
    });

    it("says who gets in, in words", async () => {
        const who = async (...blocks: readonly string[]) =>
            (await runEngine(pack(), [sg("x", [from(...blocks)])]))[0]?.message.split(" can open")[0];
        expect(await who("0.0.0.0/0")).toBe("Everyone on the internet");
        expect(await who("0.0.0.0/1", "128.0.0.0/1")).toBe("Everyone on the internet");
        expect(await who("1.0.0.0/8")).toBe("About 16.8 million public addresses");
        expect(await who("8.0.0.0/6")).toMatch(/^About \d+\.\d million public addresses$/);
        expect(await who("0.0.0.0/1")).toBe("About 2.1 billion public addresses");
    });

    it("proves a secret-free witness that is a public address of the rule", async () => {
        const found = await runEngine(pack(), [sg("x", [from("9.0.0.0/8")])]);
        expect(found[0]?.message).toMatch(/proof: 9\.\d+\.\d+\.\d+ -> TCP 6443 is admitted by ingress\[0\]/);
    });
});
