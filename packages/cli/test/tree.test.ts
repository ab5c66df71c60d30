import { expect, it } from "vitest";
import { palette } from "../src/display/palette.js";
import { renderTree } from "../src/display/tree.js";
import { resource, STACK_URN, urn } from "./fake-preview.js";

const plain = palette(false);
const component = urn("portcullis:index:ApiServerSecurityGroup", "api");
const group = urn("portcullis:index:ApiServerSecurityGroup$aws:ec2/securityGroup:SecurityGroup", "api");
const rule = urn(
    "portcullis:index:ApiServerSecurityGroup$aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "api-nodes",
);

it("draws components with their children, and shortens types as Pulumi does", () => {
    const resources = [
        resource(STACK_URN),
        resource(component, { custom: false }),
        resource(group, { parent: component }),
        resource(rule, { parent: component }),
        resource(urn("aws:ec2/vpc:Vpc", "main")),
    ];
    expect(renderTree(resources, [], plain)).toEqual([
        "     Type                                        Name       Plan",
        " +   pulumi:pulumi:Stack                         shop-dev   create",
        " +   ├─ portcullis:index:ApiServerSecurityGroup  api        create",
        " +   │  ├─ aws:ec2:SecurityGroup                 api        create",
        " +   │  └─ aws:vpc:SecurityGroupIngressRule      api-nodes  create",
        " +   └─ aws:ec2:Vpc                              main       create",
    ]);
});

it("hides what Pulumi hides: reads and default providers, but not explicit ones", () => {
    const resources = [
        resource(STACK_URN),
        resource(urn("pulumi:providers:aws", "default_7_48_0")),
        resource(urn("pulumi:providers:aws", "frankfurt")),
        resource(urn("aws:ec2/vpc:Vpc", "existing"), { read: true }),
    ];
    expect(renderTree(resources, [], plain)).toEqual([
        "     Type                     Name       Plan",
        " +   pulumi:pulumi:Stack      shop-dev   create",
        " +   └─ pulumi:providers:aws  frankfurt  create",
    ]);
});

it("hangs a resource whose parent is not there below the stack", () => {
    const resources = [resource(STACK_URN), resource(group, { parent: component })];
    expect(renderTree(resources, [], plain).at(-1)).toBe(" +   └─ aws:ec2:SecurityGroup  api       create");
});

it("counts messages beside their resource, those of none beside the stack", () => {
    const resources = [resource(STACK_URN), resource(urn("aws:ec2/vpc:Vpc", "main"))];
    const diagnostics = [
        { severity: "info", message: "hello" },
        { severity: "info", message: "again" },
        { severity: "error", message: "bad" },
        { severity: "debug", message: "never shown" },
        { severity: "warning", message: "careful", urn: urn("aws:ec2/vpc:Vpc", "main") },
    ] as const;
    expect(renderTree(resources, diagnostics, plain).slice(1)).toEqual([
        " +   pulumi:pulumi:Stack  shop-dev  create  1 error; 2 messages",
        " +   └─ aws:ec2:Vpc       main      create  1 warning",
    ]);
});

it("aligns wide characters and defuses names that would move the cursor", () => {
    const resources = [
        resource(STACK_URN),
        resource(urn("aws:ec2/vpc:Vpc", "名前")),
        resource(urn("aws:ec2/vpc:Vpc", "a\u001b[2Jb\nc")),
    ];
    expect(renderTree(resources, [], plain).slice(2)).toEqual([
        " +   ├─ aws:ec2:Vpc       名前      create",
        " +   └─ aws:ec2:Vpc       ab\\nc     create",
    ]);
});

it("colours the plan on a terminal only", () => {
    expect(renderTree([resource(STACK_URN)], [], palette(true)).join()).toContain("\u001b[32mcreate");
    expect(renderTree([resource(STACK_URN)], [], plain).join()).not.toContain("\u001b");
});
