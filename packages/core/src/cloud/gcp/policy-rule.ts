import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Action, Rule, Scope } from "../../rule.js";
import type { Resource } from "../../value.js";
import { causeOf, foreignCause, makeRule, type Reading, shownName, unknownPeer, unreadableCause } from "../shape.js";
import { readDestination } from "./address-ranges.js";
import { soleBlock } from "./block.js";
import { bindTarget, type TargetedRule } from "./firewall-part.js";
import { anyLayer4, type Layer4, readLayer4 } from "./layer4.js";
import { readPolicySources } from "./policy-sources.js";
import { readIngress, readPriority, readSwitch } from "./switches.js";
import { EVERY_INSTANCE, readSelector, type Target } from "./target.js";

const LAST_PRIORITY = 2147483647;

/** One rule of a policy, and the property whose recorded dependencies its links follow. */
export interface PolicyRuleSource {
    readonly entry: Field;
    readonly resource: Resource;
    readonly property: "match" | "rules";
}

/** Reads one rule of a firewall policy: as a resource of its own, or as an element of a policy's `rules`. */
export function readPolicyRule(source: PolicyRuleSource): readonly TargetedRule[] {
    const { entry, resource } = source;
    if (!entry.isObject) return unreadableRules(entry, resource);
    const disabled = readSwitch(entry.get("disabled"), resource.urn, false);
    const ingress = readIngress(entry.get("direction"), resource.urn);
    const type = readTargetType(entry.get("targetType"), resource.urn);
    if (disabled.value === true || ingress.value === false || type.certain === undefined) return [];
    const certain = disabled.value === false && ingress.value === true && type.certain;
    const causes = [...disabled.causes, ...ingress.causes, ...type.causes];
    const actions = readActions(entry.get("action"), resource.urn);
    return actions.actions.flatMap((action) =>
        rulesOfAction(source, action, certain && actions.actions.length === 1, [...causes, ...actions.causes]),
    );
}

/** A rule, or a list of them, of which nothing is known: it may admit everyone, or stand before everything as a deny. */
export function unreadableRules(field: Field, resource: Resource): readonly TargetedRule[] {
    const cause = causeOf(resource.urn, field);
    return (["allow", "deny"] as const).map((action) =>
        bindTarget(
            makeRule({
                resource: resource.urn,
                at: field.at,
                action,
                priority: { least: 0, most: LAST_PRIORITY },
                peers: [unknownPeer(cause)],
                certain: false,
                causes: [cause],
                because: [`${field.at} is ${field.written()}`],
            }),
            EVERYWHERE,
        ),
    );
}

const EVERYWHERE: Target = { instances: EVERY_INSTANCE, networks: EVERY_INSTANCE };

function rulesOfAction(
    source: PolicyRuleSource,
    action: Action,
    certain: boolean,
    causes: readonly Cause[],
): readonly TargetedRule[] {
    const { entry, resource, property } = source;
    const match = soleBlock(entry.get("match"));
    const sources = readPolicySources(match, resource, action, property);
    if (!sources) return [];
    const target = readTarget(entry, resource);
    const order = readPriority(entry.get("priority"), resource.urn, LAST_PRIORITY);
    const destination = readMatchDestination(match, resource.urn, sources.peers);
    return readLayers(match, resource, action).map(({ at, layer4 }) => {
        const anchor = sources.anchor ?? layer4.anchor;
        const rule: Rule = makeRule({
            name: nameOf(entry, resource),
            resource: resource.urn,
            at,
            action,
            priority: order.priority,
            protocols: layer4.protocols,
            ports: layer4.ports,
            peers: sources.peers,
            destination,
            certain,
            causes: [
                ...causes,
                ...order.causes,
                ...layer4.protocols.causes,
                ...layer4.ports.causes,
                ...destination.causes,
            ],
            because: [...sources.because, ...layer4.because],
            ...(anchor === undefined ? {} : { anchor }),
        });
        return bindTarget(rule, target);
    });
}

function nameOf(entry: Field, resource: Resource): string {
    const named = shownName(entry.get("ruleName"), "");
    if (named !== "") return named;
    return entry.at === "" ? resource.name : `${entry.at} (priority ${entry.get("priority").written()})`;
}

function readLayers(match: Field, resource: Resource, action: Action): readonly { at: string; layer4: Layer4 }[] {
    const configs = match.get("layer4Configs");
    const items = configs.items();
    // Refused by the API: a preview that shows none may have lost a value that is computed.
    if (items.length === 0) return [{ at: configs.at, layer4: { ...anyLayer4(configs, resource.urn), because: [] } }];
    return items.map((item) => ({
        at: item.at,
        layer4: item.isObject ? readLayer4(item, "ipProtocol", resource.urn, action) : anyLayer4(item, resource.urn),
    }));
}

function readActions(
    field: Field,
    urn: string,
): { readonly actions: readonly Action[]; readonly causes: readonly Cause[] } {
    const word = field.text()?.toLowerCase().replaceAll("_", "");
    if (word === "allow" || word === "applysecurityprofilegroup") return { actions: ["allow"], causes: [] };
    if (word === "deny") return { actions: ["deny"], causes: [] };
    if (word === "gotonext") return { actions: ["pass"], causes: [] };
    const cause =
        field.text() === undefined ? causeOf(urn, field) : unreadableCause(urn, field, "it is no action known here");
    return { actions: ["allow", "deny"], causes: [cause] };
}

/** Rules for internal load balancers never meet the internet; `certain` is undefined where the rule is such a one. */
function readTargetType(
    field: Field,
    urn: string,
): { readonly certain: boolean | undefined; readonly causes: readonly Cause[] } {
    const word = field.text()?.toUpperCase();
    if (word === "INTERNAL_MANAGED_LB") return { certain: undefined, causes: [] };
    if (field.isAbsent || word === "" || word === "INSTANCES") return { certain: true, causes: [] };
    return { certain: false, causes: [causeOf(urn, field)] };
}

function readTarget(entry: Field, resource: Resource): Target {
    const text = (element: Field) => element.text();
    const tagName = (element: Field) => element.get("name").text() ?? element.text();
    return {
        instances: readSelector(resource.urn, [
            { kind: "secure-tag", field: entry.get("targetSecureTags"), nameOf: tagName },
            { kind: "account", field: entry.get("targetServiceAccounts"), nameOf: text },
            { kind: "forwarding-rule", field: entry.get("targetForwardingRules"), nameOf: text },
        ]),
        networks: readSelector(resource.urn, [{ kind: "network", field: entry.get("targetResources"), nameOf: text }]),
    };
}

const OTHER_DESTINATIONS = [
    "destAddressGroups",
    "destFqdns",
    "destRegionCodes",
    "destThreatIntelligences",
    "destNetworkContext",
    "destNetworkScope",
] as const;

/** What narrows the destination otherwise than by ranges surely covers nothing, and possibly everything. */
function readMatchDestination(match: Field, urn: string, sources: readonly Peer[]): Reading<Scope> {
    const ranges = readDestination(match.get("destIpRanges"), urn, sources);
    const other = OTHER_DESTINATIONS.map((name) => match.get(name)).find((field) => field.items().length > 0);
    if (!other) return ranges;
    const nowhere: Scope = { addresses: IpSet.empty, groups: [] };
    const cause = other.isUnknown
        ? causeOf(urn, other)
        : foreignCause(urn, other, "Google alone knows which destinations these are");
    const least = ranges.least === "any" ? nowhere : ranges.least;
    return { least, most: "any", causes: [...ranges.causes, cause] };
}
