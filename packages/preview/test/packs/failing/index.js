// Fails in the way that FAIL_PACK names.
const { writeFileSync } = require("node:fs");

if (process.env.PACK_PID) {
    writeFileSync(process.env.PACK_PID, String(process.pid));
}
const { PolicyPack } = require("@pulumi/policy");

const kind = process.env.FAIL_PACK;

const AT_START = {
    prints: () => console.log("hello from the pack"),
    exits: () => process.exit(4),
    throws: () => {
        throw new Error("this pack is broken");
    },
};
AT_START[kind]?.();

const IN_POLICY = {
    "policy-throws": () => {
        throw new Error("this policy is broken");
    },
    "policy-exits": () => process.exit(5),
    "policy-hangs": () => new Promise(() => {}),
    "prints-later": () => console.log("hello from the policy"),
    "complains-later": () => console.error("a word on standard error"),
};

if (kind === "hangs-at-start") {
    setInterval(() => {}, 1000);
} else {
    serve();
}

function serve() {
    new PolicyPack("failing", {
        policies: [
            {
                name: "fails",
                description: "Fails.",
                enforcementLevel: "mandatory",
                validateResource: ({ name }) => (name === "api" ? IN_POLICY[kind]?.() : undefined),
            },
        ],
    });
}
