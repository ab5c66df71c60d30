import { ApiServerFirewall } from "@portcullis/gcp";
import * as gcp from "@pulumi/gcp";

const network = new gcp.compute.Network("cluster", { autoCreateSubnetworks: false });

const api = new ApiServerFirewall("api", {
    network: network.id,
    targetTags: ["control-plane"],
    nodes: { tags: ["worker"] },
    administrators: { tags: ["bastion"], ranges: ["198.51.100.0/24"] },
    ci: { deployer: { range: "203.0.113.10/32", expires: "2027-12-31" } },
});

export const rules = api.ruleInventory;
