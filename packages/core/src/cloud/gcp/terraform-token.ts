/** Google's resources when a program uses the Terraform provider itself, or a module of it. */
const BRIDGED = /^google(?:-beta)?:\w+\/\w+:(\w+)$/;
const MODULE = /^[\w-]+:tf:google_(\w+)$/;

/** Terraform's own name in lower case without its underscores: `google_compute_firewall` is `computefirewall`. */
export function terraformName(type: string): string | undefined {
    const name = (BRIDGED.exec(type) ?? MODULE.exec(type))?.[1];
    return name?.replaceAll("_", "").toLowerCase();
}

/** The Terraform name of a type of the Pulumi provider: `gcp:compute/firewall:Firewall` is `computefirewall`. */
export function terraformNameOf(token: string): string | undefined {
    const [, service, name] = /^gcp:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
    if (service === undefined || name === undefined) return undefined;
    // Infrastructure Manager is the one service with another name there.
    return `${service === "configdeployment" ? "config" : service}${name}`.toLowerCase();
}
