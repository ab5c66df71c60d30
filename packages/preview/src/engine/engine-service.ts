import {
    GetRootResourceResponse,
    type LogRequest,
    LogSeverity,
    RequirePulumiVersionResponse,
    type SetRootResourceRequest,
    SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Diagnostic } from "../result.js";
import type { Deployment } from "./deployment.js";
import type { Methods } from "./server.js";

const SEVERITY: Readonly<Record<LogSeverity, Diagnostic["severity"]>> = {
    [LogSeverity.DEBUG]: "debug",
    [LogSeverity.INFO]: "info",
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
};

/** The Engine service: logging, and which resource is the root. */
export function engineMethods(deployment: Deployment): Methods {
    return {
        log: async (request: LogRequest) => {
            // The SDK's own debug lines hold whole requests, secrets in clear: they end here.
            if (request.getSeverity() === LogSeverity.DEBUG) {
                return new Empty();
            }
            deployment.say({
                severity: SEVERITY[request.getSeverity()],
                message: request.getMessage(),
                ...(request.getUrn() === "" ? {} : { urn: request.getUrn() }),
            });
            return new Empty();
        },
        getRootResource: async () => {
            const response = new GetRootResourceResponse();
            response.setUrn(deployment.rootResource);
            return response;
        },
        setRootResource: async (request: SetRootResourceRequest) => {
            deployment.rootResource = request.getUrn();
            return new SetRootResourceResponse();
        },
        requirePulumiVersion: async () => new RequirePulumiVersionResponse(),
        startDebugging: async () => new Empty(),
    };
}
