const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("no-open", {
    policies: [
        {
            name: "no-open-ingress",
            description: "Nothing is open to everyone.",
            enforcementLevel: "mandatory",
            severity: "high",
            validateResource: (args, reportViolation) => {
                for (const rule of args.props.ingress ?? []) {
                    if (rule.cidrBlocks?.includes("0.0.0.0/0")) {
                        reportViolation(`${args.name} is open`);
                    }
                }
            },
        },
    ],
});
