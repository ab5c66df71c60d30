export {
    begun,
    flag,
    isLater,
    namedRecord,
    oneOf,
    plainList,
    plainText,
    portNumber,
    refuseUnknownArguments,
    shown,
    textList,
    wholeNumber,
} from "./arguments.js";
export { checkExpiry, EXPIRES_SOON_DAYS, expiryOf, parseDate } from "./date.js";
export {
    apiPort,
    DISTRIBUTIONS,
    type DistributionName,
    type PortProfile,
    portProfiles,
    readProfiles,
} from "./distribution.js";
export { parseExposure, type SignedExposure } from "./exposed-on-purpose.js";
export type { RuleInventoryEntry } from "./inventory.js";
export {
    checkedKey,
    checkForm,
    type KnownForm,
    keyedSources,
    type OwnAddresses,
    ownAddressSources,
} from "./keyed-sources.js";
export { boundedName, mixedHash, refuseSameNames, shortHash, slug, sourceName } from "./name.js";
export {
    type Admission,
    admissions,
    aggregated,
    agreedValue,
    blockSources,
    cidrSource,
    cidrSources,
    type IntentSource,
    portText,
    refuseEmpty,
    refuseInternetTogether,
    refuseMixedUp,
    withoutCovered,
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
export { KUBELET_PORT, nodePorts, WEBHOOK_PORTS, webhookPorts } from "./webhook-ports.js";
