import { CLOUDS } from "../cloud/registry.js";
import { composePlain } from "./compose-plain.js";
import type { Composer } from "./composer.js";

/** The composer that serves where a contribution names none. */
const PLAIN = "plain";

const BY_NAME: ReadonlyMap<string, Composer> = new Map([
    [PLAIN, composePlain],
    ...CLOUDS.flatMap((cloud) => Object.entries(cloud.composers)),
]);

/** The composer of a name; the plain one for a name that nobody has. */
export function composerFor(name: string | undefined): Composer {
    return BY_NAME.get(name ?? PLAIN) ?? composePlain;
}
