/**
 * Properties that providers compute, by type, for the kinds of resources that decide who can reach what. Dots go into
 * an object, `*` into each element of a list.
 */
export const COMPUTED_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
    "aws:ec2/securityGroup:SecurityGroup": ["arn", "ownerId", "vpcId", "ingress", "egress", "name"],
};
