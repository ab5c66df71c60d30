import type { Given } from "../corpus.js";

/** A group with these ingress entries. */
export function securityGroup(...ingress: readonly Given["props"][]): Given {
    return { type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } };
}

/** An ingress entry. */
export function traffic(protocol: string, from: number, to: number, sources: Given["props"]): Given["props"] {
    return { protocol, fromPort: from, toPort: to, ...sources };
}

/** An ingress entry for the API port. */
export function tcp6443(sources: Given["props"]): Given["props"] {
    return traffic("tcp", 6443, 6443, sources);
}

/** A separate ingress rule of group sg-1, unless it says another. */
export function securityGroupRule(props: Given["props"], dependencies?: NonNullable<Given["dependencies"]>): Given {
    return {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "rule",
        props: { type: "ingress", securityGroupId: "sg-1", ...props },
        ...(dependencies ? { dependencies } : {}),
    };
}

/** A network ACL with these ingress entries. */
export function networkAcl(...ingress: readonly Given["props"][]): Given {
    return { type: "aws:ec2/networkAcl:NetworkAcl", props: { vpcId: "vpc-1", ingress } };
}

/** An entry of a network ACL. */
export function aclEntry(ruleNo: number, action: string, protocol: string, sources: Given["props"]): Given["props"] {
    const port = protocol === "-1" ? 0 : 6443;
    return { ruleNo, action, protocol, fromPort: port, toPort: port, ...sources };
}

/** An EKS cluster. */
export function eks(vpcConfig: Given["props"]): Given {
    return { type: "aws:eks/cluster:Cluster", props: { roleArn: "arn:aws:iam::1:role/r", vpcConfig } };
}
