import type { PreviewErrorCode } from "@portcullis/preview";

/** The flags that help with an error: the preview's own messages know nothing of a command line. */
const FLAGS: Partial<Record<PreviewErrorCode, string>> = {
    "stack-unknown": "--stack NAME",
    "config-missing": "--config KEY=VALUE, or --placeholders",
    "program-hangs": "--timeout SECONDS",
    "policy-pack-hangs": "--policy-pack-timeout SECONDS",
};

/** A last line that names the flag for an error; empty where there is none. */
export function flagHint(code: PreviewErrorCode): string {
    const flag = FLAGS[code];
    return flag === undefined ? "" : `\nFlag: ${flag}`;
}
