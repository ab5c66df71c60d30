#!/usr/bin/env node
"use strict";

// The oldest Node that loads our ES module dependencies from CommonJS; said here, before anything is loaded.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`portcullis needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
    process.exit(2);
}
require("node:module").enableCompileCache?.();
require("../dist/index.js")
    .run(process.argv)
    .then((code) => {
        process.exitCode = code;
    });
