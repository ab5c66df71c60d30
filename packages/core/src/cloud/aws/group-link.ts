import type { Field } from "../../field.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause } from "../shape.js";
import { linkOf } from "./link.js";

/** Kind of the objects that security-group ids name. */
export const SECURITY_GROUP = "aws-security-group";

/** Kind of the objects that network-ACL ids name. */
export const NETWORK_ACL = "aws-network-acl";

/** A link to a security group or network ACL by its id. */
export function groupLink(field: Field, resource: Resource, kind: typeof SECURITY_GROUP | typeof NETWORK_ACL): Link {
    const what = kind === SECURITY_GROUP ? "security group" : "network ACL";
    const name = field.secret ? "of that id" : field.written();
    const cause = field.text()
        ? foreignCause(resource.urn, field, `${what} ${name} is not part of this stack`)
        : causeOf(resource.urn, field);
    return linkOf(field, { resource, kind, cause });
}
