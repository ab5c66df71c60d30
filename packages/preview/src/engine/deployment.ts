import type { FixtureBook } from "../fixtures.js";
import { errorText, PreviewError } from "../preview-error.js";
import { isPlaceholder } from "../project/placeholder.js";
import type { Project } from "../project/project-file.js";
import type { Redact } from "../project/redaction.js";
import type { Config } from "../project/stack-config.js";
import type { Diagnostic, PreviewEvent } from "../result.js";
import type { Properties } from "../values/property-value.js";
import type { ReadOptions } from "../values/read-struct.js";
import { makeUrn, STACK_TYPE, urnName, urnType } from "../values/urn.js";
import { describeResource, type ResourceState } from "./resource-state.js";

/** Judges resources before and after they are made. */
export interface Analysis {
    /** Remediates and analyses one resource; returns its inputs as they are from then on. */
    inspect(resource: ResourceState, provider: ResourceState | undefined): Promise<Properties>;
}

/** What a preview runs. */
export interface DeploymentSettings {
    readonly project: Project;
    readonly stack: string;
    readonly organization: string;
    readonly config: Config;
    readonly fixtures: FixtureBook;
    /** True if some configuration is made up: then text that contains a placeholder is unknown. */
    readonly hasPlaceholders: boolean;
    /** True if calls and reads without a fixture are answered as unknown, and listed. */
    readonly assumesAnswers: boolean;
    /** Takes the secrets of the configuration out of a text. */
    readonly redact: Redact;
    readonly emit: (event: PreviewEvent) => void;
}

/** The state of one preview. Several may run in one process; nothing is shared between them. */
export class Deployment {
    readonly resources = new Map<string, ResourceState>();
    readonly reads = new Map<string, ResourceState>();
    readonly diagnostics: Diagnostic[] = [];
    readonly unseen: string[] = [];
    /** Resolves with the first failure that ends the preview. */
    readonly failed: Promise<PreviewError>;
    /** Address of the engine's own server, once it listens. */
    address = "";
    rootResource = "";
    #failure: PreviewError | undefined;
    #announceFailure: (error: PreviewError) => void = () => {};
    readonly #urns = new Set<string>();

    constructor(
        readonly settings: DeploymentSettings,
        readonly analysis: Analysis,
    ) {
        this.failed = new Promise((resolve) => {
            this.#announceFailure = resolve;
        });
    }

    get failure(): PreviewError | undefined {
        return this.#failure;
    }

    /** Ends the preview; only the first failure counts, later ones are its echo. */
    fail(error: unknown): PreviewError {
        const failure =
            error instanceof PreviewError
                ? error
                : new PreviewError("registration-invalid", { what: errorText(error) });
        if (this.#failure === undefined) {
            this.#failure = failure;
            this.#announceFailure(failure);
        }
        return failure;
    }

    /** Takes a URN; taking one twice is the program's mistake. */
    claimUrn(parent: string, type: string, name: string): string {
        if (parent !== "" && !this.#urns.has(parent)) {
            throw new PreviewError("registration-invalid", { what: `could not find parent resource ${parent}` });
        }
        const urn = makeUrn(this.settings.stack, this.settings.project.name, parent, type, name);
        if (this.#urns.has(urn)) {
            throw new PreviewError("registration-invalid", {
                what: `Duplicate resource URN '${urn}'`,
                why: "try giving it a unique name",
            });
        }
        this.#urns.add(urn);
        return urn;
    }

    /** Records a resource that now counts as made. */
    add(resource: ResourceState): void {
        (resource.read ? this.reads : this.resources).set(resource.urn, resource);
        this.settings.emit({ kind: "resource", resource: describeResource(resource) });
    }

    find(urn: string): ResourceState | undefined {
        return this.resources.get(urn) ?? this.reads.get(urn);
    }

    /** Passes on what the program or a pack has to say; nothing that follows a failure, it only echoes it. */
    say({ message, ...rest }: Diagnostic): void {
        if (this.#failure === undefined) {
            const diagnostic: Diagnostic = { ...rest, message: this.settings.redact(message) };
            this.diagnostics.push(diagnostic);
            this.settings.emit({ kind: "diagnostic", diagnostic });
        }
    }

    /** Notes, once, what cannot be seen from here. */
    cannotSee(line: string): void {
        if (!this.unseen.includes(line)) {
            this.unseen.push(line);
        }
    }

    /** How values of this preview are read from the wire. */
    get readOptions(): ReadOptions {
        return this.settings.hasPlaceholders ? { isPlaceholder } : {};
    }

    get stackUrn(): string {
        const { stack, project } = this.settings;
        return makeUrn(stack, project.name, undefined, STACK_TYPE, `${project.name}-${stack}`);
    }
}

/** Short form of a resource for messages. */
export function labelOf(urn: string): string {
    return `${urnType(urn)} ${urnName(urn)}`;
}
