/**
 * Stands for a value that is not known yet; `secret` when the program marked it so. `why` where no resource of the
 * stack will tell it either, as for what the cloud works out: it completes "it depends on <path>, ...".
 */
export class Unknown {
    constructor(
        readonly secret: boolean = false,
        readonly why: string | undefined = undefined,
    ) {}
}

/** Wraps a value that is judged like any other and never printed. */
export class Secret {
    constructor(readonly value: Value) {}
}

/** The plain form of resource properties: what JSON has, {@link Unknown} and {@link Secret}. */
export type Value =
    | string
    | number
    | boolean
    | null
    | undefined
    | Unknown
    | Secret
    | readonly Value[]
    | { readonly [key: string]: Value };

/** A resource as a reader takes it. */
export interface Resource {
    readonly urn: string;
    /** Type token, such as `aws:ec2/securityGroup:SecurityGroup`. */
    readonly type: string;
    readonly name: string;
    /** Inputs, with unknowns and secrets marked. */
    readonly properties: { readonly [key: string]: Value };
    /** Physical id, where it is known. */
    readonly id?: string;
    readonly parent?: string;
    /** Identity of the provider (its URN): resources of two providers never meet by name or id. */
    readonly provider?: string;
    /** Property name -> URNs of the resources its value came from. */
    readonly propertyDependencies?: { readonly [property: string]: readonly string[] };
}
