import { plainLine } from "./plain-text.js";

/** The type that the program's stack has. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The resource's type, without those of its parents: `urn:pulumi:dev::shop::parent$type::name` -> `type`. */
export function urnType(urn: string): string {
    const qualified = urn.split("::")[2] ?? "";
    return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** The resource's name as the program wrote it; it may hold `::` itself. */
function urnName(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** Shortens a type as Pulumi shows it: `aws:ec2/securityGroup:SecurityGroup` -> `aws:ec2:SecurityGroup`. */
export function displayType(type: string): string {
    const parts = type.split(":");
    const [pkg, module, name] = parts;
    if (parts.length !== 3 || !module || !name) return plainLine(type);
    const slash = module.lastIndexOf("/");
    const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return plainLine(
        slash >= 0 && module.slice(slash + 1) === file ? `${pkg}:${module.slice(0, slash)}:${name}` : type,
    );
}

/** The resource's name, safe for a terminal. */
export function displayName(urn: string): string {
    return plainLine(urnName(urn));
}

/** Tells default providers apart, by Pulumi's own rule: it makes them by itself and neither shows nor counts them. */
export function isDefaultProvider(urn: string): boolean {
    return urnType(urn).startsWith("pulumi:providers:") && urnName(urn).startsWith("default");
}
