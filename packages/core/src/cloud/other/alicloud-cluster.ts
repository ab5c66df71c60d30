import { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf } from "../shape.js";
import { endpointContribution, endpointRule, everyone } from "./endpoint.js";
import { itemsOf, readSwitch, said, singleObject } from "./properties.js";

/** Reads the clusters of ACK (managed, dedicated, edge): public unless the load balancer is asked not to be. */
export const readAckCluster: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const rules = [
        ...readBySwitch(root.get("slbInternetEnabled"), resource, true),
        ...readLoadBalancers(root, resource),
    ];
    return [endpointContribution(resource, rules)];
};

/** Reads `alicloud:cs/serverlessKubernetes:ServerlessKubernetes`: public only where it is asked to be. */
export const readServerlessCluster: Reader = (resource) => {
    const field = new Field(resource.properties, "").get("endpointPublicAccessEnabled");
    return [endpointContribution(resource, readBySwitch(field, resource, false))];
};

function readBySwitch(field: Field, resource: Resource, absent: boolean): readonly Rule[] {
    const access = readSwitch(field, resource.urn, absent);
    if (access.value === false) return [];
    const because = [field.isAbsent ? `${said(field)}, and true is the default` : said(field)];
    return [endpointRule({ resource, at: field.at, peers: [everyone()], because, doubts: access.causes })];
}

/** The load balancers that are named one by one. */
function readLoadBalancers(root: Field, resource: Resource): readonly Rule[] {
    const config = singleObject(root.get("controlPlaneEndpointsConfig"));
    if (config.isAbsent) return [];
    const items = config.isObject ? itemsOf(config, "loadBalancersConfigs", "loadBalancersConfig") : [config];
    return items.flatMap((item) => {
        const type = item.get("endpointType");
        const enabled = readSwitch(item.get("enabled"), resource.urn, true);
        const word = type.text()?.toLowerCase();
        if (item.isObject && (word === "private" || word === "intranet" || enabled.value === false)) return [];
        const doubts = word === "public" ? enabled.causes : [causeOf(resource.urn, item.isObject ? type : item)];
        const because = [said(item.isObject ? type : item)];
        return [endpointRule({ resource, at: item.at, peers: [everyone()], because, doubts })];
    });
}
