// A stand-in for the runtimes of other languages: registers the resources of a document in the form of a Pulumi YAML
// program, in its order, components through the provider, references as outputs. DOCUMENT is its path; JSON is YAML.
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { parse } = require("yaml");

class Remote extends pulumi.ComponentResource {
    constructor(type, name, args) {
        super(type, name, { ...args, securityGroupId: undefined, ruleInventory: undefined }, {}, true);
    }
}

const { resources, outputs } = parse(readFileSync(process.env.DOCUMENT, "utf8"));
const made = new Map();

/** `aws:ec2:Vpc` is short for `aws:ec2/vpc:Vpc`. */
function canonical(type) {
    const [plugin, module, name] = type.split(":");
    return `${plugin}:${module}/${name[0].toLowerCase()}${name.slice(1)}:${name}`;
}

function resolve(value) {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value === "object" && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    if (typeof value !== "string") return value;
    const parts = value.split(/\$\{(\w+)\.(\w+)\}/);
    if (parts.length === 1) return value;
    const [before, resource, property, after] = parts;
    const output = made.get(resource)[property];
    return parts.length === 4 && before === "" && after === "" ? output : pulumi.concat(before, output, after);
}

for (const [name, { type, properties }] of Object.entries(resources)) {
    const [plugin, second, third] = type.split(":");
    if (plugin === "portcullis") {
        made.set(name, new Remote(`portcullis:index:${third ?? second}`, name, resolve(properties)));
    } else {
        // What the provider computes: id comes by itself, a property that is asked for is unknown in a preview.
        const resource = new pulumi.CustomResource(canonical(type), name, {
            ...resolve(properties),
            publicIp: undefined,
        });
        made.set(name, resource);
    }
}
for (const [name, value] of Object.entries(outputs ?? {})) exports[name] = resolve(value);
