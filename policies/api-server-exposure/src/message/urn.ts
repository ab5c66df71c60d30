/** The resource name at the end of a URN. */
export function urnName(urn: string): string {
    // Only the fourth part and what follows is the name: it may hold `::` itself.
    return urn.startsWith("urn:") ? urn.split("::").slice(3).join("::") || urn : urn;
}

/** The type token in a URN, without those of its parents. */
export function urnType(urn: string): string {
    const types = urn.split("::")[2] ?? "";
    return types.slice(types.lastIndexOf("$") + 1);
}
