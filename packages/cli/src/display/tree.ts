import type { Diagnostic, PreviewedResource } from "@portcullis/preview";
import { countDiagnostics } from "./diagnostics.js";
import { groupBy } from "./group-by.js";
import type { Palette } from "./palette.js";
import { renderTable } from "./table.js";
import { displayName, displayType, isDefaultProvider, STACK_TYPE } from "./urn.js";

interface Node {
    readonly resource: PreviewedResource;
    readonly children: Node[];
}

/** Draws the resources as the table that `pulumi preview` ends with: a tree of Type, with Name, Plan and Info. */
export function renderTree(
    resources: readonly PreviewedResource[],
    diagnostics: readonly Diagnostic[],
    colors: Palette,
): string[] {
    const shown = resources.filter(isShown);
    if (shown.length === 0) return [];
    const info = infoColumn(shown, diagnostics, colors);
    const header = ["  ", colors.column("Type"), colors.column("Name"), colors.column("Plan")];
    if (info.size > 0) header.push(colors.column("Info"));
    const rows: string[][] = [header];
    for (const root of growTree(shown)) addRows(root, "", "", rows, info, colors);
    return renderTable(rows);
}

/** Tells whether Pulumi shows a resource in its table, and counts it: reads and default providers it does not. */
export function isShown(resource: PreviewedResource): boolean {
    return !resource.read && !isDefaultProvider(resource.urn);
}

/** Hangs each resource below its parent; one whose parent is not there hangs below the stack. */
function growTree(resources: readonly PreviewedResource[]): Node[] {
    const nodes = new Map(resources.map((resource) => [resource.urn, { resource, children: [] } as Node]));
    const stack = [...nodes.values()].find((node) => node.resource.type === STACK_TYPE);
    const roots: Node[] = [];
    for (const node of nodes.values()) {
        const parent = nodes.get(node.resource.parent ?? "") ?? stack;
        if (parent && parent !== node) parent.children.push(node);
        else roots.push(node);
    }
    return roots;
}

function addRows(
    node: Node,
    branch: string,
    indent: string,
    rows: string[][],
    info: ReadonlyMap<string, string>,
    colors: Palette,
): void {
    const { resource, children } = node;
    const type = branch + displayType(resource.type);
    rows.push([
        colors.create("+ "),
        type,
        displayName(resource.urn),
        colors.create("create"),
        info.get(resource.urn) ?? "",
    ]);
    children.forEach((child, index) => {
        const last = index === children.length - 1;
        addRows(child, `${indent}${last ? "└─ " : "├─ "}`, `${indent}${last ? "   " : "│  "}`, rows, info, colors);
    });
}

/** Counts each resource's messages; what belongs to no shown resource counts for the stack. */
function infoColumn(
    resources: readonly PreviewedResource[],
    diagnostics: readonly Diagnostic[],
    colors: Palette,
): Map<string, string> {
    const stack = resources.find((resource) => resource.type === STACK_TYPE)?.urn;
    const urns = new Set(resources.map((resource) => resource.urn));
    const byUrn = groupBy(diagnostics, ({ urn }) => (urn !== undefined && urns.has(urn) ? urn : stack));
    const info = new Map<string, string>();
    for (const [urn, own] of byUrn) {
        const text = countDiagnostics(own, colors);
        if (urn !== undefined && text) info.set(urn, text);
    }
    return info;
}
