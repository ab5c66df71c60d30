import type { Callbacks } from "./callbacks.js";
import type { DefaultProviders } from "./default-providers.js";
import type { Deployment } from "./deployment.js";
import type { Hooks } from "./hooks.js";
import type { Packages } from "./packages.js";
import type { Plugins } from "./plugins.js";
import type { Transforms } from "./transforms.js";

/** What the monitor's methods work on; one set for each preview. */
export interface EngineParts {
    readonly deployment: Deployment;
    readonly callbacks: Callbacks;
    readonly transforms: Transforms;
    readonly hooks: Hooks;
    readonly packages: Packages;
    readonly defaultProviders: DefaultProviders;
    readonly plugins: Plugins;
    /** Providers that a component passes on to its children, by the component's URN. */
    readonly componentProviders: Map<string, ReadonlyMap<string, string>>;
}
