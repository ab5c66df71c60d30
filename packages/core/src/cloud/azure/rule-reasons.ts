import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { sourceReasons } from "../source-reasons.js";
import { isEveryone } from "./address-prefix.js";

/** The properties that make a rule match, as written. */
export function reasons(fields: readonly Field[]): readonly string[] {
    return fields.filter((field) => !field.isAbsent).map(reason);
}

/** The sources that make a rule match, as written and read; of many those that let in most. */
export function prefixReasons(sources: readonly Field[], peers: readonly Peer[]): readonly string[] {
    return sourceReasons(sources, (source, index) => `${reason(source)}${isOdd(source, peers[index]) ? ODD : ""}`);
}

const ODD = ", which is no address prefix and counts as everyone";

function isOdd(source: Field, peer: Peer | undefined): boolean {
    const everyone = peer?.kind === "addresses" && peer.addresses === IpSet.everything;
    return everyone && !source.secret && !isEveryone(source.text() ?? "*");
}

function reason(field: Field): string {
    return `${field.at.slice(field.at.lastIndexOf(".") + 1)} is ${field.written()}`;
}
