// The parity scripts speak Pulumi's own protocol with the SDK that the preview package uses: nothing more to install.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../packages/preview/package.json", import.meta.url));

/** A generated message: the scripts load these classes without their types. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Message = any;

export const grpc = require("@grpc/grpc-js");
export const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
export const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
export const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
export const provider = require("@pulumi/pulumi/proto/provider_pb");
export const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
export const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
export const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
