import { plainLine } from "./plain-text.js";

/** The first line: what is previewed, and everything that this preview does not promise. */
export function headline(project: string, stack: string): string {
    const name = `${plainLine(project)} (${plainLine(stack)})`;
    return `Previewing ${name}, without cloud and credentials: a new stack, no provider checks or defaults, no diff`;
}
