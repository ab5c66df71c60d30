import type { DeploymentSettings } from "../engine/deployment.js";
import { PreviewError } from "../preview-error.js";
import { configName, configNamespace } from "../project/config-key.js";
import type { Command } from "./child-process.js";
import type { Environment } from "./environment.js";
import { findSdkScript, splitArguments } from "./pulumi-sdk.js";

/** The command that runs a program as the language host would. */
export function programCommand(
    settings: DeploymentSettings,
    engineAddress: string,
    environment: Environment,
    nodeArguments: readonly string[],
): Command {
    const { project, stack, organization } = settings;
    const runner = findSdkScript(project.folder, "run");
    if (runner === undefined) {
        throw new PreviewError("sdk-missing", {
            what: `@pulumi/pulumi cannot be found from ${project.folder}.`,
            why: "The program's dependencies are not installed.",
            fix: `Run npm install in ${project.folder}.`,
        });
    }
    const flags = {
        monitor: engineAddress,
        engine: engineAddress,
        organization,
        project: project.name,
        "root-directory": project.root,
        stack,
        pwd: project.folder,
    };
    return {
        file: process.execPath,
        args: [
            ...nodeArguments,
            ...splitArguments(project.nodeArgs),
            runner,
            ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
            "--dry-run",
            "--parallel",
            "16",
            project.entry,
        ],
        folder: project.folder,
        environment: { ...environment, ...programEnvironment(settings) },
    };
}

function programEnvironment({ project, config }: DeploymentSettings): Environment {
    // Old SDKs read `<namespace>:config:<name>` only, new ones read both.
    const texts = [...config].map(([key, value]) => [`${configNamespace(key)}:config:${configName(key)}`, value.text]);
    const secretKeys = [...config].filter(([, value]) => value.secret).map(([key]) => key);
    return {
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(texts)),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
        ...(project.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
        ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
    };
}
