// Makes the components whose arguments ARGUMENTS holds, by type, as a generated SDK does: the provider makes the children.
// A text "unknown:x" is an output that only a resource x will bring, "secret:x" is the secret x.
const pulumi = require("@pulumi/pulumi");

class Remote extends pulumi.ComponentResource {
    constructor(type, name, args) {
        super(type, name, { ...args, ruleInventory: undefined }, {}, true);
    }
}

const made = new Map();
function later(name) {
    const resource = made.get(name) ?? new pulumi.CustomResource("aws:ec2/eip:Eip", name, { publicIp: undefined });
    made.set(name, resource);
    return resource.publicIp;
}

function value(given) {
    if (Array.isArray(given)) return given.map(value);
    if (typeof given === "object" && given !== null)
        return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, value(inner)]));
    if (typeof given !== "string") return given;
    if (given.startsWith("unknown:")) return later(given.slice("unknown:".length));
    return given.startsWith("secret:") ? pulumi.secret(given.slice("secret:".length)) : given;
}

for (const [type, args] of Object.entries(JSON.parse(process.env.ARGUMENTS)))
    exports[type] = new Remote(`portcullis:index:${type}`, "api", value(args)).ruleInventory;
