import { type Exposure, exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import type { Note } from "../../../src/stack/contribution.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Unknown, type Value } from "../../../src/value.js";

/** A value that is not known yet. */
export const U = new Unknown();

type Properties = { readonly [key: string]: Value };

/** What a row says of a resource besides its type and properties. */
export interface Given {
    readonly id?: string;
    readonly provider?: string;
    /** Property -> names of the resources it came from. */
    readonly from?: { readonly [property: string]: readonly Named[] };
}

/** A resource to be named in `from`. */
type Named = Pick<Resource, "urn">;

/** Makes a resource. */
export function resource(type: string, name: string, properties: Properties, given: Given = {}): Resource {
    const { from, ...rest } = given;
    const propertyDependencies = Object.fromEntries(
        Object.entries(from ?? {}).map(([property, sources]) => [property, sources.map((source) => source.urn)]),
    );
    return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name, properties, propertyDependencies, ...rest };
}

/** An inbound rule for TCP 6443 from anywhere, as far as the row does not say otherwise. */
export function rule(properties: Properties = {}): Properties {
    return {
        name: "api",
        priority: 300,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "6443",
        ...properties,
    };
}

/** A network security group with these rules. */
export function group(...securityRules: readonly Value[]): Resource {
    return resource("azure-native:network:NetworkSecurityGroup", "nsg", {
        resourceGroupName: "rg",
        networkSecurityGroupName: "nsg",
        securityRules,
    });
}

/** A rule that is a resource of its own, of the group above. */
export function separate(name: string, properties: Properties = {}, given: Given = {}): Resource {
    const { name: _inline, ...rest } = rule(properties);
    return resource(
        "azure-native:network:SecurityRule",
        name,
        { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRuleName: name, ...rest },
        given,
    );
}

const RANK = { closed: 0, undecided: 1, open: 2 } as const;

/** The exposures of all firewalls of a stack. */
export function exposures(resources: readonly Resource[], port = 6443): readonly Exposure[] {
    return composeFirewalls(resources).map((firewall) => exposure(reach(firewall.rules, tcp(port))));
}

/** The worst verdict over the firewalls of a stack. */
export function judge(resources: readonly Resource[], port = 6443): Exposure["verdict"] {
    const verdicts = exposures(resources, port).map((one) => one.verdict);
    return verdicts.reduce((worst, one) => (RANK[one] > RANK[worst] ? one : worst), "closed");
}

/** What a stack mentions. */
export function notes(resources: readonly Resource[]): readonly Note[] {
    return composeFirewalls(resources).flatMap((firewall) => firewall.notes);
}
