import { homedir } from "node:os";
import { join } from "node:path";

/** Environment of a child process. */
export type Environment = Readonly<Record<string, string>>;

/** What a program needs to run at all; everything else, credentials above all, stays outside. */
const ALLOWED = new Set([
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TERM",
    "TMPDIR",
    "TMP",
    "TEMP",
    "NODE_EXTRA_CA_CERTS",
    "NODE_COMPILE_CACHE",
    "NODE_DISABLE_COMPILE_CACHE",
    "PULUMI_HOME",
    "PULUMI_NODEJS_TRANSPILE_ONLY",
    "PULUMI_NODEJS_TSCONFIG_PATH",
    "XDG_CACHE_HOME",
    // Windows cannot start a process without these.
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
]);

/** The part of `source` that a program and a pack may see. */
export function selectEnvironment(source: NodeJS.ProcessEnv, inheritAll: boolean): Environment {
    const result: Record<string, string> = {};
    for (const [name, value] of Object.entries(source)) {
        const allowed = inheritAll || ALLOWED.has(name.toUpperCase()) || name.startsWith("LC_");
        if (value !== undefined && allowed) {
            result[name] = value;
        }
    }
    return {
        // Reading modules from the cache saves a third of a start. In the user's own folder, where nobody else writes.
        NODE_COMPILE_CACHE: join(
            source["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
            "portcullis",
            "node-compile-cache",
        ),
        ...result,
        // Traffic between the program, the packs and us never leaves this machine.
        no_grpc_proxy: "127.0.0.1,localhost",
    };
}
