import { defineConfig } from "vitest/config";

// CI counts the tests from a report; a person reads the default output.
const report = process.env.PORTCULLIS_TEST_REPORT;

export default defineConfig({
    test: {
        include: ["packages/*/test/**/*.test.ts", "policies/*/test/**/*.test.ts", "examples/test/**/*.test.ts"],
        // Some suites start processes (Pulumi programs, policy packs): their deadlines are in the code under test.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
        reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    },
});
