import { Metadata } from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { errorText } from "../preview-error.js";
import { isList, isObject, type Properties, type PropertyValue } from "../values/property-value.js";

const TYPE_NAME = "pulumirpc.InputPropertiesError";

/** What a plugin says went wrong: its message, and a line for each property it refuses. */
export function pluginErrorText(error: unknown, inputs: Properties): string {
    const problems = propertyProblems(error).map((problem) => {
        const path = problem.getPropertyPath();
        return `\n\t\t- property ${path}${shownValue(inputs, path)} has a problem: ${problem.getReason()}`;
    });
    const own = problems.length > 0 && error instanceof Error && "details" in error ? String(error.details) : undefined;
    return (own ?? errorText(error)) + problems.join("");
}

function propertyProblems(error: unknown): readonly InputPropertiesError.PropertyError[] {
    const metadata = error instanceof Error && "metadata" in error ? error.metadata : undefined;
    const bytes = metadata instanceof Metadata ? metadata.get("grpc-status-details-bin")[0] : undefined;
    if (!(bytes instanceof Buffer)) {
        return [];
    }
    return Status.deserializeBinary(bytes)
        .getDetailsList()
        .filter((detail) => detail.getTypeName() === TYPE_NAME)
        .flatMap((detail) => InputPropertiesError.deserializeBinary(detail.getValue_asU8()).getErrorsList());
}

/** The refused value, where it is plain: a secret must not be printed, an unknown says nothing. */
function shownValue(inputs: Properties, path: string): string {
    let value: PropertyValue | undefined = inputs;
    for (const [, index, name] of path.matchAll(/\["?(\d+|[^"\]]*)"?\]|([^.[\]]+)/g)) {
        const key: string = name ?? index ?? "";
        if (value === undefined) {
            return "";
        }
        if (isList(value)) {
            value = value[Number(key)];
        } else {
            value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
        }
    }
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isPlain ? ` with value '${String(value)}'` : "";
}
