import { readerFor } from "@portcullis/core/stack";

/** True for a resource type that some reader knows. */
export function isReadType(type: string): boolean {
    return readerFor(type) !== undefined;
}
