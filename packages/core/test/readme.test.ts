import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findings } from "./readme-example.js";

const README = readFileSync(join(__dirname, "../README.md"), "utf8");
const EXAMPLE = readFileSync(join(__dirname, "readme-example.ts"), "utf8");

it("shows the example that runs here", () => {
    const published = EXAMPLE.replace("../src/index.js", "@portcullis/core").replace(
        "../src/stack/index.js",
        "@portcullis/core/stack",
    );
    expect(README).toContain(`\`\`\`ts\n${published}\`\`\`\n`);
});

it("answers what its last line says", () => {
    expect(findings).toEqual([
        {
            subject: "urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::api",
            verdict: "open",
            who: "1.0.0.1",
            by: "ingress[0]",
            addresses: 3702258432n,
        },
    ]);
});

it("fits on a screen", () => {
    expect(README.split("\n").length).toBeLessThan(70);
});
