/** A provider's resource under its Terraform name: bridged as a whole, `hcloud:index/firewall:Firewall`, or in a module. */
const BRIDGED = /^([a-z0-9-]+):index\/(\w+):\w+$/;
const MODULE = /^[\w-]+:tf:(\w+)$/;

/**
 * The Terraform name of a token that comes from the Terraform provider itself, such as
 * `openstack_networking_secgroup_rule_v2` of `openstack:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2`.
 */
export function terraformName(type: string): string | undefined {
    const module = MODULE.exec(type);
    if (module) return module[1];
    const bridged = BRIDGED.exec(type);
    const [, provider = "", name = ""] = bridged ?? [];
    return bridged ? `${provider}_${snake(name)}` : undefined;
}

function snake(name: string): string {
    return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
