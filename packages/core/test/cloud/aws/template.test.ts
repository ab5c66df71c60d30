import { expect, it } from "vitest";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret, type Value } from "../../../src/value.js";
import { judgeStack, type Properties, part, U, type Verdict } from "./judge.js";

const OPEN = { IpProtocol: "tcp", FromPort: 6443, ToPort: 6443, CidrIp: "0.0.0.0/0" };
const INCLUDE = { Name: "AWS::Include", Parameters: { Location: "s3://bucket/part" } };

const STACK = "aws:cloudformation/stack:Stack";
/** Half of what is too much each. */
const [HALF, OTHER_HALF] = ["8.0.0.0/13", "8.8.0.0/13"].map((cidr) => ({ ...OPEN, CidrIp: cidr }));

const stack = (resources: Properties, more: Properties = {}, properties: Properties = {}) =>
    part(STACK, "stack", {
        templateBody: JSON.stringify({ ...more, Resources: resources }),
        ...properties,
    });
const group = (...ingress: readonly Value[]): Properties => ({
    Type: "AWS::EC2::SecurityGroup",
    Properties: { SecurityGroupIngress: ingress },
});
/** A text with `<name>` in the place of what CloudFormation replaces. */
const sub = (text: string) => text.replace(/<(.*?)>/g, (_, name: string) => ["$", "{", name, "}"].join(""));

/** A stack with one group that admits this source, and parameters A (an address) and L (a length). */
const admitting = (source: Value) =>
    stack(
        { G: group({ ...OPEN, CidrIp: source }) },
        { Parameters: { A: { Type: "String", Default: "8.8.8.8" }, L: { Type: "Number", Default: 0 } } },
    );

/** A stack with one group that admits a block of a mapping, with a parameter A. */
const mapping = (names: readonly Value[]) =>
    stack(
        { G: group({ ...OPEN, CidrIp: { "Fn::FindInMap": names } }) },
        {
            Mappings: { M: { a: { Cidr: "0.0.0.0/0" }, b: { Cidr: "10.0.0.0/8" } } },
            Parameters: { A: { Type: "String", Default: "b" } },
        },
    );

const given = (parameterKey: Value, parameterValue: Value) => ({ parameterKey, parameterValue });
/** A stack set with one group that admits its parameter A, private addresses by default. */
const stackSet = (parameters: readonly Value[]) =>
    part("aws-native:cloudformation:StackSet", "set", {
        templateBody: JSON.stringify({
            Parameters: { A: { Type: "String", Default: "10.0.0.0/8" } },
            Resources: { G: group({ ...OPEN, CidrIp: { Ref: "A" } }) },
        }),
        parameters,
    });

