import { expect, it } from "vitest";
import { joinPath, relocated } from "../../src/cloud/relocated.js";
import { addressesPeer, makeRule, unknownPeer } from "../../src/cloud/shape.js";
import { IpSet } from "../../src/ip-set.js";

const cause = (at: string) => ({ resource: "urn:r", at, kind: "unknown", text: "later" }) as const;

it("leads every path of a contribution from its carrier", () => {
    const link = { kind: "list", key: "pl-1", scope: "", dependencies: [], cause: cause("list") };
    const rule = makeRule({
        resource: "urn:r",
        at: "ingress[0]",
        peers: [
            addressesPeer(IpSet.empty, ""),
            unknownPeer(cause("source")),
            { kind: "list", link, otherwise: unknownPeer(cause("otherwise")) },
        ],
        causes: [cause("port")],
    });
    const moved = relocated(
        {
            resource: { urn: "urn:r", type: "t", name: "r", properties: {} },
            kind: "firewall",
            semantics: "union",
            rules: [rule],
            notes: [{ resource: "urn:r", at: "note", code: "code", what: "w", why: "y", fix: "f", weight: "advisory" }],
        },
        (inner) => joinPath("template.Resources.G", inner),
    );
    const paths = JSON.stringify(moved.rules).match(/"at":"[^"]*"/g);
    expect(paths).toEqual(
        ["ingress[0]", "port", "source", "list", "otherwise"]
            .map((path) => `"at":"template.Resources.G.${path}"`)
            .sort((one, other) => (paths?.indexOf(one) ?? 0) - (paths?.indexOf(other) ?? 0)),
    );
    expect(moved.notes[0]?.at).toBe("template.Resources.G.note");
});

it.each([
    ["outer", "inner", "outer.inner"],
    ["outer", "[0].inner", "outer[0].inner"],
    ["outer", "", "outer"],
])("joins %s and %s", (outer, inner, path) => {
    expect(joinPath(outer, inner)).toBe(path);
});
