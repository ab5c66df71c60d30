import type { Reader } from "../../stack/contribution.js";

/** Reads what has a firewall's name, or a place beside one, and decides nothing about the port. */
export const readNothing: Reader = () => [];

/** Firewalls of databases, caches and web front ends, which stand before their own service, never before a node; and copies of what another cloud has. */
const OF_A_SERVICE =
    /^azure(?:-native)?:(?:awsconnector|cdn|cosmosdb|databasefleetmanager|datalake\w*|dbfor\w+|dnsresolver|frontdoor|hdinsight|horizondb|mariadb|mongocluster|mssql|mysql|netapp|postgresql|redis\w*|security|signalr|sql|synapse|waf|webpubsub)[:/]/i;

/** Parts of a firewall that hold no rule about the port, in lower case: the last part of the token. */
const WITHOUT_RULES: ReadonlySet<string> = new Set(
    `applicationsecuritygroup applicationsecuritygroupassociation defaultadminrule firewall firewallapplicationrulecollection firewallpolicy
    firewallpolicydraft firewallpolicyrulecollectiongroupdraft networkinterfaceapplicationsecuritygroupassociation
    networkinterfacesecuritygroupassociation subnetnetworksecuritygroupassociation webapplicationfirewallpolicy`.split(
        /\s+/,
    ),
);

/** True for a canonical token of Azure that looks like a firewall and is none in front of the port. */
export function isNoFirewall(token: string): boolean {
    if (OF_A_SERVICE.test(token)) return true;
    const [cloud, module] = token.split(/[:/]/);
    const last = token.slice(token.lastIndexOf(":") + 1).toLowerCase();
    return (cloud === "azurerm" || module === "network" || module === "privatelink") && WITHOUT_RULES.has(last);
}
