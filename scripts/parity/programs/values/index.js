// Every kind of value that a program can hand to a resource.
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/securityGroup:SecurityGroup", name, args, opts);
    }
}

const config = new pulumi.Config();
const first = new Thing("first", { description: "plain", tags: { a: "b" } });

new Thing("scalars", {
    text: "ünï ☃ \u0001 <{%fg 1%}>",
    empty: "",
    zero: 0,
    negative: -1.5,
    large: 1e21,
    yes: true,
    no: false,
    nothing: null,
    absent: undefined,
    emptyList: [],
    emptyObject: {},
    nestedNull: { inner: null, absent: undefined, list: [null, undefined, 1] },
});

new Thing("unknowns", {
    id: first.id,
    urn: first.urn,
    interpolated: pulumi.interpolate`${first.id}/32`,
    list: [first.id, "0.0.0.0/0", { deep: [first.id] }],
    wholeList: pulumi.output([first.id, "0.0.0.0/0"]),
    applied: first.id.apply((id) => [id]),
    known: pulumi.output("known").apply((text) => `${text}!`),
    promise: Promise.resolve(["later"]),
});

new Thing("secrets", {
    plain: pulumi.secret("hush"),
    list: [pulumi.secret("one"), "two"],
    object: pulumi.secret({ inner: pulumi.secret("both"), other: 1 }),
    unknown: pulumi.secret(first.id),
    config: config.requireSecret("password"),
    open: config.require("cidr"),
    unwrapped: pulumi.unsecret(pulumi.secret("now open")),
    mixed: pulumi.interpolate`${pulumi.secret("a")}-${first.id}`,
    nested: { deep: [{ key: pulumi.secret("x") }] },
});

new Thing("assets", {
    text: new pulumi.asset.StringAsset("content"),
    file: new pulumi.asset.FileAsset("./package.json"),
    archive: new pulumi.asset.AssetArchive({ "a.txt": new pulumi.asset.StringAsset("a") }),
    folder: new pulumi.asset.FileArchive("./folder"),
    secret: pulumi.secret(new pulumi.asset.StringAsset("hush")),
    nested: { list: [new pulumi.asset.StringAsset("deep")] },
});

new Thing("keys", {
    __internal: "top",
    __defaults: ["x"],
    nested: { __defaults: [], __internal: 1, "with.dot": 1, "": "empty" },
    "4dabf": "not a signature",
});

new Thing("references", {
    resource: first,
    list: [first],
    secret: pulumi.secret(first),
    component: new Group("group"),
});

function Group(name) {
    return new pulumi.ComponentResource("parity:index:Group", name, { resource: first, list: ["x", first.id] });
}

module.exports = { id: first.id, secret: pulumi.secret("hush"), resource: first, nested: { a: [1, null, first.id] } };
