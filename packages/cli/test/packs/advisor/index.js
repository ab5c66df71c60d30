const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("advisor", {
    policies: [
        {
            name: "small-stack",
            description: "Small stacks are pretty.",
            enforcementLevel: "advisory",
            validateStack: (args, report) =>
                report(`this one has ${args.resources.length > 3 ? "many" : "few"} resources`),
        },
    ],
});
