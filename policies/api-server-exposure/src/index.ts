import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies.js";
import { listen } from "./requests.js";
import { sdkModules } from "./sdk.js";

listen(sdkModules());

new PolicyPack("api-server-exposure", {
    displayName: "Kubernetes API exposure",
    description: "Refuses internet-wide ingress to the Kubernetes API, however it is spelt.",
    tags: ["kubernetes", "firewall", "network"],
    policies: [...policies],
});
