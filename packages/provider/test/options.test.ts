import { join } from "node:path";
import { type PreviewedResource, preview } from "@portcullis/preview";
import { beforeAll, describe, expect, it } from "vitest";

// Starts a program's process.
describe("a component with options", () => {
    let children: readonly PreviewedResource[];
    const inputsOf = (name: string) => children.find((child) => child.name === name)?.inputs;

    beforeAll(async () => {
        const { resources } = await preview({ program: join(__dirname, "programs/options") });
        const component = resources.find(({ type }) => type === "portcullis:index:ApiServerSecurityGroup");
        children = resources.filter(({ parent }) => parent === component?.urn);
    });

    it("has every child made by the provider that is given to it", () => {
        expect(children).toHaveLength(6);
        for (const { provider } of children) expect(provider).toMatch(/pulumi:providers:aws::frankfurt::/);
    });

    it("protects every child, and tags each with the user's tags", () => {
        for (const { protect, inputs } of children) {
            expect(protect).toBe(true);
            expect(inputs.tags).toEqual({ team: "platform" });
        }
    });

    it("lets a transform adjust one child, and changes no other", () => {
        expect(inputsOf("api-6443-self")?.description).toBe("ours");
        expect(inputsOf("api-6443-198-51-100-0-24")?.description).toBe("Kubernetes API: administrators");
    });

    it("writes a checked rule of the user's own, by protocol number, without ports", () => {
        expect(inputsOf("api-extra-vrrp")).toMatchObject({ ipProtocol: "112", cidrIpv4: "10.0.0.0/16" });
        expect(Object.keys(inputsOf("api-extra-vrrp") ?? {})).not.toContain("fromPort");
    });
});
