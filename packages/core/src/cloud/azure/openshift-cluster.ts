import { Field } from "../../field.js";
import type { Reader } from "../../stack/contribution.js";
import { causeOf } from "../shape.js";
import { endpointContribution, everyone } from "./managed-endpoint.js";

/** Reads an Azure Red Hat OpenShift cluster, azure-native and classic: its API server is public or private. */
export const readOpenShiftCluster: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const native = field.get("apiserverProfile");
    const profile = native.isAbsent ? field.get("apiServerProfile") : native;
    const [first] = profile.isList ? profile.items() : [profile];
    const visibility = (first ?? profile).get("visibility");
    const word = visibility.text()?.toLowerCase();
    if (word === "private") return [endpointContribution(resource, undefined)];
    const readable = word === "public" || (visibility.isAbsent && (profile.isAbsent || profile.isObject));
    return [
        endpointContribution(resource, {
            resource,
            field: visibility,
            peers: [everyone("a public API server")],
            doubts: readable ? [] : [causeOf(resource.urn, visibility)],
            because: [`${visibility.at} is ${visibility.written()}; everything but Private has a public API server`],
            anchor: "openshift-visibility",
        }),
    ];
};
