// Fails in the way that FAIL names.
const pulumi = require("@pulumi/pulumi");

const make = (name, args, opts) =>
    new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", name, args ?? {}, opts);

function throwHere() {
    throw new Error("the program is broken");
}

function hooked(act) {
    const breaks = new pulumi.ResourceHook("breaks", act, { onDryRun: true });
    make("hooked", {}, { hooks: { beforeCreate: [breaks] } });
}

function startChildren() {
    const { spawn } = require("node:child_process");
    const start = (options) => spawn("sleep", ["600"], { stdio: "ignore", ...options });
    const children = [start({}), start({ detached: true })];
    for (const child of children) {
        child.unref();
    }
    require("node:fs").writeFileSync(process.env.CHILDREN, children.map(({ pid }) => pid).join("\n"));
}

const first = make("first");
const FAILURES = {
    throw: throwHere,
    apply: () => first.urn.apply(throwHere),
    reject: () => void (async () => throwHere())(),
    exit: () => process.exit(3),
    "exit-zero": () => first.urn.apply(() => process.reallyExit(0)),
    kill: () => process.kill(process.pid, "SIGKILL"),
    "never-resolves": () => make("stuck", { value: new Promise(() => {}) }),
    circle: () => {
        const one = make("one", { value: new Promise((resolve) => setTimeout(() => resolve(other.urn), 10)) });
        const other = make("other", { value: one.urn });
    },
    timer: () => setInterval(() => {}, 1000),
    loop: () => {
        for (;;) {}
    },
    duplicate: () => make("first"),
    config: () => new pulumi.Config().require("missing"),
    "log-error": () => pulumi.log.error("this is only said"),
    asset: () => make("asset", { source: new pulumi.asset.FileAsset("nowhere.txt") }),
    type: () => new pulumi.CustomResource("no-type", "wrong", {}),
    "hook-exit": () => hooked(() => process.exit(7)),
    "hook-exit-zero": () => hooked(() => process.reallyExit(0)),
    "hook-throw": () => hooked(throwHere),
    transform: () => make("transformed", {}, { transforms: [throwHere] }),
    "leave-children": startChildren,
    "children-and-wait": () => {
        startChildren();
        console.log("ready");
        setInterval(() => {}, 1000);
    },
};
FAILURES[process.env.FAIL]?.();
