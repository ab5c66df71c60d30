import { describe, expect, it } from "vitest";
import { Distribution, EgressMode } from "../src/index.js";
import { planGroup } from "../src/plan.js";

const asg = (name: string | number) =>
    `/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/${name}`;
/** Prefixes with a gap after each, so that nothing can be aggregated. */
const scattered = (count: number) =>
    Array.from({ length: count }, (_, index) => `10.${Math.floor(index / 100)}.${(index % 100) * 2}.0/24`);
const base = { resourceGroupName: "rg", distribution: Distribution.K3s, loadBalancerProbe: false };
const plan = (args: object) => planGroup({ ...base, egress: EgressMode.Unmanaged, ...args }).rules;
const groups = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`g${index}`, asg(index)]));

/** Pins that keep the rules of many groups apart, whatever their names say. */
function apart(count: number, role: string): Record<string, number> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${role}-asg-g${index}`, 110 + index]));
}

describe("4,000 addresses", () => {
    it("are taken as sources, and one more is refused with the counts", () => {
        const peers = plan({ nodes: { addressPrefixes: scattered(4000) } })[0]?.peers;
        expect(peers).toHaveLength(4000);
        expect(() => plan({ nodes: { addressPrefixes: scattered(4001) } })).toThrow(
            /^maxAddresses: The plan needs 4001 source addresses/,
        );
    });

    it("are counted apart as destinations", () => {
        const nodes = { egress: EgressMode.LeastPrivilege, maxAddresses: 3, nodes: { addressPrefixes: scattered(2) } };
        expect(plan(nodes)).toHaveLength(5); // nodes in and out, the deny of each direction, and DNS: the third destination
        expect(() => plan({ ...nodes, destinations: { registry: { addressPrefix: "192.0.2.0/24" } } })).toThrow(
            /needs 4 destination addresses/,
        );
    });

    it("are aggregated without loss before they are refused", () => {
        const adjacent = Array.from({ length: 64 }, (_, index) => `10.0.${index}.0/24`);
        const [rule] = plan({ nodes: { addressPrefixes: adjacent }, maxAddresses: 63 });
        expect(rule?.peers).toMatchObject([{ who: "10.0.0.0/18" }]);
    });
});

it("takes as many rules as the quota, and refuses one more", () => {
    const nodes = { applicationSecurityGroups: groups(2) };
    expect(plan({ nodes, maxRules: 3 })).toHaveLength(3);
    expect(() => plan({ nodes, maxRules: 2 })).toThrow(/^maxRules: The plan needs 3 rules/);
});

it("takes 100 application security groups, which no quota raises, and refuses one more", () => {
    const nodes = (count: number) => ({
        nodes: { applicationSecurityGroups: groups(count) },
        priorities: apart(count, "nodes"),
    });
    expect(plan(nodes(100))).toHaveLength(101);
    expect(() => plan(nodes(101))).toThrow(/needs 101 application security groups/);
});

it("keeps every rule's name within 80 characters, and apart", () => {
    const key = (last: string) => `${"k".repeat(60)}${last}`;
    const rules = plan({
        egress: EgressMode.LeastPrivilege,
        controlPlane: { applicationSecurityGroups: { [key("a")]: asg("a"), [key("b")]: asg("b") } },
    });
    const names = rules.map(({ name }) => name);
    expect(names.every((name) => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$/.test(name))).toBe(true);
    expect(new Set(names).size).toBe(names.length);
});

it("gives roles bands that do not meet, and room in each", () => {
    const everyRole = ["controlPlane", "nodes", "administrators", "monitoring", "webhooks", "managementTools"];
    const sources = { addressPrefixes: ["10.0.0.0/8", "2001:db8::/48"], applicationSecurityGroups: groups(3) };
    const rules = plan(Object.fromEntries(everyRole.map((role) => [role, sources])));
    const allows = rules.filter(({ access }) => access === "Allow");
    const bands = everyRole.map((role) => allows.filter((rule) => rule.role === role).map(({ priority }) => priority));
    for (const [index, band] of bands.entries()) {
        expect(band).toHaveLength(5);
        expect(Math.max(...band) - Math.min(...band)).toBeLessThan(300);
        expect(Math.min(...(bands[index + 1] ?? [4000]))).toBeGreaterThan(Math.max(...band));
    }
});
