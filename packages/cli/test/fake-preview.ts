import type { PreviewedResource, Violation } from "@portcullis/preview";

export const STACK_URN = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

/** A resource as a preview reports it, with what a test names. */
export function resource(urn: string, parts: Partial<PreviewedResource> = {}): PreviewedResource {
    const qualified = urn.split("::")[2] ?? "";
    const type = qualified.slice(qualified.lastIndexOf("$") + 1);
    return {
        urn,
        type,
        name: urn.split("::").slice(3).join("::"),
        custom: !type.startsWith("pulumi:pulumi:"),
        read: false,
        inputs: {},
        outputs: {},
        dependencies: [],
        propertyDependencies: {},
        protect: false,
        ...(urn === STACK_URN ? {} : { parent: STACK_URN }),
        ...parts,
    };
}

/** The URN of a resource of the stack shop-dev. */
export function urn(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A mandatory violation, with what a test names. */
export function violation(parts: Partial<Violation> = {}): Violation {
    return {
        policyName: "api-server-not-public",
        policyPackName: "api-server-exposure",
        policyPackVersion: "0.1.0",
        enforcementLevel: "mandatory",
        message: "Everyone on the internet can open TCP 6443.",
        urn: urn("aws:ec2/securityGroup:SecurityGroup", "control-plane"),
        ...parts,
    };
}
