// These tests start the built command, which starts Node.js programs and policy packs; nothing leaves this machine.
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { finish, isAlive, portcullis, start } from "./command-line.js";

const HEADLINE =
    "Previewing shop (dev), without cloud and credentials: a new stack, no provider checks or defaults, no diff";
const TREE = `
     Type                                    Name       Plan    Info
 +   pulumi:pulumi:Stack                     shop-dev   create  1 warning
 +   ├─ test:index:Gate                      gate       create
 +   │  └─ aws:vpc:SecurityGroupIngressRule  gate-rule  create
 +   └─ aws:ec2:Vpc                          main       create
`;
const DIAGNOSTICS = `Diagnostics:
  pulumi:pulumi:Stack (shop-dev):
    warning: the bastion is old
`;
const OUTPUTS = `Outputs:
    key  : [secret]
    rule : [unknown]
    stack: "dev"
    zones: [
        [0]: "a"
        [1]: "b"
    ]
`;

let scratch: string;
beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "portcullis-cli-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("previews a program without packs, as pulumi preview prints it", async () => {
    const { code, stdout, stderr } = await portcullis(["preview", "programs/shop"]);
    expect(stdout).toBe(`${HEADLINE}\n${TREE}\n${DIAGNOSTICS}\n${OUTPUTS}\nResources:\n    + 4 to create\n`);
    expect(stderr).not.toContain("portcullis: ");
    expect(code).toBe(0);
});

it("refuses: the policies' findings, exit code 1, no count of resources", async () => {
    const args = ["preview", "programs/shop", "--policy-pack", "packs/judge", "--policy-pack", "packs/advisor"];
    const { code, stdout } = await portcullis(args);
    const policies = `Policies:
    ⚠️ advisor@v1.2.3 (local: packs/advisor)
        - [advisory]  small-stack  (pulumi:pulumi:Stack: shop-dev)
          Small stacks are pretty.
          this one has many resources
    ❌ judge@v1.2.3 (local: packs/judge)
        - [mandatory] [severity: critical]  no-rules  (aws:vpc:SecurityGroupIngressRule: gate-rule)
          Rules are refused.
          Anyone may come in.
            fix: close it
        - [advisory]  names  (aws:ec2:Vpc: main)
          Names are repeated.
          it is called main
`;
    expect(stdout).toBe(`${HEADLINE}\n${TREE}\n${policies}\n${DIAGNOSTICS}\n${OUTPUTS}\n`);
    expect(code).toBe(1);
});

it("exits with 0 where findings are advisory", async () => {
    const { code, stdout } = await portcullis(["preview", "programs/shop", "--policy-pack", "packs/advisor"]);
    expect(stdout).toContain("⚠️ advisor@v1.2.3");
    expect(stdout).toContain("    + 4 to create\n");
    expect(code).toBe(0);
});

it("gives each pack the configuration at the same place", async () => {
    const [empty, spare] = [join(scratch, "empty.json"), join(scratch, "spare.json")];
    writeFileSync(empty, "{}");
    writeFileSync(spare, JSON.stringify({ "no-rules": { spare: "gate-rule" } }));
    const packs = ["--policy-pack", "packs/advisor", "--policy-pack", "packs/judge"];
    const configs = ["--policy-pack-config", empty, "--policy-pack-config", spare];
    const { code, stdout } = await portcullis(["preview", "programs/shop", ...packs, ...configs]);
    expect(stdout).not.toContain("[mandatory]");
    expect(code).toBe(0);
});

it("prints the engine's events with --json, and nothing else on standard output", async () => {
    const { code, stdout, stderr } = await portcullis([
        "preview",
        "programs/shop",
        "--policy-pack",
        "packs/judge",
        "--json",
    ]);
    const events = stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index));
    const findings = events.filter(({ policyEvent }) => policyEvent);
    // In the order in which the resources were registered, which is the program's affair.
    expect(
        findings.map(({ policyEvent }) => `${policyEvent.policyName} ${policyEvent.enforcementLevel}`).sort(),
    ).toEqual(["names advisory", "no-rules mandatory"]);
    const created = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn ?? []);
    expect(created).toContain(
        "urn:pulumi:dev::shop::test:index:Gate$aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::gate-rule",
    );
    expect(events.at(-2).summaryEvent).toMatchObject({
        resourceChanges: { create: 4 },
        PolicyPacks: { "judge|local|packs/judge": "1.2.3" },
        result: "failed",
    });
    expect(stdout).not.toContain("hush");
    expect(stderr).toBe(`${HEADLINE}\n`);
    expect(code).toBe(1);
});

