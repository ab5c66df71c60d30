import { PreviewError } from "../preview-error.js";

const UNIT_SECONDS: Readonly<Record<string, number>> = {
    ns: 1e-9,
    us: 1e-6,
    µs: 1e-6,
    ms: 1e-3,
    s: 1,
    m: 60,
    h: 3600,
};

/** Seconds of a duration such as `1h30m`, as resources write their timeouts; an empty one is 0. */
export function parseDuration(text: string): number {
    const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
    if (text !== "" && text !== "0" && parts.map((part) => part[0]).join("") !== text) {
        throw new PreviewError("registration-invalid", {
            what: `unable to parse customTimeout Value ${text}`,
            fix: 'Write numbers with units, for example "1h30m".',
        });
    }
    return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
}
