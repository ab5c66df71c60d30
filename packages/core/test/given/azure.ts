import type { Given } from "../corpus.js";

/** The group nsg of the resource group rg with these rules. */
export function networkSecurityGroup(...securityRules: readonly Given["props"][]): Given {
    return {
        type: "azure-native:network:NetworkSecurityGroup",
        props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRules },
    };
}

/** An inbound TCP rule for the API port, unless it says otherwise. */
export function nsgRule(priority: number, access: string, more: Given["props"]): Given["props"] {
    return {
        name: `rule-${priority}-${access}`,
        priority,
        access,
        direction: "Inbound",
        protocol: "Tcp",
        sourcePortRange: "*",
        destinationPortRange: "6443",
        destinationAddressPrefix: "*",
        ...more,
    };
}

/** An AKS cluster. */
export function aks(props: Given["props"]): Given {
    return { type: "azure-native:containerservice:ManagedCluster", props: { resourceGroupName: "rg", ...props } };
}
