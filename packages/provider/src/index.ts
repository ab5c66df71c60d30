import { main } from "@pulumi/pulumi/provider";
import { PortcullisProvider } from "./portcullis-provider.js";

export { PortcullisProvider };

/** Starts the provider's server and prints its port, as the engine expects of an executable plugin. */
export function serve(args: string[]): Promise<void> {
    return main(new PortcullisProvider(), args);
}
