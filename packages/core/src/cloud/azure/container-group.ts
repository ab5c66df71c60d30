import { Field } from "../../field.js";
import type { Note, Reader } from "../../stack/contribution.js";
import { joinPorts, portsOfText } from "../shape.js";

/** Reads a container group, azure-native and classic: nothing filters what comes to its public address. */
export const readContainerGroup: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const isNative = resource.type.startsWith("azure-n");
    const native = field.get("ipAddress");
    if (isNative && native.isAbsent) return [];
    const kind = isNative ? native.get("type") : field.get("ipAddressType");
    const word = kind.text()?.toLowerCase();
    if (word === "private" || word === "none") return [];
    const entries = [
        ...native.get("ports").items(),
        ...field.get("exposedPorts").items(),
        ...(isNative || !field.get("exposedPorts").isAbsent ? [] : containerPorts(field)),
    ].filter((entry) => entry.get("protocol").text()?.toLowerCase() !== "udp");
    const [first] = entries;
    if (!first) return [];
    const ports = entries.map((entry) =>
        portsOfText(entry.isObject ? entry.get("port") : entry, { resource: resource.urn, action: "allow" }),
    );
    const note: Note = {
        resource: resource.urn,
        at: first.at,
        code: "no-firewall",
        what: `Container group ${resource.name} has a public address and publishes the port.`,
        why: "no network security group stands before the public address of a container group",
        fix: "put the group into a virtual network, behind a network security group that names who may come in",
        weight: "advisory",
        ports: joinPorts(ports).most,
    };
    return [{ resource, kind: "firewall", semantics: "union", rules: [], notes: [note] }];
};

/** The classic provider publishes the ports of all containers where the group does not say which. */
function containerPorts(field: Field): readonly Field[] {
    const containers = field.get("containers").items();
    return containers.flatMap((container) => container.get("ports").items());
}
