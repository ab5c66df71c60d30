import { createRequire } from "node:module";
import type { Protobuf } from "./encoded-properties.js";
import type { SdkModules } from "./requests.js";

// The SDK may have copies of its own dependencies: the ones that count are those that its server finds.
const asPolicySdk = createRequire(require.resolve("@pulumi/policy"));
const asPulumi = createRequire(asPolicySdk.resolve("@pulumi/pulumi/proto/analyzer_pb"));

/** The modules of the installed SDK that its server uses. */
export function sdkModules(): SdkModules {
    const grpc = asPolicySdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as { AnalyzerService: SdkModules["service"] };
    const deserialize = asPolicySdk("./deserialize") as SdkModules["deserialize"];
    const { BinaryReader } = asPulumi("google-protobuf") as Pick<Protobuf, "BinaryReader">;
    const { Struct } = asPulumi("google-protobuf/google/protobuf/struct_pb.js") as Pick<Protobuf, "Struct">;
    return { deserialize, service: grpc.AnalyzerService, protobuf: { BinaryReader, Struct } };
}
