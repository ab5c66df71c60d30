// Every resource here opens the Kubernetes API to the internet, each in another spelling. Do not copy.
import * as gcp from "@pulumi/gcp";

// 1. No ports: every port.
const first = new gcp.compute.Network("no-ports");
new gcp.compute.Firewall("no-ports", { network: first.id, allows: [{ protocol: "tcp" }], sourceRanges: ["0.0.0.0/0"] });

// 2. Ranges and tags are alternatives: the tag narrows nothing.
const second = new gcp.compute.Network("ranges-or-tags");
new gcp.compute.Firewall("ranges-or-tags", {
    network: second.id,
    allows: [{ protocol: "6", ports: ["6000-6999"] }],
    sourceRanges: ["::/0"],
    sourceTags: ["bastion"],
});

// 3. An empty list of ranges: GCP reads everyone.
const third = new gcp.compute.Network("empty-ranges");
new gcp.compute.Firewall("empty-ranges", {
    network: third.id,
    allows: [{ protocol: "tcp", ports: ["6443"] }],
    sourceRanges: [],
});

// 4. A deny before it that stops half of the internet only.
const fourth = new gcp.compute.Network("half-denied");
new gcp.compute.Firewall("deny-half", {
    network: fourth.id,
    priority: 900,
    denies: [{ protocol: "all" }],
    sourceRanges: ["0.0.0.0/1"],
});
new gcp.compute.Firewall("half-denied", {
    network: fourth.id,
    allows: [{ protocol: "all" }],
    sourceRanges: ["0.0.0.0/0"],
});

// 5. GKE without authorized networks.
new gcp.container.Cluster("no-authorized-networks", { location: "europe-west3", initialNodeCount: 1 });
