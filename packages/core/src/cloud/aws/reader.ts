import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";

/**
 * A reader that takes its properties from a field: of a resource of its own, or somewhere inside a template, where
 * paths begin with the place in the template.
 */
export type PropertyReader = (resource: Resource, root: Field) => readonly Contribution[];
