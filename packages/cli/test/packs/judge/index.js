const { writeFileSync } = require("node:fs");
const { PolicyPack } = require("@pulumi/policy");

if (process.env.PACK_PID_FILE) writeFileSync(process.env.PACK_PID_FILE, String(process.pid));

new PolicyPack("judge", {
    policies: [
        {
            name: "no-rules",
            description: "Rules are refused.",
            enforcementLevel: "mandatory",
            severity: "critical",
            configSchema: { properties: { spare: { type: "string" } } },
            validateResource: (args, report) => {
                const { spare } = args.getConfig();
                if (args.type.includes("IngressRule") && args.name !== spare)
                    report("Anyone may come in.\n  fix: close it");
            },
        },
        {
            name: "names",
            description: "Names are repeated.",
            enforcementLevel: "advisory",
            validateResource: (args, report) => {
                if (args.type === "aws:ec2/vpc:Vpc") report(`it is called ${args.name}`);
            },
        },
    ],
});
