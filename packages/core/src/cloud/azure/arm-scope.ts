import { Field } from "../../field.js";
import { Secret, Unknown, type Value } from "../../value.js";
import { type Lookup, workedOut } from "./arm-expression.js";
import { armValue } from "./arm-value.js";

/** Parameters and variables of a template, as far as the program writes them. */
export class ArmScope {
    private readonly open = new Set<string>();
    private readonly found = new Map<string, Value>();

    constructor(
        /** What the deployment passes in: `{ name: { value } }`. */
        private readonly given: Field,
        /** True where parameters come from elsewhere too, so that a default may not hold. */
        private readonly isPartial: boolean,
        private readonly template: Field,
    ) {}

    /** The value of a parameter (passed in, else its default) or of a variable. */
    readonly lookup: Lookup = (kind, name) => {
        const key = `${kind} ${name.toLowerCase()}`;
        const before = this.found.get(key);
        if (before !== undefined) return before;
        if (this.open.has(key)) return workedOut();
        this.open.add(key);
        const value = armValue(this.written(kind, name), this.lookup);
        this.open.delete(key);
        this.found.set(key, value);
        return value;
    };

    private written(kind: "parameters" | "variables", name: string): Value {
        if (kind === "variables") return givenValue(entry(this.template.get("variables"), name));
        const declared = entry(this.template.get("parameters"), name);
        const value = this.passedOrDefault(name, declared);
        if (!isSecure(declared)) return value;
        return value instanceof Unknown ? new Unknown(true, value.why) : new Secret(value);
    }

    private passedOrDefault(name: string, declared: Field): Value {
        if (this.given.isUnknown) return this.given.value;
        const passed = entry(this.given, name);
        if (!passed.isAbsent) return givenValue(passed.isObject ? passed.get("value") : passed);
        return this.isPartial ? workedOut() : givenValue(declared.get("defaultValue"));
    }
}

/** `securestring` and `secureObject`: secrets, wherever their value is written. */
function isSecure(declared: Field): boolean {
    return (declared.get("type").text() ?? "").toLowerCase().startsWith("secure");
}

/** Names are compared without regard to case. */
function entry(fields: Field, name: string): Field {
    const key = fields.keys().find((one) => one.toLowerCase() === name.toLowerCase());
    return key === undefined ? new Field(fields.isUnknown ? fields.value : undefined, fields.at) : fields.own(key);
}

function givenValue(field: Field): Value {
    if (field.value === undefined) return workedOut();
    return field.secret ? new Secret(field.value) : field.value;
}
