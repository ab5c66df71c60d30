import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { type Shown, UNKNOWN, urnOf } from "./protocol.mts";
import { emptyOutputs, runEngine, told } from "./run-engine.mts";

const NAME = "api-server-not-public";
const KNOWN = "api-server-reach-known";
const group = (name: string, ...cidrBlocks: readonly string[]): Shown => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name,
    props: { ingress: cidrBlocks.length === 0 ? [] : [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks }] },
    outputs: { id: `sg-${name}` },
});
const rule = (name: string, cidrIpv4: string, of: string | undefined): Shown => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name,
    props: {
        securityGroupId: of ? UNKNOWN : "sg-elsewhere",
        ipProtocol: "tcp",
        fromPort: 6443,
        toPort: 6443,
        cidrIpv4,
    },
    ...(of ? { propertyDependencies: { securityGroupId: [of] } } : {}),
});
const nsg: Shown = {
    type: "azure-native:network:NetworkSecurityGroup",
    name: "nsg",
    props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg" },
};
const nsgRule = (name: string, priority: number, access: string, source: string): Shown => ({
    type: "azure-native:network:SecurityRule",
    name,
    props: {
        resourceGroupName: "rg",
        networkSecurityGroupName: "nsg",
        securityRuleName: name,
        priority,
        access,
        direction: "Inbound",
        protocol: "*",
        sourceAddressPrefix: source,
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
    },
});
/** A sixteenth of 2^20 each: only together too many. */
const sixteenths = Array.from({ length: 16 }, (_, index) => `8.${index}.0.0/16`);

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it("tells one exposure once, where the rule and its group are both shown", async () => {
        expect(told(await runEngine(pack(), [group("cp"), rule("open", "0.0.0.0/0", "cp")]))).toEqual([
            `${NAME} on open`,
        ]);
    });

    it("tells two rules of one group that are both open, each on its own resource", async () => {
        const resources = [group("cp", "0.0.0.0/0"), rule("open", "0.0.0.0/0", "cp")];
        expect(told(await runEngine(pack(), resources))).toEqual([`${NAME} on cp`, `${NAME} on open`]);
    });

    it("finds what only many resources together open, in the stack view", async () => {
        const rules = sixteenths.map((block, index) => rule(`part-${index}`, block, "cp"));
        const found = await runEngine(pack(), [group("cp"), ...rules]);
        expect(told(found)).toEqual([`${NAME} on cp`]);
        expect(found[0]?.message).toContain("About 1.0 million public addresses can open TCP 6443");
        expect(found[0]?.message).toContain("more rules");
        expect(told(await runEngine(pack(), [group("cp"), ...rules.slice(1)]))).toEqual([]);
    });

    it("adds up what ids link, in an update", async () => {
        const rules = sixteenths.map((block, index): Shown => {
            const one = rule(`part-${index}`, block, undefined);
            return { ...one, props: { ...one.props, securityGroupId: "sg-cp" } };
        });
        expect(told(await runEngine(pack(), [group("cp"), ...rules], { phase: "update" }))).toEqual([`${NAME} on cp`]);
    });

    it("does not add up groups of two providers under one id", async () => {
        const rules = sixteenths.map((block, index): Shown => {
            const one = rule(`part-${index}`, block, undefined);
            const urn = `urn:pulumi:dev::shop::pulumi:providers:aws::${index % 2 ? "one" : "other"}`;
            return { ...one, props: { ...one.props, securityGroupId: "sg-1" }, provider: { urn } };
        });
        expect(told(await runEngine(pack(), rules, { phase: "update" }))).toEqual([]);
    });

    it("judges ordered rules in the stack only, and on what was shown as inputs", async () => {
        const resources = [nsg, nsgRule("deny", 100, "Deny", "Internet"), nsgRule("allow", 200, "Allow", "Internet")];
        expect(told(await runEngine(pack(), resources))).toEqual([]);
        expect(told(await runEngine(pack(), resources, { stack: emptyOutputs }))).toEqual([]);
        const open = [nsg, nsgRule("allow", 100, "Allow", "Internet"), nsgRule("deny", 200, "Deny", "Internet")];
        expect(told(await runEngine(pack(), open, { stack: emptyOutputs }))).toEqual([
            "api-server-not-public on allow",
            "control-plane-not-public on allow",
        ]);
    });

    it("tells an ordered firewall's exposure where each allow is written", async () => {
        const [first, second] = [nsgRule("first", 200, "Allow", "Internet"), nsgRule("second", 300, "Allow", "*")];
        const behind = nsgRule("behind", 400, "Allow", "*");
        const deny = nsgRule("deny", 350, "Deny", "*");
        const open = await runEngine(pack(), [nsg, first, second, behind, deny]);
        expect(told(open).filter((text) => text.startsWith(NAME))).toEqual([`${NAME} on first`, `${NAME} on second`]);
    });

    it("tells an exposure on the firewall where no rule has it alone", async () => {
        const small = [..."abcdefgh"].map((name, index) =>
            nsgRule(name, 200 + index, "Allow", `${11 + index}.0.0.0/13`),
        );
        expect(told(await runEngine(pack(), [nsg, ...small.slice(0, 1)]))).toEqual([]);
        expect(told(await runEngine(pack(), [nsg, ...small])).filter((text) => text.startsWith(NAME))).toEqual([
            `${NAME} on nsg`,
        ]);
    });

    it("does not take outputs for rules", async () => {
        const stale = { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] };
        const refreshed = { ...group("cp"), outputs: stale };
        expect(told(await runEngine(pack(), [refreshed]))).toEqual([]);
    });

    it("stops a rule before its creation when its value becomes known", async () => {
        expect(told(await runEngine(pack(), [rule("later", UNKNOWN, undefined)]))).toEqual([`${KNOWN} on later`]);
        await pack().configureStack(false);
        expect(told(await pack().analyze(rule("later", "0.0.0.0/0", undefined)))).toEqual([`${NAME} on later`]);
    });

    it("makes an undecided verdict advisory in a preview and mandatory in an update", async () => {
        const unknown = [group("cp", UNKNOWN)];
        const levels = async (phase: "preview" | "update", onUnknown?: string) => {
            const config = onUnknown === undefined ? {} : { [KNOWN]: { properties: { onUnknown } } };
            return (await runEngine(pack(), unknown, { phase, config })).map(({ level }) => level);
        };
        expect(await levels("preview")).toEqual(["advisory"]);
        expect(await levels("update")).toEqual(["mandatory"]);
        expect(await levels("preview", "mandatory")).toEqual(["mandatory"]);
        expect(await levels("update", "advisory")).toEqual(["advisory"]);
    });

    it("lets the level of an undecided verdict be raised", async () => {
        const config = { [KNOWN]: { level: "mandatory" as const } };
        expect((await runEngine(pack(), [group("cp", UNKNOWN)], { config })).map(({ level }) => level)).toEqual([
            "mandatory",
        ]);
    });

    it("reports a certain violation beside an unknown value", async () => {
        const found = await runEngine(pack(), [group("cp", UNKNOWN, "0.0.0.0/0")]);
        expect(found.map(({ policy, level }) => [policy, level])).toEqual([[NAME, "mandatory"]]);
    });

    it("counts a secret that is redacted as unknown", async () => {
        const found = await runEngine(pack(), [group("cp", "[secret]")]);
        expect(told(found)).toEqual([`${KNOWN} on cp`]);
    });

    it("forgets the resources of an earlier run", async () => {
        await runEngine(pack(), [nsg, nsgRule("allow", 100, "Allow", "Internet")]);
        expect(told(await runEngine(pack(), [nsg]))).toEqual([]);
        await pack().analyze(nsg);
        await pack().analyze(nsgRule("allow", 100, "Allow", "Internet"));
        await pack().configureStack(true);
        await pack().analyze(nsg);
        expect(await pack().analyzeStack([nsg])).toEqual([]);
    });

    it("judges a resource anew that is shown anew", async () => {
        await pack().configureStack(true);
        expect(told(await pack().analyze(group("cp", "0.0.0.0/0")))).toEqual([`${NAME} on cp`]);
        expect(await pack().analyze(group("cp", "10.0.0.0/8"))).toEqual([]);
        expect(await pack().analyzeStack([group("cp")])).toEqual([]);
    });

    it("finds the same where the stack view is asked twice", async () => {
        await runEngine(pack(), [nsg, nsgRule("allow", 100, "Allow", "Internet")]);
        const again = await pack().analyzeStack([nsgRule("allow", 100, "Allow", "Internet"), nsg]);
        expect(told(again)).toEqual(["api-server-not-public on allow", "control-plane-not-public on allow"]);
    });

    it("judges what only the stack view shows, and says so where it shows nothing", async () => {
        await pack().configureStack(true);
        const open = { ...group("cp", "0.0.0.0/0"), outputs: group("cp", "0.0.0.0/0").props };
        expect(told(await pack().analyzeStack([open]))).toEqual([`${NAME} on cp`]);
        await pack().configureStack(true);
        const nothing = await pack().analyzeStack([{ ...open, outputs: {} }]);
        expect(nothing.map(({ policy, urn }) => [policy, urn])).toEqual([[KNOWN, urnOf(open)]]);
    });

    it("analyses many resources at once without mixing them", async () => {
        await pack().configureStack(true);
        const many = Array.from({ length: 60 }, (_, index) =>
            group(`g-${index}`, index % 3 === 0 ? "0.0.0.0/0" : "10.0.0.0/8"),
        );
        const found = await Promise.all(many.map((resource) => pack().analyze(resource)));
        found.forEach((diagnostics, index) => {
            expect(told(diagnostics)).toEqual(index % 3 === 0 ? [`${NAME} on g-${index}`] : []);
        });
    });
});
