// Components that a plugin makes, and those whose plugin is not here. Each test starts a program, most a plugin too.
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { type PreviewResult, preview, Secret, Unknown } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { packPath, programFolder } from "./paths.js";
import { scratchFolder, scratchProgram } from "./scratch.js";

const MODULES = resolve(import.meta.dirname, "../node_modules");
const PLUGIN = resolve(import.meta.dirname, "plugins/shop");
const SCRIPT = readFileSync(programFolder("remote/index.js"), "utf8");

/** The remote program without the plugin that Pulumi.yaml names. */
function programAlone(project = ""): string {
    return scratchProgram({
        "Pulumi.yaml": `name: remote\nruntime: { name: nodejs, options: { typescript: false } }\n${project}`,
        "index.js": SCRIPT,
    });
}

function expectShop(result: PreviewResult): void {
    const shop = named(result, "shop");
    const group = named(result, "shop-group");
    expect(group.parent).toBe(shop.urn);
    expect(group.urn).toContain("::shop:index:Shop$aws:ec2/securityGroup:SecurityGroup::");
    expect(group.inputs).toEqual({
        description: new Secret("me"),
        tags: { cost: "0", group: new Unknown() },
        touched: true,
    });
    expect(shop.outputs).toEqual({ groupId: new Unknown(), owner: new Secret("me") });
    expect(result.outputs).toEqual({
        owner: new Secret("me"),
        groupId: new Unknown(),
        greeting: "shop:index:Shop/greet greets you",
    });
    expect(result.unseen).toEqual([]);
}

it.concurrent("makes a component by the plugin folder that Pulumi.yaml names", async () => {
    const policyPacks = [packPath("no-open")];
    const summaries: string[] = [];
    const result = await preview({
        program: programFolder("remote"),
        policyPacks,
        onEvent: (event) => {
            if (event.kind === "policy-summary" && event.summary.stage === "analyze") {
                summaries.push(event.summary.urn?.split("::").at(-1) ?? "");
            }
        },
    });
    expectShop(result);
    // The packs see the component and what it is made of.
    expect(summaries).toEqual(expect.arrayContaining(["shop", "shop-group"]));
});

it.concurrent("makes a component by the newest plugin in the plugin cache", async () => {
    const home = scratchFolder();
    for (const version of ["0.9.0", "1.2.3"]) {
        const folder = join(home, `plugins/resource-shop-v${version}`);
        cpSync(PLUGIN, folder, { recursive: true });
        symlinkSync(MODULES, join(folder, "node_modules"));
    }
    // The older one does not even start.
    writeFileSync(join(home, "plugins/resource-shop-v0.9.0/index.js"), "process.exit(1);");
    expectShop(await preview({ program: programAlone(), env: { PULUMI_HOME: home } }));
});

it.concurrent("makes a component by an executable plugin", async () => {
    const folder = scratchFolder();
    const file = join(folder, "pulumi-resource-shop");
    writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(join(PLUGIN, "index.js"), "utf8")}`);
    chmodSync(file, 0o755);
    symlinkSync(MODULES, join(folder, "node_modules"));
    expectShop(await preview({ program: programAlone(`plugins: { providers: [{ name: shop, path: ${folder} }] }\n`) }));
});

it.concurrent.each([
    ["there is none", "", "no plugin was found for it"],
    ["its folder is not there", "/nowhere", "/nowhere, where Pulumi.yaml says its plugin is, does not exist"],
    ["its folder is no plugin", "EMPTY", "holds neither PulumiPlugin.yaml nor an executable pulumi-resource-shop"],
    [
        "it is written in another language",
        "PYTHON",
        "its plugin is written for python, and only Node.js plugins start here",
    ],
])(
    "leaves a component opaque where its plugin cannot start because %s, and says so once",
    async (_name, where, why) => {
        const folder = scratchFolder();
        mkdirSync(join(folder, "plugins"), { recursive: true });
        if (where === "PYTHON") {
            writeFileSync(join(folder, "PulumiPlugin.yaml"), "runtime: python\n");
        }
        const path = where === "EMPTY" || where === "PYTHON" ? folder : where;
        const project = path === "" ? "" : `plugins: { providers: [{ name: shop, path: ${path} }] }\n`;
        const result = await preview({ program: programAlone(project), env: { PULUMI_HOME: folder } });
        expect(result.unseen).toHaveLength(2);
        expect(result.unseen[0]).toMatch(/^What shop:index:Shop shop is made of: /);
        expect(result.unseen[0]).toContain(why);
        expect(result.unseen[1]).toMatch(/^What the method shop:index:Shop\/greet answers: /);
        expect(named(result, "shop").inputs["owner"]).toEqual(new Secret("me"));
        expect(result.outputs).toEqual({ owner: new Unknown(), groupId: new Unknown(), greeting: new Unknown() });
    },
);

it.concurrent.each([
    [
        "refuses a property",
        "refuses",
        [
            "shop:index:Shop resource 'shop' has a problem",
            "property tags.cost with value '0' has a problem: is too low",
        ],
    ],
    ["throws", "throws", ["shop:index:Shop resource 'shop' has a problem", "the shop is closed"]],
    ["dies", "exits", ["shop:index:Shop resource 'shop' has a problem"]],
    [
        "does not come up",
        "no-port",
        ["The plugin shop cannot be used.", "It exited with code 9 before it printed its port."],
    ],
])("says what a plugin says that %s", async (_name, SHOP, texts) => {
    const error = await failureOf(preview({ program: programFolder("remote"), env: { SHOP } }));
    expect(error.code).toBe("plugin-failed");
    for (const text of texts) {
        expect(error.message).toContain(text);
    }
});
