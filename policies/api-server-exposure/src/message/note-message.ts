import type { Note } from "@portcullis/core/stack";
import type { PolicyName } from "../policy-name.js";
import type { Message } from "./message.js";
import { pageOf } from "./page.js";

/** Says what cannot be seen, or what to know. */
export function noteMessage(policy: PolicyName, note: Note): Message {
    return {
        headline: ended(note.what),
        lines: [
            ["why", note.why],
            ["fix", note.fix],
            ["more", pageOf(policy, note.code)],
        ],
    };
}

function ended(text: string): string {
    return text.endsWith(".") ? text : `${text}.`;
}
