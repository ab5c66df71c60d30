import type { Resource } from "@portcullis/core";
import { type Firewall, firewallsOf, isOrdered } from "@portcullis/core/stack";
import { type Conversion, convertProperties } from "./convert.js";
import type { PolicyName } from "./policy-name.js";
import { isReadType } from "./read-type.js";
import { receivedOf } from "./requests.js";

/** What a policy call says of a resource, in the resource view and in the stack view alike. */
export interface Shown {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent: string | undefined;
    readonly provider: string | undefined;
}

const NOTHING_REFUSED: ReadonlySet<string> = new Set();

/** A resource as one call showed it: converted when first needed, and read alone once. */
export class Recorded {
    /** Policies that looked at it; one that comes back brings a new call, and a new record. */
    readonly seenBy: PolicyName[] = [];
    private refusedPorts: Set<string> | undefined;
    private converted: Conversion | undefined;
    private alone: readonly Firewall[] | undefined;

    constructor(
        readonly shown: Shown,
        /** The properties as they were handed over: all that is kept between the two views. */
        private readonly handed: object,
    ) {}

    /** Ports that a policy refused on this resource, each as `policy port`. */
    get refused(): ReadonlySet<string> {
        return this.refusedPorts ?? NOTHING_REFUSED;
    }

    /** Notes that a policy refused a port on this resource. */
    refuse(policy: PolicyName, port: number): void {
        this.refusedPorts ??= new Set();
        this.refusedPorts.add(`${policy} ${port}`);
    }

    /** True where some reader knows the type. */
    get isRead(): boolean {
        return isReadType(this.shown.type);
    }

    get conversion(): Conversion {
        this.converted ??= convertProperties(receivedOf(this.handed));
        return this.converted;
    }

    /** True where something in it was not known; a resource that nobody reads is not looked into. */
    get sawUnknown(): boolean {
        return this.isRead && this.conversion.sawUnknown;
    }

    get secretTexts(): readonly string[] {
        return this.isRead ? this.conversion.secretTexts : [];
    }

    /**
     * The firewalls that it makes by itself and that nothing else can close: those of unions. A resource that only has a
     * say in an order is read with the stack, where the order is known.
     */
    get finalFirewalls(): readonly Firewall[] {
        if (!this.isRead || isOrdered(this.shown.type)) return [];
        // Converted here, where a failure is ours to tell: the engine takes what its readers fail at for an odd shape.
        void this.conversion;
        this.alone ??= firewallsOf(this.resource({})).filter(({ semantics }) => semantics === "union");
        return this.alone;
    }

    /**
     * Lets go of all that was made of the properties. The stack view makes it anew, mostly with links that change what is
     * read; until then a large stack would be held in memory as trees and rules.
     */
    forget(): void {
        this.converted = undefined;
        this.alone = undefined;
    }

    /** The resource for a reader, with what only the stack view knows. */
    resource(links: Pick<Resource, "id" | "propertyDependencies">): Resource {
        const record = this;
        const { urn, type, name, parent, provider } = this.shown;
        return {
            ...links,
            ...(parent === undefined ? {} : { parent }),
            ...(provider === undefined ? {} : { provider }),
            urn,
            type,
            name,
            // Most resources are no firewalls: nobody takes their properties apart.
            get properties() {
                return record.conversion.properties;
            },
        };
    }
}
