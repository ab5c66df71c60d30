// Makes what is shipped, after `tsc -b` has checked it: the executable (one file, with the SDK's server inside), the two
// entries of the package, and the pages.
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";

const root = import.meta.dirname;
const executable = join(root, "bin", "policy-api-server-exposure.js");

/** The SDK's server needs four constants and two classes of `@pulumi/pulumi`; its index would bring 700 modules. */
const leanSdk: Plugin = {
    name: "lean-sdk",
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^@pulumi\/pulumi(\/runtime\/rpc)?$/ }, ({ path, resolveDir }) => ({
            path,
            namespace: "lean-sdk",
            pluginData: resolveDir,
        }));
        onResolve({ filter: /^\.\/sdk\.js$/ }, () => ({ path: join(root, "src", "sdk-bundled.ts") }));
        onLoad({ filter: /.*/, namespace: "lean-sdk" }, ({ path, pluginData }) => ({
            contents: path.endsWith("rpc") ? rpcConstants(pluginData) : LEAN_INDEX,
            loader: "js",
            resolveDir: pluginData,
        }));
    },
};

const LEAN_INDEX = `
exports.asset = require("@pulumi/pulumi/asset");
const { isInstance } = require("@pulumi/pulumi/utils");
exports.Output = { isInstance: (value) => isInstance(value, "__pulumiOutput") };
`;

/** Taken from the SDK that is bundled, so that they are always its own. */
function rpcConstants(from: string): string {
    const rpc: Record<string, unknown> = createRequire(join(from, "index.js"))("@pulumi/pulumi/runtime/rpc");
    const names = ["specialSigKey", "specialAssetSig", "specialArchiveSig", "specialSecretSig"];
    return names.map((name) => `exports.${name} = ${JSON.stringify(rpc[name])};`).join("\n");
}

const shared: BuildOptions = {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The sources of the engine, not what `tsc` made of them: modules that are joined start faster than modules in a row,
    // and what the pack does not use is left out.
    alias: { "@portcullis/core": join(root, "..", "..", "packages", "core", "src") },
    // A user's tsconfig.json must not change what is built, and none is shipped.
    tsconfigRaw: "{}",
    absWorkingDir: root,
    logLevel: "warning",
};

await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    outfile: executable,
    plugins: [leanSdk],
    minifyWhitespace: true,
    minifySyntax: true,
    // The engine starts it in the program's folder; the SDK reads this package's version from the current one.
    banner: { js: '#!/usr/bin/env node\nprocess.chdir(require("node:path").join(__dirname, ".."));' },
});
chmodSync(executable, 0o755);

// The folder form and the imported one, with the engine inside, so that they need nothing but the SDK. Not in `dist`:
// tsc would take what stands there for its own.
await build({
    ...shared,
    entryPoints: ["src/index.ts", "src/policies.ts"],
    outdir: "lib",
    external: ["@pulumi/*"],
    minifyWhitespace: true,
    minifySyntax: true,
});

// The pages come along: a finding names them by their place in the package. What they link to comes too.
const pages = join(root, "..", "..", "docs");
const shipped = join(root, "docs");
rmSync(shipped, { recursive: true, force: true });
cpSync(join(pages, "policies"), shipped, { recursive: true });
cpSync(join(pages, "semantics.md"), join(shipped, "semantics.md"));
for (const page of readdirSync(shipped)) {
    const file = join(shipped, page);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("](../semantics.md", "](semantics.md"));
}
