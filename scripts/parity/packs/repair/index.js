// Changes what it finds: values, secrets, unknowns, whole lists; and fails to where a value is not known.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("repair", {
    policies: [
        {
            name: "tags",
            description: "Everything has an owner.",
            enforcementLevel: "remediate",
            remediateResource: (args) => {
                if (args.type.startsWith("aws:ec2/vpc"))
                    return { ...args.props, tags: { owner: "repair" }, gone: undefined };
            },
        },
        {
            name: "closed",
            description: "Nothing is open.",
            enforcementLevel: "remediate",
            configSchema: { properties: { instead: { type: "string", default: "10.0.0.0/8" } } },
            remediateResource: (args) => {
                if (args.props.cidrIpv4 === "0.0.0.0/0") args.props.cidrIpv4 = args.getConfig().instead;
                return args.props;
            },
            validateResource: (args, report) => {
                if (args.props.cidrIpv4 === "0.0.0.0/0") report("open");
            },
        },
        {
            name: "unrepaired",
            description: "Refused, and nobody repairs it.",
            enforcementLevel: "remediate",
            validateResource: (args, report) => {
                if (args.name === "unrepaired") report("still here");
            },
        },
        {
            name: "off",
            description: "Never runs.",
            enforcementLevel: "disabled",
            validateResource: (_args, report) => report("should be off"),
        },
    ],
});
