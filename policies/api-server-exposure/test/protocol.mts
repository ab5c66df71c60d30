import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

const here = createRequire(join(import.meta.dirname, "protocol.mts"));
// Message classes and service must come from one copy of the SDK: the pack's own.
const sdk = createRequire(here.resolve("@pulumi/policy"));
const grpc = sdk("@grpc/grpc-js");
const analyzer = sdk("@pulumi/pulumi/proto/analyzer_pb");
const { AnalyzerClient } = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { Struct } = createRequire(sdk.resolve("@pulumi/pulumi"))("google-protobuf/google/protobuf/struct_pb");
const { Empty } = createRequire(sdk.resolve("@pulumi/pulumi"))("google-protobuf/google/protobuf/empty_pb");

/** The package under test, built. */
export const PACK = dirname(import.meta.dirname);
/** The executable, as `build.mts` makes it. */
export const EXECUTABLE = join(PACK, "bin", "policy-api-server-exposure.js");
/** The three shapes in which the engine starts a pack; `imported` is a pack of somebody else that uses the policies. */
export type Form = "folder" | "executable" | "imported";

/** A resource as the engine shows it. */
export interface Shown {
    readonly type: string;
    readonly name: string;
    readonly props: object;
    readonly urn?: string;
    readonly parent?: string;
    readonly provider?: { readonly urn: string; readonly type?: string; readonly name?: string };
    /** Property -> names of the resources of this stack that it came from. */
    readonly propertyDependencies?: { readonly [property: string]: readonly string[] };
    /** What the stack view has; the inputs where not given. */
    readonly outputs?: object;
}

/** A diagnostic of the pack. */
export interface Diagnostic {
    readonly policy: string;
    readonly level: "advisory" | "mandatory" | "remediate" | "disabled";
    readonly urn: string;
    readonly message: string;
    readonly severity: number;
}

