/** Type of the resource that stands for the stack itself. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Makes the URN of a resource; the stack as parent is left out of it. */
export function makeUrn(
    stack: string,
    project: string,
    parent: string | undefined,
    type: string,
    name: string,
): string {
    const parentType = parent === undefined || parent === "" ? "" : urnQualifiedType(parent);
    const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** Type of the resource with those of its parents in front. */
export function urnQualifiedType(urn: string): string {
    return urn.split("::")[2] ?? "";
}

/** Type of the resource. */
export function urnType(urn: string): string {
    const qualified = urnQualifiedType(urn);
    return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** Name of the resource; it may contain `::` itself. */
export function urnName(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** True for a text that has the form of a URN. */
export function isUrn(text: string): boolean {
    return text.startsWith("urn:pulumi:") && text.split("::").length >= 4;
}

/** True for `pulumi:providers:<package>`. */
export function isProviderType(type: string): boolean {
    return /^pulumi:providers:.+/.test(type);
}

/** Package of a type or function token. */
export function tokenPackage(token: string): string {
    return token.slice(0, token.indexOf(":"));
}

/** True for a token of three parts, as custom resources and functions have. */
export function isToken(token: string): boolean {
    const parts = token.split(":");
    return parts.length === 3 && parts.every((part) => part !== "");
}
