import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause, referencePeer, unknownPeer, unreadableCause } from "../shape.js";
import { linkOf } from "./link.js";

/** Kind of the objects that prefix-list ids name. */
export const PREFIX_LIST = "aws-prefix-list";

/** Lists that Amazon keeps carry such names; they hold the addresses of a shared service. */
const MANAGED = "com.amazonaws.";

/** A prefix list by its id: its content where it is in the stack; else a service of Amazon, or nobody knows. */
export function prefixListPeer(field: Field, resource: Resource): Peer {
    const text = field.text();
    if (text?.startsWith(MANAGED)) return referencePeer("service", field.secret ? MANAGED : text, field.written());
    if (!field.isUnknown && (text === undefined || text === "")) {
        return unknownPeer(unreadableCause(resource.urn, field, "it is no id of a prefix list"));
    }
    const cause = listCause(field, resource);
    return {
        kind: "list",
        link: linkOf(field, { resource, kind: PREFIX_LIST, cause }),
        otherwise: unknownPeer(cause),
    };
}

function listCause(field: Field, resource: Resource): Cause {
    if (field.isUnknown) return causeOf(resource.urn, field);
    const name = field.secret ? "of that id" : field.text();
    return foreignCause(resource.urn, field, `prefix list ${name} is not part of this stack`);
}
