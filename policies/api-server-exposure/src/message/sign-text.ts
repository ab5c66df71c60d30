import type { Rule } from "@portcullis/core";
import { urnName } from "./urn.js";

const COMPONENT = "portcullis:index:";

/**
 * What to do about an opening that a component of ours writes: it does so for `exposedOnPurpose` only, where the
 * program's author signed. Who runs the policies signs too, by an exception to paste; undefined for other rules.
 */
export function signText(rule: Rule): string | undefined {
    const component = (rule.resource.split("::")[2] ?? "").split("$").find((type) => type.startsWith(COMPONENT));
    if (component === undefined) return undefined;
    const sources = rule.peers.flatMap((peer) => ("text" in peer ? [peer.text.replaceAll('"', "")] : []));
    const exception = {
        resource: urnName(rule.resource),
        sources,
        reason: "...",
        owner: "...",
        expires: "...",
    };
    const name = component.slice(COMPONENT.length);
    return `exposedOnPurpose of ${name} opens it: take it out, or have it signed in the policy's configuration too: exceptions: [${JSON.stringify(exception)}]`;
}