it("keeps every text of a program from driving the terminal", async () => {
    for (const format of [[], ["--json"]]) {
        const { code, stdout, stderr } = await portcullis([
            "preview",
            "programs/hostile",
            "--policy-pack",
            "packs/judge",
            ...format,
        ]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|<\{%/);
        expect(code).toBe(0);
    }
});

it.each([
    ["throws", ["preview", "programs/throws"], "no such zone"],
    ["hangs", ["preview", "programs/hangs", "--timeout", "1"], "Flag: --timeout SECONDS"],
    ["lacks configuration", ["preview", "programs/config"], "config:zone"],
])("exits with 2 and one message on a program that %s", async (_name, args, message) => {
    const { code, stdout, stderr } = await portcullis(args);
    expect(stderr).toMatch(/^portcullis: /m);
    expect(stderr).toContain(message);
    expect(stdout).not.toContain(message);
    expect(stdout).not.toContain("Resources:");
    expect(code).toBe(2);
});

it.each([
    ["throws", "packs/broken", "this pack is broken"],
    ["prints before its port", "packs/chatty", "packs/chatty"],
    ["is not there", "packs/absent", "packs/absent"],
])("exits with 2 and one message on a pack that %s", async (_name, pack, message) => {
    const { code, stderr } = await portcullis(["preview", "programs/shop", "--policy-pack", pack]);
    expect(stderr).toMatch(/^portcullis: /m);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
});

it("takes configuration, secrets and the stack from the command line", async () => {
    const values = ["--config", "zone=a=b", "--secret", "config:token=hush", "--stack", "prod"];
    const { code, stdout } = await portcullis(["preview", "programs/config", ...values]);
    expect(stdout).toContain('Outputs:\n    stack: "prod"\n    token: [secret]\n    zone : "a=b"\n');
    expect(code).toBe(0);
});

it("fills what is missing with placeholders, and lists it", async () => {
    const { code, stdout } = await portcullis(["preview", "programs/config", "--placeholders"]);
    expect(stdout).toContain("Placeholders:\n");
    expect(stdout).toContain("    config:zone: unknown secret (--config config:zone=VALUE sets it)\n");
    expect(stdout.match(/Previewing config/g)).toHaveLength(1);
    expect(code).toBe(0);
});

/** Starts a preview that never ends by itself, and waits until its program and its pack run. */
async function startHanging(name: string): Promise<{ child: ChildProcess; pids: () => readonly number[] }> {
    const files = ["program", "pack"].map((which) => join(scratch, `${name}-${which}.pid`));
    const [program, pack] = files;
    const env = ["--env", `PROGRAM_PID_FILE=${program}`, "--env", `PACK_PID_FILE=${pack}`];
    const child = start(["preview", "programs/hangs", "--policy-pack", "packs/judge", ...env]);
    await vi.waitUntil(() => files.every((file) => existsSync(file) && readFileSync(file, "utf8") !== ""), {
        timeout: 60_000,
    });
    return { child, pids: () => files.map((file) => Number(readFileSync(file, "utf8"))) };
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("stops everything on %s and leaves no process", async (signal) => {
    const { child, pids } = await startHanging(signal);
    const finished = finish(child);
    child.kill(signal);
    const { code, stderr } = await finished;
    expect(stderr).toMatch(/^portcullis: /m);
    expect(code).toBe(2);
    expect(pids().filter(isAlive)).toEqual([]);
});

it("leaves no process where it is killed outright", async () => {
    const { child, pids } = await startHanging("killed");
    expect(pids().filter(isAlive)).toHaveLength(2);
    child.kill("SIGKILL");
    await vi.waitUntil(() => !pids().some(isAlive), { timeout: 10_000 });
});

it("shows its help with an example, and exits with 2 on a mistake", async () => {
    const help = await portcullis(["preview", "--help"]);
    expect(help.stdout).toContain("Example:\n  $ portcullis preview ");
    expect(help.code).toBe(0);
    writeFileSync(join(scratch, "Pulumi.yaml"), JSON.stringify({ name: "snake", runtime: "python" }));
    const mistakes = [
        [[], "Usage: portcullis"],
        [["previw"], "Did you mean preview?"],
        [["preview", "--bogus"], "unknown option '--bogus'"],
        [["preview", "--config", "novalue"], "NAME=VALUE"],
        [["preview", "--timeout", "soon"], "number of seconds"],
        [["preview", "programs/shop", "--policy-pack-config", "x.json"], "as many of each"],
        [["preview", "programs/absent"], "Pulumi.yaml"],
        [["preview", "programs/shop", "--stack", "a/b/c/d"], "is not the name of a stack"],
        [["preview", "programs/shop", "--stack", ""], "Flag: --stack NAME"],
        [["preview", scratch], 'names the runtime "python"'],
        [["preview", "programs/shop", "programs/config"], "too many arguments"],
    ] as const;
    for (const [args, message] of mistakes) {
        const { code, stdout, stderr } = await portcullis(args);
        expect(stderr).toContain(message);
        expect(stdout).toBe("");
        expect(code).toBe(2);
    }
});

it("colours only where it is asked to", async () => {
    const { stdout } = await portcullis(["preview", "programs/shop"], { FORCE_COLOR: "1" });
    expect(stdout).not.toContain("\u001b");
});
