import portcullis_sdk as portcullis
import pulumi
import pulumi_aws as aws

vpc = aws.ec2.Vpc("cluster", cidr_block="10.0.0.0/16", assign_generated_ipv6_cidr_block=True)
workers = aws.ec2.SecurityGroup("workers", vpc_id=vpc.id, description="Worker nodes")
nat = aws.ec2.Eip("nat", domain="vpc")

api = portcullis.ApiServerSecurityGroup(
    "api",
    vpc_id=vpc.id,
    distribution="rke2",  # 6443 and 9345, the join port, get the same protection
    nodes={"security_groups": {"workers": workers.id}},
    administrators={"cidr_blocks": ["198.51.100.0/24", "2001:db8:5ca1::/48"]},
    ci={"deployer": {"cidr_block": "203.0.113.10/32", "expires": "2027-12-31"}},
    monitoring={"cidr_blocks": ["10.0.40.0/24"]},
    own_addresses={"nat": pulumi.Output.concat(nat.public_ip, "/32")},
)

pulumi.export("controlPlaneSecurityGroupId", api.security_group_id)
pulumi.export("rules", api.rule_inventory)
