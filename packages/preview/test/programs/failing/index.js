// Fails in the way that FAIL names.
const pulumi = require("@pulumi/pulumi");

const make = (name, args, opts) =>
    new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", name, args ?? {}, opts);

function throwHere() {
    throw new Error("the program is broken");
}

const first = make("first");
const FAILURES = {
    throw: throwHere,
    apply: () => first.urn.apply(throwHere),
    exit: () => process.exit(3),
    "exit-zero": () => process.exit(0),
    "never-resolves": () => make("stuck", { value: new Promise(() => {}) }),
    timer: () => setInterval(() => {}, 1000),
    loop: () => {
        for (;;) {}
    },
    duplicate: () => make("first"),
    config: () => new pulumi.Config().require("missing"),
    "log-error": () => pulumi.log.error("this is only said"),
    child: () => {
        const { pid } = require("node:child_process").spawn("sleep", ["600"], { stdio: "ignore" });
        console.log(`child ${pid}`);
        setInterval(() => {}, 1000);
    },
    asset: () => make("asset", { source: new pulumi.asset.FileAsset("nowhere.txt") }),
    type: () => new pulumi.CustomResource("no-type", "wrong", {}),
};
FAILURES[process.env.FAIL]?.();
