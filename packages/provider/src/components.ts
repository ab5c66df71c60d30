import { ApiServerFrontDoor, ApiServerSecurityGroup } from "@portcullis/aws";
import { ApiServerNetworkSecurityGroup } from "@portcullis/azure";
import { ApiServerFirewall } from "@portcullis/gcp";
import type * as pulumi from "@pulumi/pulumi";

/** Makes one component from inputs as the engine sends them, which the component itself checks. */
type Factory = (
    name: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/**
 * The components that are served, by type token.
 *
 * The casts hold no promise: inputs come from another language's program, so each constructor checks every name and
 * shape of its arguments at run time.
 */
export const COMPONENTS: ReadonlyMap<string, Factory> = new Map<string, Factory>([
    [
        "portcullis:index:ApiServerSecurityGroup",
        (name, inputs, options) => new ApiServerSecurityGroup(name, inputs as never, options),
    ],
    [
        "portcullis:index:ApiServerFrontDoor",
        (name, inputs, options) => new ApiServerFrontDoor(name, inputs as never, options),
    ],
    [
        "portcullis:index:ApiServerNetworkSecurityGroup",
        (name, inputs, options) => new ApiServerNetworkSecurityGroup(name, inputs as never, options),
    ],
    [
        "portcullis:index:ApiServerFirewall",
        (name, inputs, options) => new ApiServerFirewall(name, inputs as never, options),
    ],
]);
