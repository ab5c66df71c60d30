// Remediates, and then judges what is left.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("remedies", {
    policies: [
        {
            name: "close",
            description: "Closes what is open.",
            enforcementLevel: "remediate",
            remediateResource: ({ type, props }) => {
                if (type !== "aws:ec2/securityGroup:SecurityGroup" || props.ingress.length === 0) {
                    return undefined;
                }
                return { ...props, ingress: [{ ...props.ingress[0], cidrBlocks: ["10.0.0.0/8"] }] };
            },
        },
        {
            name: "breaks",
            description: "Cannot remediate what it does not know.",
            enforcementLevel: "remediate",
            remediateResource: ({ props }) =>
                props.tags ? { ...props, tags: { vpc: `in ${props.vpcId}` } } : undefined,
        },
        {
            name: "left-over",
            description: "What is left is mandatory.",
            enforcementLevel: "remediate",
            remediateResource: () => undefined,
            validateResource: ({ name, props }, violation) => {
                if (name === "api") {
                    violation(`after remediation: ${props.ingress[0].cidrBlocks}`);
                }
            },
        },
    ],
});
