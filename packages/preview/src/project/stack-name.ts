import { readdirSync } from "node:fs";
import { PreviewError } from "../preview-error.js";
import type { Project } from "./project-file.js";

/** Which stack is previewed. */
export interface StackName {
    readonly stack: string;
    readonly organization?: string;
}

/** The stack of a project that has no stack's file yet. */
const DEFAULT = "dev";

/** Pulumi's rule, but for names of dots alone, which are folders. */
const NAME = /^(?=.*[^.])[A-Za-z0-9_.-]{1,100}$/;

/** Every stack that has a file: Pulumi.prod.yaml. */
const FILE = /^Pulumi\.(.+)\.(?:yaml|yml|json)$/;

/**
 * Reads `dev`, `acme/dev` or `acme/shop/dev`, as the CLI does. A stack that has no file, where others have one, is a
 * slip of the pen more often than a stack without configuration, and would be judged with the wrong values: an error.
 * Where no stack is named it is `dev`, or the only one that has a file.
 */
export function chooseStack(project: Project, named: string | undefined): StackName {
    const stacks = stacksWithFile(project.stackConfigFolder);
    if (named === undefined) return { stack: defaultStack(stacks, project) };
    const name = parseStackName(named, project);
    if (stacks.length > 0 && !stacks.includes(name.stack)) {
        throw new PreviewError("stack-unknown", {
            what: `There is no Pulumi.${name.stack}.yaml in ${project.stackConfigFolder}.`,
            why: `The stacks that have a file there: ${stacks.join(", ")}.`,
            fix: `Name one of them, or add Pulumi.${name.stack}.yaml; it may be empty.`,
        });
    }
    return name;
}

function defaultStack(stacks: readonly string[], project: Project): string {
    if (stacks.length === 0 || stacks.includes(DEFAULT)) return DEFAULT;
    const [only, another] = stacks;
    if (only !== undefined && another === undefined) return only;
    throw new PreviewError("stack-unknown", {
        what: `Which stack is meant? None is named, and there is no Pulumi.${DEFAULT}.yaml in ${project.stackConfigFolder}.`,
        why: `The stacks that have a file there: ${stacks.join(", ")}.`,
        fix: "Name one of them.",
    });
}

function parseStackName(text: string, project: Project): StackName {
    const parts = text.split("/");
    const stack = parts.at(-1) ?? "";
    const [organization] = parts;
    if (parts.length > 3 || !parts.every((part) => NAME.test(part))) {
        throw new PreviewError("stack-unknown", {
            what: `${JSON.stringify(text)} is not the name of a stack.`,
            why: "A stack name may only contain letters, digits, hyphens, underscores and periods, up to 100.",
            fix: `Write it as ${DEFAULT}, ORGANIZATION/${DEFAULT} or ORGANIZATION/PROJECT/${DEFAULT}.`,
        });
    }
    if (parts.length === 3 && parts[1] !== project.name) {
        throw new PreviewError("stack-unknown", {
            what: `${text} is a stack of the project ${parts[1]}, and this project is ${project.name}.`,
        });
    }
    return parts.length > 1 && organization !== undefined ? { stack, organization } : { stack };
}

/** The names of the stacks that have a file; a folder that is not there has none. */
function stacksWithFile(folder: string): readonly string[] {
    try {
        return readdirSync(folder)
            .flatMap((name) => FILE.exec(name)?.[1] ?? [])
            .sort();
    } catch {
        return [];
    }
}
