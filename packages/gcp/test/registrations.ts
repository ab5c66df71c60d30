import * as pulumi from "@pulumi/pulumi";

/** One registered resource, as the engine would hear of it. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
}

/** Runs a program against mocks, in preview or update mode, and returns what it registered, by type and name. */
export async function registrationsOf(
    program: () => pulumi.Resource,
    mode: "preview" | "update" = "update",
): Promise<readonly Registration[]> {
    const registered: Registration[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource(args) {
                registered.push({ type: args.type, name: args.name, inputs: args.inputs });
                return { id: mode === "preview" ? "" : `${args.name}-id`, state: args.inputs };
            },
            call: (args) => args.inputs,
        },
        "project",
        "stack",
        mode === "preview",
    );
    const resource = program();
    await settled(resource.urn);
    await pulumi.runtime.disconnect();
    return registered
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1));
}

/** The value of an output, once everything before it is there. */
export function settled<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply((value) => resolve(value));
    });
}
