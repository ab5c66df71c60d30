import type { PolicyName } from "../policy-name.js";

/** Where the policies' pages are: they come with the package, so they fit its version. */
const PAGES = "node_modules/@portcullis/policy-api-server-exposure/docs";

/** The page of a policy, at a section where one is meant. */
export function pageOf(policy: PolicyName, anchor?: string): string {
    return `${PAGES}/${policy}.md${anchor ? `#${anchor}` : ""}`;
}

/** The page on configuration and exceptions. */
export function configurationPage(anchor: string): string {
    return `${PAGES}/configuration.md#${anchor}`;
}
