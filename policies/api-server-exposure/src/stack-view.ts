import type { Resource } from "@portcullis/core";
import { composeFirewalls, type Firewall } from "@portcullis/core/stack";
import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN_SENTINELS } from "./convert.js";
import type { PolicyName } from "./policy-name.js";
import { Recorded } from "./record.js";
import { receivedText } from "./requests.js";
import type { Run } from "./run.js";

/** The whole stack, put together once for all policies. */
export interface StackView {
    readonly records: ReadonlyMap<string, Recorded>;
    readonly firewalls: readonly Firewall[];
    /** Resources that some reader knows, but whose inputs nobody showed. */
    readonly unseen: readonly Recorded[];
    readonly seenBy: Set<PolicyName>;
}

const views = new WeakMap<Run, StackView>();

/** The view for one policy's call; the policies of the same call share it. */
export function stackViewOf(run: Run, policy: PolicyName, resources: readonly PolicyResource[]): StackView {
    const known = views.get(run);
    const view = known && !known.seenBy.has(policy) ? known : compose(run, resources);
    view.seenBy.add(policy);
    views.set(run, view);
    return view;
}

/**
 * The stack view has outputs, which in a preview can be poorer than the inputs, or empty: the recorded inputs are
 * judged, and the stack view adds ids and links. What is recorded but no longer listed was left by another run.
 */
function compose(run: Run, listed: readonly PolicyResource[]): StackView {
    const records = new Map<string, Recorded>();
    const resources: Resource[] = [];
    const unseen: Recorded[] = [];
    for (const shown of listed) {
        const inputs = run.records.get(shown.urn);
        const record = inputs ?? recordOf(shown);
        records.set(shown.urn, record);
        resources.push(linked(record, shown));
        if (inputs === undefined && record.isRead && Object.keys(record.conversion.properties).length === 0)
            unseen.push(record);
    }
    if (!listed.some(({ urn }) => run.seen.has(urn))) {
        for (const [urn, record] of run.records) {
            records.set(urn, record);
            resources.push(record.resource({}));
        }
    }
    return { records, firewalls: composeFirewalls(resources), unseen, seenBy: new Set() };
}

function recordOf(shown: PolicyResource): Recorded {
    const { urn, type, name, parent, provider } = shown;
    return new Recorded({ urn, type, name, parent: parent?.urn, provider: provider?.urn }, shown.props);
}

function linked(record: Recorded, shown: PolicyResource): Resource {
    if (record.isRead) void record.conversion;
    const id = record.isRead ? receivedText(shown.props, "id") : undefined;
    const dependencies = Object.entries(shown.propertyDependencies ?? {}).map(
        ([property, resources]): [string, string[]] => [property, resources.map((resource) => resource.urn)],
    );
    return record.resource({
        ...(id === undefined || isPlaceholder(id) ? {} : { id }),
        propertyDependencies: Object.fromEntries(dependencies),
    });
}

/** An id that is not known yet is a sentinel like any other value. */
function isPlaceholder(id: string): boolean {
    return UNKNOWN_SENTINELS.includes(id);
}
