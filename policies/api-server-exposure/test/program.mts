import { type Shown, UNKNOWN, urnOf } from "./protocol.mts";

/** A property of a resource that is read: known only after the resource exists. */
class Later {
    /** URN of the resource. */
    readonly resource: string;

    constructor(resource: string) {
        this.resource = resource;
    }
}

/**
 * Runs an example as a program: `new aws.ec2.SecurityGroup(name, args)` and the like register a resource, whose
 * properties are unknown to the others. Names that the example does not declare are resources of elsewhere.
 */
export function runExample(text: string): readonly Shown[] {
    const registered: Shown[] = [];
    const register = (type: string, name: string, args: object): object => {
        const urn = urnOf({ type, name });
        registered.push({
            type,
            name,
            props: wire(args) as object,
            propertyDependencies: Object.fromEntries(
                Object.entries(args).map(([key, value]): [string, string[]] => [key, [...resourcesIn(value)]]),
            ),
            outputs: {},
        });
        return outputsOf(urn);
    };
    const scope = new Proxy(packagesOf(register), {
        has: () => true,
        get: (packages, name) =>
            typeof name !== "string"
                ? undefined
                : Object.hasOwn(packages, name)
                  ? packages[name]
                  : outputsOf(ELSEWHERE),
    });
    new Function("program", `with (program) {\n${text}\n}`)(scope);
    return registered;
}

const ELSEWHERE = "";

type Register = (type: string, name: string, args: object) => object;

function packagesOf(register: Register): { readonly [name: string]: object } {
    return {
        aws: bridged("aws", register),
        gcp: bridged("gcp", register),
        azure_native: modules((module, name) => `azure-native:${module}:${name}`, register),
        k8s: modules(
            (group) => modules((version, kind) => `kubernetes:${group}/${version}:${kind}`, register),
            register,
        ),
    };
}

/** Packages made from Terraform providers name the file of a resource in its type. */
function bridged(name: string, register: Register): object {
    return modules(
        (module, kind) => `${name}:${module}/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
        register,
    );
}

/** `package.module.Kind`, where each is whatever the example writes. */
function modules(tokenOf: (module: string, kind: string) => string | object, register: Register): object {
    return anything((module) => {
        const nested = tokenOf(module, "");
        if (typeof nested === "object") return nested;
        return anything(
            (kind) =>
                // Not an arrow, so that `new` takes it; what it returns stands for the resource's outputs.
                function resource(name: string, args: object) {
                    return register(String(tokenOf(module, kind)), name, args);
                },
        );
    });
}

function anything(toValue: (name: string) => object): object {
    return new Proxy({}, { get: (_target, name) => toValue(String(name)) });
}

/** Outputs of this resource; what is not known of elsewhere depends on nothing of the stack. */
function outputsOf(resource: string): object {
    return anything(() => new Later(resource));
}

function wire(value: unknown): unknown {
    if (value instanceof Later) return UNKNOWN;
    if (Array.isArray(value)) return value.map(wire);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wire(item)]));
}

function* resourcesIn(value: unknown): Generator<string> {
    if (value instanceof Later) {
        if (value.resource !== ELSEWHERE) yield value.resource;
    } else if (typeof value === "object" && value !== null)
        for (const item of Object.values(value)) yield* resourcesIn(item);
}
