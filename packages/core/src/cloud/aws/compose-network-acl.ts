import { composePlain } from "../../stack/compose-plain.js";
import type { Composer } from "../../stack/composer.js";
import { settleNumbers } from "./entry-number.js";

/** Name of the composer of network ACLs. */
export const NETWORK_ACL_COMPOSER = "aws-network-acl";

/** Makes one firewall of each network ACL and its separate entries: numbers are unique among all of them. */
export const composeNetworkAcls: Composer = (index, parts) =>
    composePlain(index, parts).map((firewall) => ({ ...firewall, rules: settleNumbers(firewall.rules) }));
