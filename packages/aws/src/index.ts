export * from "./adopt.js";
export { ApiServerFrontDoor } from "./api-server-front-door.js";
export { ApiServerSecurityGroup } from "./api-server-security-group.js";
export * from "./args.js";
export * from "./eks-endpoint-access.js";
export type { ApiServerFrontDoorArgs } from "./front-door-args.js";
