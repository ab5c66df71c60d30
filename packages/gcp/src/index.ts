export { ApiServerFirewall } from "./api-server-firewall.js";
export * from "./args.js";
export * from "./gke-authorized-networks.js";
