// What a user adjusts from outside: a provider of one's own, protection, and transforms that reach every child.
const { ApiServerSecurityGroup } = require("@portcullis/aws");
const aws = require("@pulumi/aws");

const frankfurt = new aws.Provider("frankfurt", { region: "eu-central-1" });
new ApiServerSecurityGroup(
    "api",
    {
        vpcId: "vpc-1",
        distribution: "k3s",
        egress: "unmanaged",
        tags: { team: "platform" },
        administrators: { cidrBlocks: ["198.51.100.0/24"] },
        extraRules: { vrrp: { protocol: "112", cidrBlock: "10.0.0.0/16", description: "keepalived" } },
    },
    {
        providers: [frankfurt],
        protect: true,
        transforms: [
            ({ type, name, props, opts }) =>
                type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" && name === "api-6443-self"
                    ? { props: { ...props, description: "ours" }, opts: { ...opts, ignoreChanges: ["tags"] } }
                    : undefined,
        ],
    },
);
