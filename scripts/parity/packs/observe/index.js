// Says what it sees, resource by resource and for the whole stack.
const { PolicyPack } = require("@pulumi/policy");

const text = (value) => JSON.stringify(value, (_key, inner) => (inner === undefined ? "(undefined)" : inner));

new PolicyPack("observe", {
    policies: [
        {
            name: "sees",
            description: "What a resource policy sees.",
            enforcementLevel: "advisory",
            severity: "low",
            validateResource: (args, report) => {
                report(
                    `${args.name} ${text(args.props)} ${text(args.opts)} ${text(args.provider)} ${text(args.stackTags)}`,
                );
            },
        },
        {
            name: "skips",
            description: "Does not apply.",
            enforcementLevel: "mandatory",
            validateResource: (args) => args.notApplicable("never"),
        },
        {
            name: "sees-all",
            description: "What a stack policy sees.",
            enforcementLevel: "mandatory",
            severity: "high",
            validateStack: (args, report) => {
                for (const resource of args.resources) report(`${resource.name} is of ${resource.type}`, resource.urn);
                report(`${args.resources.length} resources`);
                report("on a resource that is not there", "urn:pulumi:dev::x::a:b:C::nobody");
            },
        },
        {
            name: "own-words",
            description: "Its violation carries its own level.",
            enforcementLevel: "mandatory",
            validateResource: (args, report) => {
                if (args.name === "plain")
                    report({ message: "own message", severity: "medium", enforcementLevel: "advisory" });
            },
        },
    ],
});
