// Policies that report the configuration and the level they run with.
const { PolicyPack } = require("@pulumi/policy");

const report = (name, enforcementLevel, configSchema) => ({
    name,
    description: `Policy ${name}.`,
    enforcementLevel,
    ...(configSchema ? { configSchema } : {}),
    validateResource: (args, violation) => {
        if (args.type === "aws:ec2/securityGroup:SecurityGroup") {
            violation(`config ${JSON.stringify(args.getConfig())}`);
        }
    },
});

new PolicyPack(
    "levels",
    {
        policies: [
            report("plain", "advisory"),
            report("limits", "mandatory", {
                properties: {
                    most: { type: "integer", minimum: 1, default: 5 },
                    words: { type: "array", items: { enum: ["a", "b"] }, default: ["a"] },
                    label: { type: "string", pattern: "^x" },
                },
            }),
            report("needy", "advisory", { properties: { owner: { type: "string" } }, required: ["owner"] }),
            {
                name: "whole",
                description: "The stack as a whole.",
                enforcementLevel: "mandatory",
                severity: "low",
                validateStack: (args, violation) => {
                    violation(`${args.resources.length} resources`);
                    violation("this one", args.resources.find((resource) => resource.name === "api").urn);
                },
            },
        ],
    },
    // Without a level here, the protocol says advisory.
    { limits: { enforcementLevel: "mandatory", most: 7 }, needy: { owner: "the pack" } },
);
