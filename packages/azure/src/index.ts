export * from "./aks-authorized-ranges.js";
export { ApiServerNetworkSecurityGroup } from "./api-server-network-security-group.js";
export * from "./args.js";
