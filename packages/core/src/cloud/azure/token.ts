/** azure-native, its forerunner, and the package of one API version: `azure-native_network_v20230201:network/v20230201:NetworkSecurityGroup`. */
const NATIVE = /^azure-(?:native|nextgen)(?:_([a-z0-9]+)_v\w+)?:([a-z0-9]+)(?:\/\w+)?:(\w+)$/i;

/** The classic provider's resources when a program uses the Terraform provider itself, or a module of it. */
const BRIDGED = /^azurerm:\w+\/\w+:(\w+)$/i;
const MODULE = /^[\w-]+:tf:azurerm_(\w+)$/i;

/** AzAPI, as a provider of Terraform's, as a package of its own and in a module. */
const AZAPI = /^(?:azapi:(?:\w+\/)?\w+:(?:Update)?Resource|[\w-]+:tf:azapi_(?:update_)?resource)$/;

/**
 * The name under which a type is read here: azure-native tokens without their API version, Terraform's own names as
 * `azurerm:<name in lower case>`, AzAPI as `azapi:resource`, everything else as it is. `undefined` for a token that is not Azure's.
 */
export function canonicalToken(type: string): string | undefined {
    const native = NATIVE.exec(type);
    if (native) return `azure-native:${(native[1] ?? native[2] ?? "").toLowerCase()}:${native[3] ?? ""}`;
    if (AZAPI.test(type)) return "azapi:resource";
    const bridged = BRIDGED.exec(type) ?? MODULE.exec(type);
    if (bridged) return `azurerm:${(bridged[1] ?? "").replaceAll("_", "").toLowerCase()}`;
    return type.startsWith("azure:") ? type : undefined;
}

/** The canonical form under which the classic token is found when it comes from Terraform: the last part decides. */
export function bridgedToken(classic: string): string {
    return `azurerm:${classic.slice(classic.lastIndexOf(":") + 1).toLowerCase()}`;
}
