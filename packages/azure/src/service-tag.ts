import { FirewallError } from "@portcullis/core";
import { type IntentSource, type Role, slug } from "@portcullis/core/intent";

/** Tags that are the internet, or every tenant of the cloud: nobody's allow list. */
const REFUSED: { readonly [tag: string]: string } = {
    "*": "it is every address of both families",
    any: "it is every address of both families",
    internet: "it is every public address, other Azure customers included",
    azurecloud: "anyone can rent an address in it",
    virtualnetwork: "it is the whole network, its peers, on-premises networks, and whatever a route adds",
};

/**
 * Reads a role's service tags: each names one service, none means the internet.
 *
 * https://learn.microsoft.com/azure/virtual-network/service-tags-overview
 *
 * @throws FirewallError `open-to-world` or `name-malformed`.
 */
export function serviceTagSources(role: Role, tags: readonly string[], at: string): readonly IntentSource[] {
    const seen = new Map<string, number>();
    return tags.map((tag, index) => {
        const path = `${at}[${index}]`;
        const service = tag.toLowerCase().split(".")[0]?.trim() ?? "";
        if (Object.hasOwn(REFUSED, service)) throw refused(tag, REFUSED[service] ?? "", path);
        const name = `tag-${slug(checkedServiceTag(tag, path))}`;
        const earlier = seen.get(name);
        if (earlier !== undefined) throw twice(tag, path, `${at}[${earlier}]`);
        seen.set(name, index);
        return { role, at: path, kind: "serviceTag", name, who: tag };
    });
}

/**
 * Checks that a text has the form of a service tag.
 *
 * @throws FirewallError `name-malformed`.
 */
export function checkedServiceTag(tag: string, at: string): string {
    if (/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(tag)) return tag;
    throw malformed(tag, at);
}

function twice(tag: string, at: string, earlier: string): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at,
        what: `The service tag ${tag} is listed twice`,
        why: `${earlier} already names it, and upper and lower case are the same in a tag`,
        fix: "Remove one of the two",
    });
}

function refused(tag: string, reason: string, at: string): FirewallError {
    return new FirewallError({
        code: "open-to-world",
        at,
        what: `The service tag ${tag} is no allow list`,
        why: `As a source, ${reason}`,
        fix: "Name the service that needs the API, an application security group, or address prefixes; the internet goes into exposedOnPurpose",
    });
}

function malformed(tag: string, at: string): FirewallError {
    return new FirewallError({
        code: "name-malformed",
        at,
        what: `${JSON.stringify(tag)} is no service tag`,
        why: "A service tag is a name such as AzureDevOps or Storage.WestEurope; addresses have their own list",
        fix: "Write the tag's name, or put an address into addressPrefixes",
    });
}
