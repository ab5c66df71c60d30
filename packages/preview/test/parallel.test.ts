// Previews beside each other in one process. Starts three programs and three packs.
import { expect, it } from "vitest";
import { preview, Secret } from "../src/index.js";
import { named } from "./outcome.js";
import { packPath } from "./paths.js";
import { scratchScript } from "./scratch.js";

it("keeps previews apart that run at the same time", async () => {
    const program = scratchScript(`
        const config = new pulumi.Config();
        const mine = config.require("mine");
        pulumi.runtime.registerResourceTransform(({ props, opts }) => ({ props: { ...props, by: mine }, opts }));
        make(mine, { secret: config.requireSecret("hidden"), ingress: [{ cidrBlocks: [config.require("cidr")] }] });
        console.log("this is " + mine);
        exports.mine = mine;
    `);
    const results = await Promise.all(
        ["one", "two", "three"].map((mine, index) =>
            preview({
                program,
                stack: `stack-${mine}`,
                config: { mine, cidr: index % 2 === 0 ? "0.0.0.0/0" : "10.0.0.0/8" },
                secrets: { hidden: `hidden-${mine}` },
                policyPacks: [packPath("no-open")],
            }),
        ),
    );
    for (const [index, mine] of ["one", "two", "three"].entries()) {
        const result = results[index];
        if (result === undefined) {
            throw new Error("a preview is missing");
        }
        expect(result.stack).toBe(`stack-${mine}`);
        expect(result.outputs).toEqual({ mine });
        expect(result.diagnostics).toEqual([{ severity: "info", message: `this is ${mine}` }]);
        expect(result.resources.map(({ name }) => name)).toEqual([`scratch-stack-${mine}`, "default_7_48_0", mine]);
        expect(named(result, mine).inputs).toMatchObject({ by: mine, secret: new Secret(`hidden-${mine}`) });
        expect(result.violations.map(({ urn }) => urn.split("::").at(-1))).toEqual(index % 2 === 0 ? [mine] : []);
    }
});
