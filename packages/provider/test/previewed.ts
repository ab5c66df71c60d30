import { join } from "node:path";
import { type PreviewedResource, type PreviewResult, preview } from "@portcullis/preview";

/** Previews a program of another language's form that makes these components, by type. */
export function previewed(components: Readonly<Record<string, object>>): Promise<PreviewResult> {
    const program = join(__dirname, "programs/clouds");
    return preview({ program, env: { ARGUMENTS: JSON.stringify(components) } });
}

/** The component of a type and everything below it. */
export function partOf({ resources }: PreviewResult, type: string): readonly PreviewedResource[] {
    const component = resources.find((resource) => resource.type === `portcullis:index:${type}`);
    return resources.filter(({ parent, urn }) => urn === component?.urn || parent === component?.urn);
}
