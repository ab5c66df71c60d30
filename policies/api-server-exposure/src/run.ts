import { FirewallError } from "@portcullis/core";
import { type Configuration, parseConfiguration, type Settings, unknownPolicies } from "./configuration.js";
import type { Refusing } from "./judge.js";
import type { PolicyName } from "./policy-name.js";
import { Recorded, type Shown } from "./record.js";
import { configurationCount, configuredPolicies } from "./requests.js";

type Given = { readonly [property: string]: unknown };

const NO_PORTS: readonly number[] = [];

/** One run of the engine: what it showed of resources, and the configuration it gave. */
export class Run {
    /** The inputs of each resource that is read, by URN. */
    readonly records = new Map<string, Recorded>();
    /** Every resource that was shown. */
    readonly seen = new Set<string>();
    /** Policies that told what is wrong with their configuration. */
    private readonly told = new Set<PolicyName>();
    private readonly configurations = new Map<
        PolicyName,
        { readonly given: Given; readonly configuration: Configuration }
    >();
    /** What is judged by where a policy's settings and those of `api-server-reach-known` come together. */
    private readonly merged = new Map<Refusing, Settings>();
    /** True once the stack was shown: resources shown after that are another run. */
    isOver = false;

    constructor(
        private readonly stackTags: object,
        private readonly count: number,
    ) {}

    /** True where a call belongs to another run: the stack or the configuration was set anew. */
    isOther(stackTags: object, policy: PolicyName, given: Given): boolean {
        const before = this.configurations.get(policy);
        return (
            this.stackTags !== stackTags ||
            this.count !== configurationCount() ||
            (before !== undefined && !isSame(before.given, given))
        );
    }

    /** Takes a policy's configuration; it is checked once a run. */
    configure(policy: PolicyName, given: Given): void {
        if (this.configurations.has(policy)) return;
        this.configurations.set(policy, { given, configuration: parseConfiguration(policy, given, new Date()) });
    }

    /** What a policy judges by; undefined where it is switched off, or was not called yet. */
    configurationOf(policy: PolicyName): Configuration | undefined {
        return this.configurations.get(policy)?.configuration;
    }

    /** The settings of a policy that was called. */
    settingsOf(policy: PolicyName): Settings {
        const configuration = this.configurationOf(policy);
        if (configuration) return configuration.settings;
        throw new FirewallError({
            code: "configuration-invalid",
            what: `${policy} has no settings`,
            why: "Settings are read when a policy is called",
            fix: "Call it first",
        });
    }

    /**
     * The settings by which `api-server-reach-known` looks at what another policy would refuse: that policy's own, so
     * that nothing falls between the two, but for what is set on `api-server-reach-known` itself.
     */
    settingsForUndecided(refusing: Refusing): Settings {
        const own = this.configurationOf("api-server-reach-known");
        const others = this.configurationOf(refusing);
        if (own === undefined || others === undefined) return this.settingsOf("api-server-reach-known");
        if (own.given.size === 0) return others.settings;
        const known = this.merged.get(refusing) ?? mergeSettings(own, others.settings);
        this.merged.set(refusing, known);
        return known;
    }

    /** The ports that `api-server-not-public` judges, where it is on. */
    get apiPorts(): readonly number[] {
        return this.configurationOf("api-server-not-public")?.settings.ports ?? NO_PORTS;
    }

    /** What is wrong with the configuration, the first time a policy asks. */
    faultsToTell(policy: PolicyName): readonly FirewallError[] {
        if (this.told.has(policy)) return [];
        const isFirst = this.told.size === 0;
        this.told.add(policy);
        const strangers = isFirst ? unknownPolicies(configuredPolicies()) : [];
        return [...strangers, ...(this.configurationOf(policy)?.faults ?? [])];
    }

    /** The record of a resource for one call: the policies of the same call share it, a later call replaces it. */
    record(policy: PolicyName, shown: Shown, handed: object): Recorded {
        this.seen.add(shown.urn);
        const known = this.records.get(shown.urn);
        const record = known && !known.seenBy.includes(policy) ? known : new Recorded(shown, handed);
        record.seenBy.push(policy);
        // Most resources of a stack are no firewalls: nothing of them is kept.
        if (record.isRead) this.records.set(shown.urn, record);
        return record;
    }
}

/** A policy's settings, but for what is set on `api-server-reach-known` itself. */
function mergeSettings({ settings: mine, given }: Configuration, theirs: Settings): Settings {
    return {
        ports: given.has("ports") ? mine.ports : theirs.ports,
        strict: given.has("strict") ? mine.strict : theirs.strict,
        allowed: given.has("allowedCidrBlocks") ? mine.allowed : theirs.allowed,
        cloudTenantSources: given.has("cloudTenantSources") ? mine.cloudTenantSources : theirs.cloudTenantSources,
        gkeDnsEndpoint: given.has("gkeDnsEndpoint") ? mine.gkeDnsEndpoint : theirs.gkeDnsEndpoint,
        reportNetworkAcls: mine.reportNetworkAcls || theirs.reportNetworkAcls,
        onUnknown: given.has("onUnknown") ? mine.onUnknown : theirs.onUnknown,
        exceptions: given.has("exceptions") ? mine.exceptions : theirs.exceptions,
    };
}

let current = new Run({}, -1);

/** The run that a call belongs to: what earlier runs showed and were told is gone. */
export function runOf(view: "resource" | "stack", stackTags: object, policy: PolicyName, given: Given): Run {
    const ended = view === "resource" && current.isOver;
    if (ended || current.isOther(stackTags, policy, given)) current = new Run(stackTags, configurationCount());
    if (view === "stack") current.isOver = true;
    current.configure(policy, given);
    return current;
}

function isSame(one: Given, other: Given): boolean {
    const keys = Object.keys(one);
    const shallow = keys.length === Object.keys(other).length && keys.every((key) => Object.is(one[key], other[key]));
    return shallow || JSON.stringify(one) === JSON.stringify(other);
}
