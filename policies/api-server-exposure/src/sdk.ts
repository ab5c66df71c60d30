import { createRequire } from "node:module";
import type { SdkModules } from "./requests.js";

// The SDK may have copies of its own dependencies: the ones that count are those that its server finds.
const asPolicySdk = createRequire(require.resolve("@pulumi/policy"));

/** The modules of the installed SDK that its server uses. */
export function sdkModules(): SdkModules {
    const grpc = asPolicySdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as { AnalyzerService: SdkModules["service"] };
    const deserialize = asPolicySdk("./deserialize") as SdkModules["deserialize"];
    return { deserialize, service: grpc.AnalyzerService };
}
