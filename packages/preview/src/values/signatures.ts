/** Key under which an object on the wire says that it is more than an object. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** Values of {@link SIGNATURE_KEY}. */
export const Signature = {
    Asset: "c44067f5952c0a294b673a41bacd8c17",
    Archive: "0def7320c3a5731c473e5ecbe6d01bc7",
    Secret: "1b47061264138c4ac30d75fd1eb44270",
    ResourceReference: "5cf8f73096256a8f31e491e813e4eb8e",
    OutputValue: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** What a program sends for a value that is not known yet, whatever its type. */
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SENTINELS = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    UNKNOWN_STRING,
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** True for a text that stands for an unknown value. */
export function isSentinel(text: string): boolean {
    return SENTINELS.has(text);
}
