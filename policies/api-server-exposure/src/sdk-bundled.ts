import deserialize = require("@pulumi/policy/deserialize");
import grpc = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
import protobuf = require("google-protobuf");
import struct = require("google-protobuf/google/protobuf/struct_pb.js");

import type { SdkModules } from "./requests.js";

/** The modules of the SDK that its server uses, where both are in one bundle: this file stands in for `sdk.ts` there. */
export function sdkModules(): SdkModules {
    // The declarations of these modules leave out what the server does with them.
    return {
        deserialize,
        service: grpc.AnalyzerService,
        protobuf: { BinaryReader: protobuf.BinaryReader, Struct: struct.Struct },
    } as unknown as SdkModules;
}
