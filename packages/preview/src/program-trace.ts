/** Frames of Node.js and of dependencies: they tell nothing of the user's program. */
const FOREIGN_FRAME = /^\s+at .*(?:node:|[\\/]node_modules[\\/])/;
const FRAME = /^\s+at /;

/** What Node.js prints of an input property error beside its message: the same text once more. */
const PROPERTY_ERROR = / ?\{\n\s+__pulumiInputPropertyError: true,[\s\S]*?\n\}/;

/** Shortens the text of a program's exception to its message and the places in the program's own files. */
export function shortenTrace(text: string): string {
    const lines = text.replace(PROPERTY_ERROR, "").split("\n");
    const own = lines.filter((line) => !FOREIGN_FRAME.test(line));
    // An exception that comes from a dependency alone keeps its frames: there is nothing else to go by.
    return (own.some((line) => FRAME.test(line)) ? own : lines).join("\n");
}
