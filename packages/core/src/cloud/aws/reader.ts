import type { Field } from "../../field.js";
import type { Contribution, NestedReader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";

/** A reader that is handed the properties of its resource as a field. */
export type PropertyReader = (resource: Resource, root: Field, nested?: NestedReader) => readonly Contribution[];
