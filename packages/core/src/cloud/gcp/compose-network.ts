import type { Composer } from "../../stack/composer.js";
import { composeGroup } from "./compose-group.js";
import { groupParts } from "./group-parts.js";
import { portsServedToStrangers, withProxyNotes } from "./health-check-ranges.js";

/** Makes one firewall of all VPC firewalls of a network, for each set of instances that an allow selects. */
export const composeNetwork: Composer = (index, parts) => {
    const served = portsServedToStrangers(index);
    return groupParts(index, parts)
        .filter(({ parts: own, possible }) => [...own, ...possible].some((part) => part.belongsTo !== undefined))
        .flatMap((group) => composeGroup(group))
        .map((firewall) => withProxyNotes(firewall, served));
};
