import { IpSet } from "../../ip-set.js";
import { known, type Rule, type Scope } from "../../rule.js";
import { addressesPeer, makeRule } from "../shape.js";
import { serviceTagPeer, VIRTUAL_NETWORK } from "./service-tag.js";

const INSIDE: Scope = { addresses: IpSet.empty, groups: [`tag ${VIRTUAL_NETWORK}`] };

/** The three rules that every network security group ends with and nobody can remove. */
export function defaultSecurityRules(resource: string): readonly Rule[] {
    const of = (name: string, priority: number) => ({
        resource,
        at: `defaultSecurityRules.${name}`,
        name,
        priority: known(priority),
        because: [`${name} is a default rule of every network security group`],
    });
    const rules = [
        makeRule({
            ...of("AllowVnetInBound", 65000),
            peers: tagPeers("VirtualNetwork"),
            destination: known(INSIDE),
        }),
        makeRule({ ...of("AllowAzureLoadBalancerInBound", 65001), peers: tagPeers("AzureLoadBalancer") }),
        makeRule({
            ...of("DenyAllInBound", 65500),
            action: "deny",
            peers: [addressesPeer(IpSet.everything, "*")],
        }),
    ];
    return rules.map((rule) => ({ ...rule, implied: true }));
}

function tagPeers(tag: string) {
    const peer = serviceTagPeer(tag, tag);
    return peer ? [peer] : [];
}
