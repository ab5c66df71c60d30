import type { Cause } from "../cause.js";
import type { Rule } from "../rule.js";
import type { Contribution } from "./contribution.js";

/** The rule as one that may turn out not to be part of the firewall. */
export function weakenRule(rule: Rule, cause: Cause | undefined): Rule {
    const causes = cause === undefined || rule.causes.includes(cause) ? rule.causes : [...rule.causes, cause];
    return { ...rule, certain: false, causes };
}

/** The contribution with rules that may be part of the firewall or not. */
export function weakened(contribution: Contribution): Contribution {
    return {
        ...contribution,
        rules: contribution.rules.map((rule) => weakenRule(rule, contribution.belongsTo?.cause)),
    };
}

/** The contribution with denies that clear nothing for sure: two packages may name two accounts. */
export function withDoubtfulDenies(contribution: Contribution): Contribution {
    if (contribution.rules.every((rule) => rule.action === "allow")) return contribution;
    const cause = contribution.belongsTo?.cause;
    return {
        ...contribution,
        rules: contribution.rules.map((rule) => (rule.action === "allow" ? rule : weakenRule(rule, cause))),
    };
}
