export { namedRecord, portNumber, refuseUnknownArguments, textList, wholeNumber } from "./arguments.js";
export { checkExpiry, EXPIRES_SOON_DAYS, expiryOf, parseDate } from "./date.js";
export { apiPort, DISTRIBUTIONS, type DistributionName, type PortProfile, portProfiles } from "./distribution.js";
export { parseExposure, type SignedExposure } from "./exposed-on-purpose.js";
export type { RuleInventoryEntry } from "./inventory.js";
export { boundedName, shortHash, slug, sourceName } from "./name.js";
export {
    type Admission,
    admissions,
    blockSources,
    cidrSources,
    type IntentSource,
    keyedSources,
    portText,
    refuseEmpty,
    refuseInternetTogether,
    refuseMixedUp,
} from "./plan.js";
export { resolvedBlock } from "./resolved-block.js";
export { ROLES, type Role } from "./role.js";
export {
    INTERNET_IPV4,
    INTERNET_IPV6,
    isInternet,
    parseCidrBlock,
    parseCidrBlocks,
    refuseInternet,
    refuseSharedCiRanges,
} from "./sources.js";
export { ciSources, exposureSources, lockOutWarnings, type ReadSources } from "./time-limited.js";
export { WEBHOOK_PORTS, webhookPorts } from "./webhook-ports.js";