/** What is set for a policy. */
export interface PolicySettings {
    readonly level?: Diagnostic["level"];
    readonly properties?: object;
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

/** The URN of a resource that has no parent. */
export function urnOf({ type, name, urn }: Pick<Shown, "type" | "name" | "urn">): string {
    return urn ?? `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret, as the engine sends it. */
export function secret(value: unknown): object {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A message of the protocol. */
interface Request {
    serializeBinary(): Uint8Array;
}

/** Stacks of ten thousand resources are sent in one message. */
const LIMITS = { "grpc.max_receive_message_length": 1 << 28, "grpc.max_send_message_length": 1 << 28 };

type Method = (request: unknown, done: (error: unknown, answer: never) => void) => void;
type Client = { readonly [method: string]: Method } & { close(): void };

/** A running pack, spoken to as the engine does. */
export class Pack {
    /** Everything it wrote to standard output. */
    readonly stdout: () => string;
    readonly stderr: () => string;
    readonly port: number;
    private readonly child: ChildProcess;
    private readonly client: Client;

    private constructor(child: ChildProcess, port: number, stdout: () => string, stderr: () => string) {
        this.child = child;
        this.port = port;
        this.client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), LIMITS);
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Starts a pack: through the SDK's runner in its folder, or directly in the program's folder. */
    static async start(form: Form, folder: string, env: NodeJS.ProcessEnv = {}): Promise<Pack> {
        const runner = sdk.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        const address = "127.0.0.1:1";
        const [command, args, cwd] =
            form === "executable"
                ? [folder, [address], dirname(dirname(folder))]
                : [process.execPath, [runner, address, folder], folder];
        const child = spawn(command, args, {
            cwd,
            // An executable finds its interpreter on the PATH: the one that runs the tests.
            env: {
                PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
                HOME: process.env["HOME"],
                ...env,
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let out = "";
        let err = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            err += text;
        });
        const port = await new Promise<number>((found, failed) => {
            child.on("exit", (code) => failed(new Error(`the pack ended with ${code} before its port: ${err}`)));
            child.stdout.setEncoding("utf8").on("data", (text: string) => {
                out += text;
                if (out.includes("\n")) found(Number(out.split("\n")[0]));
            });
        });
        return new Pack(
            child,
            port,
            () => out,
            () => err,
        );
    }

    async stop(): Promise<void> {
        this.client.close();
        if (this.child.exitCode !== null) return;
        const ended = new Promise((done) => this.child.on("exit", done));
        this.child.kill();
        await ended;
    }

    /** As the engine does at the start of a preview or an update. */
    async configureStack(dryRun: boolean): Promise<void> {
        const request = new analyzer.AnalyzerStackConfigureRequest();
        request.setStack("dev");
        request.setProject("shop");
        request.setDryRun(dryRun);
        await this.call("configureStack", request);
    }

    async info(): Promise<{
        name: string;
        policies: {
            name: string;
            type: number;
            level: string;
            url: string;
            schema: { properties: Record<string, unknown>; required: string[] };
        }[];
    }> {
        const answer = await this.call<{ toObject(): { name: string }; getPoliciesList(): never[] }>(
            "getAnalyzerInfo",
            new Empty(),
        );
        const policies = answer.getPoliciesList().map((one) => {
            const policy = one as { [get: string]: () => never };
            const schema = policy["getConfigschema"]?.() as
                | { getProperties(): { toJavaScript(): Record<string, unknown> }; getRequiredList(): string[] }
                | undefined;
            return {
                name: String(policy["getName"]?.()),
                type: Number(policy["getPolicyType"]?.()),
                level: LEVELS[Number(policy["getEnforcementlevel"]?.())] ?? "",
                url: String(policy["getUrl"]?.()),
                schema: {
                    properties: schema?.getProperties().toJavaScript() ?? {},
                    required: schema?.getRequiredList() ?? [],
                },
            };
        });
        return { name: answer.toObject().name, policies };
    }

    /** Sends every policy's level and properties, as the engine does. */
    async configure(settings: { readonly [policy: string]: PolicySettings }): Promise<void> {
        const request = new analyzer.ConfigureAnalyzerRequest();
        for (const [policy, { level, properties }] of Object.entries(settings)) {
            const config = new analyzer.PolicyConfig();
            config.setEnforcementlevel(LEVELS.indexOf(level ?? "mandatory"));
            config.setProperties(Struct.fromJavaScript(properties ?? {}));
            request.getPolicyconfigMap().set(policy, config);
        }
        await this.call("configure", request);
    }

    async remediate(resource: Shown): Promise<number> {
        const answer = await this.call<{ getRemediationsList(): unknown[] }>("remediate", analyzeRequest(resource));
        return answer.getRemediationsList().length;
    }

    async analyze(resource: Shown): Promise<readonly Diagnostic[]> {
        return diagnosticsOf(await this.call("analyze", analyzeRequest(resource)), urnOf(resource));
    }

    async analyzeStack(resources: readonly Shown[]): Promise<readonly Diagnostic[]> {
        return diagnosticsOf(await this.call("analyzeStack", analyzeStackRequest(resources)), "");
    }

    private call<T>(method: string, request: unknown): Promise<T> {
        return new Promise((done, failed) => {
            this.client[method]?.(request, (error, answer) => (error ? failed(error) : done(answer)));
        });
    }
}

/** What the engine sends for one resource: its inputs. */
export function analyzeRequest(resource: Shown): Request {
    const request = new analyzer.AnalyzeRequest();
    fill(request, resource, resource.props);
    return request;
}

/** What the engine sends at the end: every resource, with its outputs. */
export function analyzeStackRequest(resources: readonly Shown[]): Request {
    const request = new analyzer.AnalyzeStackRequest();
    const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
    request.setResourcesList(
        resources.map((resource) => {
            const shown = new analyzer.AnalyzerResource();
            fill(shown, resource, resource.outputs ?? resource.props);
            if (resource.parent) shown.setParent(resource.parent);
            for (const [property, names] of Object.entries(resource.propertyDependencies ?? {})) {
                const dependencies = new analyzer.AnalyzerPropertyDependencies();
                dependencies.setUrnsList(names.map((name) => urns.get(name) ?? name));
                shown.getPropertydependenciesMap().set(property, dependencies);
            }
            return shown;
        }),
    );
    return request;
}

// The two message classes share these setters.
function fill(message: { [set: string]: (value: unknown) => void }, resource: Shown, properties: object): void {
    message["setType"]?.(resource.type);
    message["setName"]?.(resource.name);
    message["setUrn"]?.(urnOf(resource));
    message["setProperties"]?.(Struct.fromJavaScript(properties));
    const options = new analyzer.AnalyzerResourceOptions();
    if (resource.parent) options.setParent(resource.parent);
    message["setOptions"]?.(options);
    if (resource.provider) {
        const provider = new analyzer.AnalyzerProviderResource();
        provider.setUrn(resource.provider.urn);
        provider.setType(resource.provider.type ?? "pulumi:providers:aws");
        provider.setName(resource.provider.name ?? "default");
        provider.setProperties(Struct.fromJavaScript({}));
        message["setProvider"]?.(provider);
    }
}

function diagnosticsOf(
    answer: { getDiagnosticsList(): { [get: string]: () => unknown }[] },
    urn: string,
): readonly Diagnostic[] {
    return answer.getDiagnosticsList().map((one) => ({
        policy: String(one["getPolicyname"]?.()),
        level: LEVELS[Number(one["getEnforcementlevel"]?.())] ?? "disabled",
        urn: String(one["getUrn"]?.()) || urn,
        message: String(one["getMessage"]?.()),
        severity: Number(one["getSeverity"]?.()),
    }));
}