/** A verdict, and whether something is said to be unread. */
const rows: readonly (readonly [string, Resource, Verdict, "said" | "silent"])[] = [
    ["a text with a parameter in it", admitting({ "Fn::Sub": sub("<A>/32") }), "closed", "silent"],
    ["a text with a wide parameter in it", admitting({ "Fn::Sub": sub("<A>/<L>") }), "open", "silent"],
    ["a text with a part beside it", admitting({ "Fn::Sub": [sub("<B>/0"), { B: { Ref: "A" } }] }), "open", "silent"],
    ["a text with a resource in it", admitting({ "Fn::Sub": sub("<Address>/32") }), "undecided", "silent"],
    ["a text with a literal in it", admitting({ "Fn::Sub": sub("<!A>/32") }), "open", "silent"],
    ["a text without anything in it", admitting({ "Fn::Sub": "10.0.0.0/8" }), "closed", "silent"],
    ["parts joined", admitting({ "Fn::Join": ["/", [{ Ref: "A" }, "0"]] }), "open", "silent"],
    ["parts joined, one of a resource", admitting({ "Fn::Join": ["/", [{ Ref: "X" }, "32"]] }), "undecided", "silent"],
    ["parts that are no list", admitting({ "Fn::Join": ["/", { Ref: "A" }] }), "undecided", "silent"],
    ["a text that is looked up elsewhere", admitting("{{resolve:ssm:/office}}"), "undecided", "silent"],
    ["a text with a lookup in it", admitting({ "Fn::Sub": sub("{{resolve:ssm:/<A>}}") }), "undecided", "silent"],
    ["a value of a mapping", mapping(["M", "a", "Cidr"]), "open", "silent"],
    ["a value of a mapping, its name a parameter", mapping(["M", { Ref: "A" }, "Cidr"]), "closed", "silent"],
    ["a value of a mapping by region", mapping(["M", { Ref: "AWS::Region" }, "Cidr"]), "undecided", "silent"],
    ["a value that no mapping has", mapping(["M", "c", "Cidr"]), "undecided", "silent"],
    ["a value that names a prototype", mapping(["M", "__proto__", "constructor"]), "undecided", "silent"],
    ["a text that is no template", part(STACK, "stack", { templateBody: "{ nope" }), "closed", "said"],
    ["a text that names no type", part(STACK, "stack", { templateBody: "not a template" }), "closed", "said"],
    [
        "a text that cannot be read and names other types only",
        part(STACK, "stack", { templateBody: "Resources: [AWS::S3::Bucket" }),
        "closed",
        "silent",
    ],
    [
        "a group and its rule by its name",
        stack({
            G: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: [HALF] } },
            R: { Type: "AWS::EC2::SecurityGroupIngress", Properties: { ...OTHER_HALF, GroupName: { Ref: "G" } } },
        }),
        "open",
        "silent",
    ],
    ["a parameter in the list of a stack set", stackSet([given("A", "0.0.0.0/0")]), "open", "silent"],
    ["another parameter in the list of a stack set", stackSet([given("B", "0.0.0.0/0")]), "closed", "silent"],
    ["a parameter of a stack set, its name not known", stackSet([given(U, "0.0.0.0/0")]), "undecided", "silent"],
    ["a parameter of a stack set, its value not known", stackSet([given("A", U)]), "undecided", "silent"],
    ["a module", stack({ M: { Type: "Mine::Net::Group::MODULE", Properties: {} } }), "closed", "said"],
    ["an application", stack({ M: { Type: "AWS::Serverless::Application", Properties: {} } }), "closed", "said"],
    ["a macro in the place of the resources", stack({ "Fn::Transform": { Name: "Mine" } }), "closed", "said"],
    ["a macro beside the resources", stack({}, { "Fn::Transform": [{ Name: "Mine" }] }), "closed", "said"],
    [
        "a macro beside the properties of a group",
        stack({ G: { Type: "AWS::EC2::SecurityGroup", Properties: { "Fn::Transform": INCLUDE } } }),
        "closed",
        "said",
    ],
    [
        "a macro beside other properties of a group",
        stack({
            G: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupName: "g", "Fn::Transform": INCLUDE } },
        }),
        "closed",
        "said",
    ],
    [
        "a stack from a catalogue",
        part("aws:servicecatalog/provisionedProduct:ProvisionedProduct", "p", { productId: "p" }),
        "closed",
        "said",
    ],
    [
        "a stack from an archive of applications",
        part("aws:serverlessrepository/cloudFormationStack:CloudFormationStack", "p", { applicationId: "a" }),
        "closed",
        "said",
    ],
    [
        "instances of a stack set with parameters of their own",
        part("aws:cloudformation/stackInstances:StackInstances", "i", { parameterOverrides: { A: "0.0.0.0" } }),
        "closed",
        "said",
    ],
    [
        "an instance of a stack set with parameters not known yet",
        part("aws:cloudformation/stackSetInstance:StackSetInstance", "i", { parameterOverrides: U }),
        "closed",
        "said",
    ],
    [
        "instances of a stack set as it is",
        part("aws:cloudformation/stackInstances:StackInstances", "i", { stackSetName: "s" }),
        "closed",
        "silent",
    ],
    [
        "a stack set with instances inside",
        part("aws-native:cloudformation:StackSet", "s", {
            templateBody: JSON.stringify({ Resources: { G: group() } }),
            stackInstancesGroup: [{ regions: ["r"] }, { parameterOverrides: [{ parameterKey: "A" }] }],
        }),
        "closed",
        "said",
    ],
    [
        "a load balancer of Lightsail",
        stack({ L: { Type: "AWS::Lightsail::LoadBalancer", Properties: { InstancePort: 6443 } } }),
        "open",
        "silent",
    ],
    [
        "a CloudFront origin of other ports",
        stack({
            O: {
                Type: "AWS::CloudFront::VpcOrigin",
                Properties: { VpcOriginEndpointConfig: { HTTPPort: 80, HTTPSPort: 8443 } },
            },
        }),
        "closed",
        "silent",
    ],
    [
        "a fleet",
        stack({
            F: {
                Type: "AWS::GameLift::Fleet",
                Properties: {
                    EC2InboundPermissions: [{ IpRange: "0.0.0.0/0", Protocol: "TCP", FromPort: 6443, ToPort: 6443 }],
                },
            },
        }),
        "open",
        "silent",
    ],
];

