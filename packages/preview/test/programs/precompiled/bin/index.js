// What tsc makes of src/index.ts.
Object.defineProperty(exports, "__esModule", { value: true });
exports.urn = void 0;
const pulumi = require("@pulumi/pulumi");
class Group extends pulumi.CustomResource {
    constructor(name) {
        super("aws:ec2/securityGroup:SecurityGroup", name, {});
    }
}
const group = new Group("compiled");
exports.urn = group.urn;
