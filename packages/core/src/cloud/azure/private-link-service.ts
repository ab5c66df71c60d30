import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import { INTERNET } from "../../public-internet.js";
import { known, type Rule } from "../../rule.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { causeOf, joinPorts, makeRule, type Reading, referencePeer } from "../shape.js";
import { type BalancedRule, BalancedRules, LOAD_BALANCER, PRIVATE_LINK } from "./load-balancer.js";
import { linkTo } from "./resource-id.js";

const FRONTEND = /\/frontendIPConfigurations\/[^/]+$/i;

/**
 * Reads a private link service, azure-native and classic. One that every subscription may see is open to every tenant
 * of Azure; one that names its subscriptions, or leaves them to roles, is not.
 */
export const readPrivateLinkService: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const seen = [
        ...field.get("visibility").get("subscriptions").items(),
        ...field.get("visibilitySubscriptionIds").items(),
    ];
    const everybody = seen.find((one) => one.text() === "*");
    const open = seen.filter((one) => one.text() === undefined);
    if (!everybody && open.length === 0) return [];
    const deciding = everybody ?? open[0] ?? field.get("visibility");
    const name = field.get("serviceName");
    const rule = makeRule({
        resource: resource.urn,
        at: deciding.at,
        name: name.secret ? resource.name : (name.text() ?? resource.name),
        protocols: known([6]),
        peers: [referencePeer("cloud-tenant", "azure private link", "every Azure subscription", { within: INTERNET })],
        certain: everybody !== undefined,
        causes: everybody ? [] : open.map((one) => causeOf(resource.urn, one)),
        because: [`${deciding.at} is ${deciding.written()}`],
        anchor: "private-link-service",
    });
    const frontend = frontendOf(field);
    const balancer = new Field(frontend.text()?.replace(FRONTEND, "") ?? frontend.value, frontend.at, frontend.secret);
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            rules: [rule],
            notes: [],
            belongsTo: linkTo({ kind: LOAD_BALANCER, resource, target: balancer, noun: "load balancer" }),
            facts: frontend.text()?.toLowerCase(),
            composer: PRIVATE_LINK,
        },
    ];
};

function frontendOf(field: Field): Field {
    const native = field.get("loadBalancerFrontendIpConfigurations");
    const [configuration] = native.items();
    if (configuration) return configuration.get("id");
    const classic = field.get("loadBalancerFrontendIpConfigurationIds");
    return classic.items()[0] ?? native;
}

/** Gives each private link service the ports that its load balancer passes on; load balancers are no firewalls. */
export const composePrivateLinks: Composer = (index, parts) =>
    parts.filter((part) => part.rules.length > 0).map((part) => firewallOf(index, part));

function firewallOf(index: StackIndex, part: Contribution): Firewall {
    const [balancer, ...others] = part.belongsTo ? index.resolve(part.belongsTo, part.resource).certain : [];
    const around = balancer ? [balancer, ...others, ...index.membersOf(balancer).map((one) => one.contribution)] : [];
    const parts = around.filter((one) => one.facts instanceof BalancedRules);
    const ports = balancer ? portsOf(parts, part.facts) : undefined;
    return {
        kind: part.kind,
        semantics: "union",
        subject: part.resource.urn,
        members: [...new Set([part, ...parts].map((one) => one.resource.urn))],
        rules: part.rules.map((rule) => withPorts(rule, ports, part)),
        notes: part.notes,
    };
}

function withPorts(rule: Rule, ports: Reading<PortSet> | undefined, part: Contribution): Rule {
    if (ports) return { ...rule, ports, causes: [...rule.causes, ...ports.causes] };
    const cause = part.belongsTo?.cause;
    const causes = cause ? [...rule.causes, cause] : rule.causes;
    return { ...rule, ports: { least: PortSet.empty, most: PortSet.all }, causes };
}

/** A rule of another frontend does not count; one whose frontend is not known may, if there are several. */
function portsOf(parts: readonly Contribution[], frontend: unknown): Reading<PortSet> {
    const facts = parts.map((one) => one.facts).filter((one) => one instanceof BalancedRules);
    const single = facts.reduce((count, one) => count + one.frontends, 0) <= 1;
    const rules = facts.flatMap((one) => one.rules);
    const readings = rules.map((rule): Reading<PortSet> => {
        const same = single || isSame(rule, frontend);
        if (same === true) return rule.ports;
        return {
            least: PortSet.empty,
            most: same === false ? PortSet.empty : rule.ports.most,
            causes: rule.ports.causes,
        };
    });
    return joinPorts(readings);
}

function isSame({ frontend }: BalancedRule, other: unknown): boolean | undefined {
    if (frontend === undefined || typeof other !== "string") return undefined;
    const last = (text: string) => text.slice(text.lastIndexOf("/") + 1);
    return last(frontend) === last(other);
}