it.each(rows)("%s", (_, carrier, verdict, voice) => {
    expect(judgeStack([carrier])).toBe(verdict);
    const all = composeFirewalls([carrier]).flatMap((firewall) => firewall.notes);
    const notes = all.filter(({ ports }) => ports?.contains(6443) ?? true);
    expect(notes.map(({ code, weight, resource }) => ({ code, weight, resource }))).toEqual(
        voice === "said" ? [{ code: "template-not-read", weight: "advisory", resource: carrier.urn }] : [],
    );
});

it("reads names that begin with several capitals", () => {
    const origin = { Type: "AWS::CloudFront::VpcOrigin", Properties: { VpcOriginEndpointConfig: { HTTPSPort: 6443 } } };
    const [note] = composeFirewalls([stack({ O: origin })]).flatMap((firewall) => firewall.notes);
    expect([note?.code, note?.ports?.contains(6443), note?.ports?.contains(443)]).toEqual(["relay", true, false]);
});

it("does not print what a secret name of a mapping leads to", () => {
    const carrier = stack(
        { G: group({ ...OPEN, CidrIp: { "Fn::FindInMap": ["M", { Ref: "A" }, "Cidr"] } }) },
        { Mappings: { M: { hidden: { Cidr: "8.0.0.0/7" } } }, Parameters: { A: { Type: "String" } } },
        { parameters: { A: new Secret("hidden") } },
    );
    expect(judgeStack([carrier])).toBe("open");
    expect(JSON.stringify(composeFirewalls([carrier])[0]?.rules[0]?.because)).not.toContain("8.0.0.0");
});

it("judges a parameter that is a secret, and does not print it", () => {
    const admittingA = { ...OPEN, CidrIp: { Ref: "A" } };
    const secret = (cidr: string) =>
        stack(
            { G: group(admittingA) },
            { Parameters: { A: { Type: "String" } } },
            { parameters: { A: new Secret(cidr) } },
        );
    expect(judgeStack([secret("0.0.0.0/0")])).toBe("open");
    expect(judgeStack([secret("10.0.0.0/8")])).toBe("closed");
    expect(JSON.stringify(composeFirewalls([secret("8.0.0.0/7")])[0]?.rules[0]?.because)).not.toContain("8.0.0.0");
    const inText: readonly Value[] = [
        { "Fn::Sub": sub("<A>/0") },
        { "Fn::Sub": [sub("<B>/0"), { B: { Ref: "A" } }] },
        { "Fn::Join": ["/", [{ Ref: "A" }, 0]] },
    ];
    for (const text of inText) {
        const carrier = stack(
            { G: group({ ...OPEN, CidrIp: text }) },
            { Parameters: { A: { Type: "String" } } },
            { parameters: { A: new Secret("8.8.8.8") } },
        );
        expect(judgeStack([carrier])).toBe("open");
        expect(JSON.stringify(composeFirewalls([carrier])[0]?.rules[0]?.because)).not.toContain("8.8.8.8");
    }
});

