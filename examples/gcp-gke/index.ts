import { gkeAuthorizedNetworks } from "@portcullis/gcp";
import * as gcp from "@pulumi/gcp";

const cluster = new gcp.container.Cluster("cluster", {
    location: "europe-west3",
    initialNodeCount: 1,
    masterAuthorizedNetworksConfig: gkeAuthorizedNetworks({
        administrators: ["198.51.100.0/24"],
        ci: { deployer: { range: "203.0.113.10/32", expires: "2027-12-31" } },
    }),
});

export const endpoint = cluster.endpoint;
