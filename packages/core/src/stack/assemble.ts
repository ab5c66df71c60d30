import type { Contribution } from "./contribution.js";
import type { Firewall } from "./firewall.js";

/** Makes one firewall of contributions; the first is the one to report on. */
export function assemble(parts: readonly Contribution[]): Firewall {
    const [first] = parts;
    return {
        kind: first?.kind ?? "firewall",
        semantics: parts.some((part) => part.semantics === "ordered") ? "ordered" : "union",
        subject: first?.resource.urn ?? "",
        members: [...new Set(parts.map((part) => part.resource.urn))],
        rules: parts.flatMap((part) => part.rules),
        notes: parts.flatMap((part) => part.notes),
    };
}