it("names the product or the application whose template is not seen", () => {
    const product = part("aws:servicecatalog/provisionedProduct:ProvisionedProduct", "p", { productName: "net" });
    const [note] = composeFirewalls([product]).flatMap((firewall) => firewall.notes);
    expect([note?.at, note?.why]).toEqual(["productName", "productName: its template stands in a catalogue"]);
});

it("says of what the cloud works out that nothing here tells it, of the rest that it is known later", () => {
    const causesOf = (cidr: Value, parameters: Properties = {}) => {
        const declared = { Parameters: { A: { Type: "String" } } };
        const carrier = stack({ G: group({ ...OPEN, CidrIp: cidr }) }, declared, { parameters });
        const { causes } = exposure(reach(composeFirewalls([carrier])[0]?.rules ?? [], tcp(6443)));
        return causes.map(({ kind, text }) => `${kind}: ${text}`);
    };
    const cloud = ["foreign: CloudFormation works it out, and nothing here can tell"];
    const later = ["unknown: known only after another resource exists"];
    expect(causesOf({ "Fn::ImportValue": "x" })).toEqual(cloud);
    expect(causesOf({ "Fn::FindInMap": ["M", { Ref: "A" }, "Cidr"] }, { A: U })).toEqual(later);
    expect(causesOf({ "Fn::FindInMap": ["M", { Ref: "AWS::Region" }, "Cidr"] }, { A: U })).toEqual(cloud);
    expect(causesOf({ Ref: "A" })).toEqual(cloud);
    expect(causesOf({ Ref: "A" }, { A: U })).toEqual(later);
    expect(causesOf({ "Fn::Sub": sub("<A>/0") }, { A: U })).toEqual(later);
    expect(causesOf({ "Fn::Sub": sub("<Other>/0") }, { A: U })).toEqual(cloud);
});

it("names objects of the template by their logical names", () => {
    const carrier = stack({
        List: { Type: "AWS::EC2::PrefixList", Properties: { Entries: [{ Cidr: "0.0.0.0/0" }] } },
        Nested: { Type: "AWS::CloudFormation::Stack", Properties: {} },
        G: group(
            { ...OPEN, CidrIp: undefined, SourcePrefixListId: { Ref: "List" } },
            { ...OPEN, CidrIp: undefined, SourcePrefixListId: { "Fn::GetAtt": "Nested.Outputs.ListId" } },
            { ...OPEN, CidrIp: undefined, SourceSecurityGroupId: { Ref: "G" } },
        ),
        E: {
            Type: "AWS::EC2::NetworkAclEntry",
            Properties: { NetworkAclId: { Ref: "Nested" }, RuleNumber: 1, Protocol: 6, RuleAction: "allow" },
        },
    });
    const rules = composeFirewalls([carrier]).flatMap((firewall) => firewall.rules);
    const words = rules.flatMap(({ because, peers, causes }) => [because, peers, causes]).flat();
    const texts = words.map((word) =>
        typeof word === "string" ? word : JSON.stringify({ ...word, name: "", link: "", resource: "" }),
    );
    expect(texts.join()).toContain('sourcePrefixListId is "List"');
    expect(texts.join()).toContain("prefix list Nested is not part of this stack");
    expect(texts.filter((text) => text.includes(`${carrier.urn} `))).toEqual([]);
});

it.each([
    ["a template", stack({}, { Transform: "Mine" }), ", or the template as JSON text in templateBody"],
    [
        "a desired state",
        part("aws:cloudcontrol/resource:Resource", "r", { typeName: "AWS::EC2::SecurityGroup", desiredState: "{" }),
        ", or its properties as plain JSON text in desiredState",
    ],
    [
        "an extension",
        part("aws-native:index:ExtensionResource", "e", { type: "AWS::EC2::SecurityGroup", properties: U }),
        "",
    ],
])("says how to make %s readable", (_, carrier, otherwise) => {
    const [note] = composeFirewalls([carrier]).flatMap((firewall) => firewall.notes);
    expect(note?.fix).toBe(`Write its firewalls as resources of this program${otherwise}`);
});
