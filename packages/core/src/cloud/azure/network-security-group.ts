import { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { identityOf, linkTo } from "./resource-id.js";
import { readSecurityRule } from "./security-rule.js";

/** Kind of the object, and name of the composer that makes one firewall of a group and its separate rules. */
export const NETWORK_SECURITY_GROUP = "azure-network-security-group";

/** Reads a network security group with its inline rules, azure-native and classic. */
export const readNetworkSecurityGroup: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const inline = [...field.get("securityRules").items(), ...field.get("securityRule").items()];
    const own = field.get("networkSecurityGroupName");
    const name = own.isAbsent ? field.get("name") : own;
    return [
        {
            ...contribution(resource, inlineRules(resource.urn, inline)),
            identity: identityOf(NETWORK_SECURITY_GROUP, resource, name, field.get("resourceGroupName")),
        },
    ];
};

/** Reads what Service Fabric puts into the group of a managed cluster or of one of its node types. */
export const readServiceFabricRules: Reader = (resource) => {
    const rules = new Field(resource.properties, "").get("networkSecurityRules").items();
    return rules.length === 0 ? [] : [contribution(resource, inlineRules(resource.urn, rules))];
};

/** Reads a rule that is a resource of its own, azure-native and classic. */
export const readSeparateSecurityRule: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const rules = readSecurityRule({ resource: resource.urn, field, separate: true, name: resource.name });
    const group = field.get("networkSecurityGroupName");
    const belongsTo = linkTo({
        kind: NETWORK_SECURITY_GROUP,
        resource,
        target: group,
        resourceGroup: field.get("resourceGroupName"),
        noun: "network security group",
    });
    return [{ ...contribution(resource, rules), belongsTo }];
};

function inlineRules(resource: string, rules: readonly Field[]): readonly Rule[] {
    return rules.flatMap((field) => readSecurityRule({ resource, field, separate: false, name: field.at }));
}

function contribution(resource: Contribution["resource"], rules: readonly Rule[]): Contribution {
    return {
        resource,
        kind: "firewall",
        semantics: "ordered",
        rules,
        notes: [],
        composer: NETWORK_SECURITY_GROUP,
    };
}
