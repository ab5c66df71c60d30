import { composePlain } from "../../stack/compose-plain.js";
import type { Composer } from "../../stack/composer.js";
import { besideCandidates, withLooseDenies } from "./loose-denies.js";
import { settleCollisions } from "./priority-collision.js";

/**
 * Makes one firewall of the administrator rules of one configuration. Network security groups are judged by
 * themselves: what these rules deny is not taken from them, for a configuration may be undeployed at any time.
 */
export const composeAdminConfigurations: Composer = (index, parts) => {
    const configurations = withLooseDenies(index, parts, composePlain(index, parts)).map((firewall) => ({
        ...firewall,
        // Names are unique inside a collection only, of which a configuration has several.
        rules: settleCollisions(firewall.rules.map((rule) => ({ rule, givenName: undefined }))),
    }));
    return [...configurations, ...besideCandidates(index, parts)];
};
