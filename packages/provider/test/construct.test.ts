import { join } from "node:path";
import { type PreviewedResource, preview, Secret } from "@portcullis/preview";
import { beforeAll, describe, expect, it } from "vitest";

const program = join(__dirname, "programs/consumer");

// Starts a program's process and the provider's.
describe("a program of any language that uses the provider", () => {
    let resources: readonly PreviewedResource[];
    const named = (name: string) => resources.find((resource) => resource.name === name);

    beforeAll(async () => {
        ({ resources } = await preview({ program }));
    });

    it("gets the same children that a Node.js program gets from the component", () => {
        const children = resources.filter(({ type }) => type.startsWith("aws:vpc/")).map(({ name }) => name);
        expect(children.sort()).toEqual([
            "api-10250-self",
            "api-10250-sg-workers",
            "api-2379-2380-self",
            "api-6443-198-51-100-0-24",
            "api-6443-ip-nat",
            "api-6443-self",
            "api-6443-sg-workers",
        ]);
    });

    it("keeps them below the component", () => {
        const component = named("api");
        expect(
            resources
                .filter(({ type }) => type.startsWith("aws:vpc/"))
                .every(({ parent }) => parent === component?.urn),
        ).toBe(true);
    });

    it("passes an unknown on to the one rule that has it, with its dependency", () => {
        const rule = named("api-6443-sg-workers");
        const workers = resources.find(({ name, type }) => name === "workers" && type.endsWith(":SecurityGroup"));
        expect(rule?.propertyDependencies.referencedSecurityGroupId).toEqual([workers?.urn]);
        expect(named("api-6443-198-51-100-0-24")?.inputs.cidrIpv4).toBe("198.51.100.0/24");
    });

    it("keeps a secret a secret", () => {
        const value = named("api-6443-ip-nat")?.inputs.cidrIpv4;
        expect(value).toBeInstanceOf(Secret);
        expect(value instanceof Secret && value.secret).toBe("192.0.2.7/32");
    });
});

it("refuses bad input with the component's own words and path", async () => {
    const refused = preview({ program, config: { office: "0.0.0.0/0" } });
    await expect(refused).rejects.toThrow(/administrators\.cidrBlocks.*everyone on the internet/s);
});
