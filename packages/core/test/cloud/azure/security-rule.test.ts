import { describe, expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import { INTERNET } from "../../../src/public-internet.js";
import { Secret, type Value } from "../../../src/value.js";
import { exposures, group, judge, resource, rule, separate, U } from "./judge.js";

type Row = readonly [name: string, verdict: string, ...rules: readonly Value[]];

const anyone = (properties = {}) => rule({ sourceAddressPrefix: "*", ...properties });
const deny = (properties = {}) => rule({ name: "no", priority: 200, access: "Deny", ...properties });

/** Every row is one group with these inline rules. */
function table(rows: readonly Row[]): void {
    it.each(rows)("%s", (_name, verdict, ...rules) => {
        expect(judge([group(...rules)])).toBe(verdict);
    });
}

describe("order", () => {
    table([
        ["the lower priority decides", "closed", deny({ sourceAddressPrefix: "*" }), anyone()],
        ["an allow in front of a deny is open", "open", anyone({ priority: 150 }), deny({ sourceAddressPrefix: "*" })],
        [
            "priorities are compared as numbers, as text too",
            "closed",
            deny({ priority: "200", sourceAddressPrefix: "*" }),
            anyone({ priority: "1000" }),
        ],
        [
            "priorities are unique per direction",
            "closed",
            deny({ sourceAddressPrefix: "*" }),
            anyone(),
            rule({ name: "out", direction: "Outbound", priority: 200, sourceAddressPrefix: "*" }),
        ],
        [
            "equal priority: that deny clears nothing",
            "open",
            deny({ priority: 300, sourceAddressPrefix: "*" }),
            anyone(),
        ],
        [
            "equal priority as text: that deny clears nothing",
            "open",
            deny({ priority: "300", sourceAddressPrefix: "*" }),
            anyone(),
        ],
        [
            "equal rule name: that deny clears nothing",
            "open",
            deny({ name: "API", sourceAddressPrefix: "*" }),
            anyone({ name: "api" }),
        ],
        [
            "equal names of two denies: neither clears",
            "open",
            deny({ sourceAddressPrefix: "*" }),
            deny({ priority: 201, sourceAddressPrefix: "*" }),
            anyone(),
        ],
    ]);
});

describe("defaults", () => {
    table([
        ["an empty group is closed to the internet", "closed"],
        ["the default rules come last", "open", anyone({ priority: 4096 })],
    ]);

    it("the default rules admit the virtual network and the probes", () => {
        const [one] = exposures([group()]);
        expect(one?.atLeast.references.map((peer) => peer.name)).toEqual(["virtualnetwork", "azureloadbalancer"]);
    });

    it("a deny of everything in front of the default rules takes them away", () => {
        const [one] = exposures([group(deny({ sourceAddressPrefix: "*" }))]);
        expect(one?.atMost.references).toEqual([]);
    });
});

describe("enum casing", () => {
    table([
        ["INBOUND, ALLOW, TCP", "open", anyone({ direction: "INBOUND", access: "ALLOW", protocol: "TCP" })],
        ["inbound, deny", "closed", deny({ direction: "inbound", access: "deny", sourceAddressPrefix: "*" }), anyone()],
        ["INTERNET", "open", rule({ sourceAddressPrefix: "INTERNET" })],
        ["azurecloud.WESTEUROPE", "open", rule({ sourceAddressPrefix: "azurecloud.WESTEUROPE" })],
    ]);
});

describe("protocol", () => {
    table([
        ["* includes TCP", "open", anyone({ protocol: "*" })],
        ["Tcp", "open", anyone()],
        ...["Udp", "Icmp", "Esp", "Ah"].map(
            (protocol): Row => [`${protocol} does not`, "closed", anyone({ protocol })],
        ),
        ["a Udp deny hides no Tcp allow", "open", deny({ protocol: "Udp", sourceAddressPrefix: "*" }), anyone()],
        ["a word that Azure does not know may be every protocol", "undecided", anyone({ protocol: "Sctp" })],
    ]);
});

describe("source", () => {
    table([
        ["* is every IPv4 and IPv6 source", "open", deny({ sourceAddressPrefix: "0.0.0.0/0" }), anyone()],
        ["Internet covers public IPv4 and IPv6", "closed", deny({ sourceAddressPrefix: "Internet" }), anyone()],
        [
            "a deny of Internet covers the embedded forms of IPv4",
            "closed",
            deny({ sourceAddressPrefix: "Internet" }),
            rule({ sourceAddressPrefix: "64:ff9b::/96" }),
        ],
        [
            "a deny of 0.0.0.0/0 does not cover an embedding prefix",
            "open",
            deny({ sourceAddressPrefix: "0.0.0.0/0" }),
            rule({ sourceAddressPrefix: "64:ff9b::/96" }),
        ],
        ["0.0.0.0/0 allowed is the internet", "open", rule({ sourceAddressPrefix: "0.0.0.0/0" })],
        [
            "0.0.0.0/0 denied covers IPv4 only",
            "open",
            deny({ sourceAddressPrefix: "0.0.0.0/0" }),
            rule({ sourceAddressPrefix: "::/0" }),
        ],
        [
            "0.0.0.0/0 denied covers 0.0.0.0/0 allowed",
            "closed",
            deny({ sourceAddressPrefix: "0.0.0.0/0" }),
            rule({ sourceAddressPrefix: "0.0.0.0/0" }),
        ],
        ["Any is *", "open", rule({ sourceAddressPrefix: "Any" })],
        ["any is *", "closed", deny({ sourceAddressPrefix: "any" }), anyone()],
        ["bare 0.0.0.0 allowed is the internet", "open", rule({ sourceAddressPrefix: "0.0.0.0" })],
        [
            "bare 0.0.0.0 denied is one address",
            "open",
            deny({ sourceAddressPrefix: "0.0.0.0" }),
            rule({ sourceAddressPrefix: "0.0.0.0/0" }),
        ],
        ["::/0", "open", rule({ sourceAddressPrefix: "::/0" })],
        ["0:0:0:0:0:0:0:0/0", "open", rule({ sourceAddressPrefix: "0:0:0:0:0:0:0:0/0" })],
        ["1.2.3.4/0 has its host bits masked", "open", rule({ sourceAddressPrefix: "1.2.3.4/0" })],
        [
            "halves in two rules are everything",
            "open",
            rule({ sourceAddressPrefix: "0.0.0.0/1" }),
            rule({ name: "b", priority: 301, sourceAddressPrefix: "128.0.0.0/1" }),
        ],
        ["0.0.0.0/32 is no public address", "closed", rule({ sourceAddressPrefix: "0.0.0.0/32" })],
        ["one bare address", "closed", rule({ sourceAddressPrefix: "203.0.113.7" })],
        ["10.0.0.0/8", "closed", rule({ sourceAddressPrefix: "10.0.0.0/8" })],
        ["10.0.0.0/7 holds public addresses", "open", rule({ sourceAddressPrefix: "10.0.0.0/7" })],
        ["no source at all and no application security group is *", "open", rule()],
    ]);
});

it("bare 0.0.0.0 and 0.0.0.0/0 admit IPv4 only", () => {
    for (const sourceAddressPrefix of ["0.0.0.0", "0.0.0.0/0"]) {
        const [one] = exposures([group(rule({ sourceAddressPrefix }))]);
        expect(one?.atMost.addresses.equals(IpSet.ipv4)).toBe(true);
    }
});

it("a deny of Internet shadows exactly the public addresses and the forms that embed them", () => {
    const [one] = exposures([group(deny({ sourceAddressPrefix: "Internet" }), anyone())]);
    expect(one?.atMost.addresses.equals(INTERNET.complement())).toBe(true);
});

describe("service tags", () => {
    table([
        ["VirtualNetwork is inside", "closed", rule({ sourceAddressPrefix: "VirtualNetwork" })],
        ["VIRTUAL_NETWORK is the same tag", "closed", rule({ sourceAddressPrefix: "VIRTUAL_NETWORK" })],
        ["AzureLoadBalancer is probes only", "closed", rule({ sourceAddressPrefix: "AzureLoadBalancer" })],
        ["AzureCloud is every tenant", "open", rule({ sourceAddressPrefix: "AzureCloud" })],
        [
            "AzureCloud of a region is every tenant there",
            "open",
            rule({ sourceAddressPrefix: "AzureCloud.westeurope" }),
        ],
        [
            "a deny of AzureCloud covers the regional one",
            "closed",
            deny({ sourceAddressPrefix: "AzureCloud" }),
            rule({ sourceAddressPrefix: "AzureCloud.westeurope" }),
        ],
        [
            "a deny of the regional one does not cover AzureCloud",
            "open",
            deny({ sourceAddressPrefix: "AzureCloud.westeurope" }),
            rule({ sourceAddressPrefix: "AzureCloud" }),
        ],
        [
            "a deny of Internet covers AzureCloud",
            "closed",
            deny({ sourceAddressPrefix: "Internet" }),
            rule({ sourceAddressPrefix: "AzureCloud" }),
        ],
        [
            "a deny of AzureCloud does not cover Internet",
            "open",
            deny({ sourceAddressPrefix: "AzureCloud" }),
            rule({ sourceAddressPrefix: "Internet" }),
        ],
        ["Storage is a shared platform", "closed", rule({ sourceAddressPrefix: "Storage" })],
        ["Storage.WestUS2 is one too", "closed", rule({ sourceAddressPrefix: "Storage.WestUS2" })],
        ["AzureDevOps is one too", "closed", rule({ sourceAddressPrefix: "azuredevops" })],
        ["AzureFrontDoor.Backend is one too", "closed", rule({ sourceAddressPrefix: "AzureFrontDoor.Backend" })],
        ["a tag that is not known is not judged", "undecided", rule({ sourceAddressPrefix: "ContosoService" })],
        ...["contoso-service", "__proto__", "on premises"].map(
            (text): Row => [
                `nor is ${text}, which has no mark of an address`,
                "undecided",
                rule({ sourceAddressPrefix: text }),
            ],
        ),
        [
            "a deny from a tag that is not known may cover all or nothing",
            "undecided",
            deny({ sourceAddressPrefix: "ContosoService" }),
            anyone(),
        ],
        ["a Kelvin sign makes no VirtualNetwork", "open", rule({ sourceAddressPrefix: "VirtualNetwor\u212a" })],
        ["tags or * in the plural list mean the same", "open", rule({ sourceAddressPrefixes: ["*"] })],
        ["a tag in the plural list", "closed", rule({ sourceAddressPrefixes: ["VirtualNetwork", "Storage"] })],
        ["mixed families in one list are both read", "open", rule({ sourceAddressPrefixes: ["10.0.0.0/8", "::/0"] })],
    ]);

    it("a deny of Internet covers the services", () => {
        const [one] = exposures([
            group(deny({ sourceAddressPrefix: "Internet" }), rule({ sourceAddressPrefix: "Storage" })),
        ]);
        expect(one?.relays).toEqual([]);
    });

    it.each(["Storage", "AzureDevOps", "AzureFrontDoor.Backend"])("%s is mentioned as a relay", (tag) => {
        const [one] = exposures([group(rule({ sourceAddressPrefix: tag }))]);
        expect(one?.relays.map((peer) => peer.name)).toEqual([tag.toLowerCase()]);
    });
});

describe("singular and plural fields", () => {
    table([
        [
            "both together are a union",
            "open",
            rule({ sourceAddressPrefix: "10.0.0.0/8", sourceAddressPrefixes: ["0.0.0.0/0"] }),
        ],
        [
            "empty text and empty list are absent",
            "closed",
            rule({ sourceAddressPrefix: "10.0.0.0/8", sourceAddressPrefixes: [] }),
        ],
        ["an empty text in a list is absent", "closed", rule({ sourceAddressPrefixes: ["", "10.0.0.0/8"] })],
        ["a list where one text belongs", "open", rule({ sourceAddressPrefix: ["10.0.0.0/8", "0.0.0.0/0"] })],
        ["ports in both", "open", anyone({ destinationPortRange: "22", destinationPortRanges: ["6443"] })],
    ]);
});

describe("ports", () => {
    table([
        ["*", "open", anyone({ destinationPortRange: "*" })],
        ["0-65535", "open", anyone({ destinationPortRange: "0-65535" })],
        ["6443-6443", "open", anyone({ destinationPortRange: "6443-6443" })],
        ["22", "closed", anyone({ destinationPortRange: "22" })],
        ["6444-7000", "closed", anyone({ destinationPortRange: "6444-7000" })],
        ["commas inside one text", "open", anyone({ destinationPortRange: "22,6000-6500" })],
        ["commas in a list", "open", anyone({ destinationPortRange: "", destinationPortRanges: ["22", "80,6443"] })],
        ["commas without the port", "closed", anyone({ destinationPortRange: "22,80" })],
        ["a number is a port", "open", anyone({ destinationPortRange: 6443 })],
        ["no destination port at all is *", "open", anyone({ destinationPortRange: "" })],
        [
            "a deny of other ports hides nothing",
            "open",
            deny({ sourceAddressPrefix: "*", destinationPortRange: "22" }),
            anyone(),
        ],
        [
            "a deny of * on every port hides it",
            "closed",
            deny({ sourceAddressPrefix: "*", destinationPortRange: "*" }),
            anyone(),
        ],
    ]);
});

describe("source ports", () => {
    table([
        ["on an allow they are no protection", "open", anyone({ sourcePortRange: "1024-65535" })],
        [
            "on a deny they shadow those source ports only",
            "open",
            deny({ sourceAddressPrefix: "*", sourcePortRange: "1024-65535" }),
            anyone(),
        ],
        [
            "a deny and an allow of the same source ports",
            "closed",
            deny({ sourceAddressPrefix: "*", sourcePortRange: "1024-65535" }),
            anyone({ sourcePortRange: "2000-3000" }),
        ],
        [
            "two denies that make up all source ports",
            "closed",
            deny({ sourceAddressPrefix: "*", sourcePortRange: "0-1023" }),
            deny({
                name: "no2",
                priority: 201,
                sourceAddressPrefix: "*",
                sourcePortRanges: ["1024-65535"],
                sourcePortRange: "",
            }),
            anyone(),
        ],
        ["not known on an allow", "open", anyone({ sourcePortRange: U })],
        ["not known on a deny", "undecided", deny({ sourceAddressPrefix: "*", sourcePortRange: U }), anyone()],
    ]);
});

describe("destination", () => {
    const asg = (name: string) => [
        { id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/${name}` },
    ];
    table([
        ["an allow to one host still is open", "open", anyone({ destinationAddressPrefix: "10.0.0.4" })],
        [
            "a deny to one host shadows that host only",
            "open",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "10.0.0.4" }),
            anyone(),
        ],
        [
            "a deny and an allow to the same host",
            "closed",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "10.0.0.0/24" }),
            anyone({ destinationAddressPrefix: "10.0.0.4/32" }),
        ],
        [
            "an allow to one application security group is open",
            "open",
            anyone({ destinationAddressPrefix: "", destinationApplicationSecurityGroups: asg("web") }),
        ],
        [
            "a deny to one application security group shadows that one only",
            "open",
            deny({
                sourceAddressPrefix: "*",
                destinationAddressPrefix: "",
                destinationApplicationSecurityGroups: asg("web"),
            }),
            anyone(),
        ],
        [
            "a deny and an allow to the same application security group, whatever its case",
            "closed",
            deny({
                sourceAddressPrefix: "*",
                destinationAddressPrefix: "",
                destinationApplicationSecurityGroups: asg("web"),
            }),
            anyone({ destinationAddressPrefix: "", destinationApplicationSecurityGroups: asg("WEB") }),
        ],
        [
            "a deny to 0.0.0.0/0 covers every IPv4 source",
            "closed",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "0.0.0.0/0" }),
            rule({ sourceAddressPrefix: "0.0.0.0/0" }),
        ],
        [
            "a deny to 0.0.0.0/0 covers no IPv6 source",
            "open",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "0.0.0.0/0" }),
            rule({ sourceAddressPrefix: "::/0" }),
        ],
        [
            "a deny to VirtualNetwork may leave out what an appliance forwards",
            "undecided",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "VirtualNetwork" }),
            anyone(),
        ],
        [
            "a deny to another tag shadows that one only",
            "open",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "Storage" }),
            anyone(),
        ],
        [
            "a deny and an allow to VirtualNetwork",
            "closed",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "VirtualNetwork" }),
            anyone({ destinationAddressPrefix: "virtualnetwork" }),
        ],
        ["a destination that is not known on an allow", "open", anyone({ destinationAddressPrefix: U })],
        [
            "a destination that is not known on a deny",
            "undecided",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: U }),
            anyone(),
        ],
        [
            "no destination at all is everywhere",
            "closed",
            deny({ sourceAddressPrefix: "*", destinationAddressPrefix: "" }),
            anyone(),
        ],
    ]);
});

describe("application security groups as sources", () => {
    const asg = (id: Value) => [{ id }];
    table([
        ["are inside", "closed", rule({ sourceApplicationSecurityGroups: asg("/subscriptions/s/asg") })],
        ["even if the id is not known", "closed", rule({ sourceApplicationSecurityGroups: asg(U) })],
        ["even if the list is not known", "closed", rule({ sourceApplicationSecurityGroups: U })],
        [
            "with an address prefix as well: union",
            "open",
            rule({ sourceApplicationSecurityGroups: asg("/subscriptions/s/asg"), sourceAddressPrefix: "*" }),
        ],
    ]);

    it.each(["/subscriptions/s/asg", U, ["/subscriptions/s/asg"]])("a classic separate rule has one id: %s", (id) => {
        const { sourceAddressPrefix: _none, ...properties } = rule({ sourceApplicationSecurityGroupIds: id });
        expect(judge([resource("azure:network/networkSecurityRule:NetworkSecurityRule", "api", properties)])).toBe(
            "closed",
        );
    });
});

describe("unknown values", () => {
    table([
        ["a source", "undecided", rule({ sourceAddressPrefix: U })],
        ["a source list", "undecided", rule({ sourceAddressPrefixes: U })],
        ["an element beside an open one", "open", rule({ sourceAddressPrefixes: [U, "0.0.0.0/0"] })],
        [
            "a source of a rule for another port",
            "closed",
            rule({ sourceAddressPrefix: U, destinationPortRange: "443" }),
        ],
        ["a source of a rule for another protocol", "closed", rule({ sourceAddressPrefix: U, protocol: "Udp" })],
        ["a port", "undecided", anyone({ destinationPortRange: U })],
        [
            "a port beside one that fits",
            "open",
            anyone({ destinationPortRange: "", destinationPortRanges: [U, "6443"] }),
        ],
        [
            "a port of a rule from a small source",
            "closed",
            rule({ sourceAddressPrefix: "10.0.0.0/8", destinationPortRange: U }),
        ],
        ["a protocol", "undecided", anyone({ protocol: U })],
        ["a direction", "undecided", anyone({ direction: U })],
        ["an access", "undecided", anyone({ access: U })],
        ["an access of a rule from a small source", "closed", rule({ sourceAddressPrefix: "10.0.0.0/8", access: U })],
        ["a priority where no deny is", "open", anyone({ priority: U })],
        [
            "a priority beside a deny in the middle",
            "undecided",
            deny({ sourceAddressPrefix: "*" }),
            anyone({ priority: U }),
        ],
        [
            "a priority beside a deny at the minimum",
            "closed",
            deny({ priority: 100, sourceAddressPrefix: "*" }),
            anyone({ priority: U }),
        ],
        ["a priority of a deny", "undecided", deny({ priority: U, sourceAddressPrefix: "*" }), anyone()],
        ["a source of a deny", "undecided", deny({ sourceAddressPrefix: U }), anyone()],
        [
            "a deny that no allow needs",
            "closed",
            deny({ sourceAddressPrefix: U }),
            rule({ sourceAddressPrefix: "10.0.0.0/8" }),
        ],
        ["an access of a deny", "undecided", deny({ access: U, sourceAddressPrefix: "*" }), anyone()],
        ["one whole rule", "undecided", U],
        ["one whole rule beside an open one: a hidden deny may stand before it", "undecided", U, anyone()],
        ["one whole rule beside an open one at the minimum", "open", U, anyone({ priority: 100 })],
    ]);

    it("the whole rule list", () => {
        expect(judge([resource("azure-native:network:NetworkSecurityGroup", "nsg", { securityRules: U })])).toBe(
            "undecided",
        );
    });

    it("the whole rule list, and a deny of everything at the minimum", () => {
        const nsg = resource("azure-native:network:NetworkSecurityGroup", "nsg", {
            resourceGroupName: "rg",
            networkSecurityGroupName: "nsg",
            securityRules: U,
        });
        expect(judge([nsg, separate("no", { priority: 100, access: "Deny", sourceAddressPrefix: "*" })])).toBe(
            "closed",
        );
    });

    it("names the property that decides", () => {
        const [one] = exposures([group(rule({ sourceAddressPrefixes: ["10.0.0.0/8", U] }))]);
        expect(one?.causes.map((cause) => cause.at)).toEqual(["securityRules[0].sourceAddressPrefixes[1]"]);
    });
});

describe("odd and hostile values", () => {
    table([
        ...[
            "0/0",
            "0.0.0.0/00",
            "010.0.0.0/8",
            "10.0.0.0/8,0.0.0.0/0",
            "1.2.3.4.5",
            "10.0.0.0/33",
            "fe80::1%eth0/64",
            " 10.0.0.0/8",
            "\u0661\u0660.0.0.0/8",
            "10.0.0.0\u200b/8",
            "x10.0.0.0",
        ].map((text): Row => [`${JSON.stringify(text)} is everything`, "open", rule({ sourceAddressPrefix: text })]),
        ["a deny of such a text surely covers nothing", "undecided", deny({ sourceAddressPrefix: "0/0" }), anyone()],
        ["null in a list", "undecided", rule({ sourceAddressPrefixes: [null] })],
        ["an object where an address belongs", "undecided", rule({ sourceAddressPrefix: { cidr: "10.0.0.0/8" } })],
        ["a number where an address belongs", "undecided", rule({ sourceAddressPrefix: 10 })],
        ...["0x192B", " 6443", "6443 ", " 443", "1e9", "NaN", "6443:6444"].map(
            (text): Row => [
                `port ${JSON.stringify(text)} is every port`,
                "open",
                anyone({ destinationPortRange: text }),
            ],
        ),
        [
            "a port that is no number on a deny clears nothing",
            "undecided",
            deny({ sourceAddressPrefix: "*", destinationPortRange: "0x192B" }),
            anyone(),
        ],
        ["a fraction is cut off", "open", anyone({ destinationPortRange: 6443.9 })],
        [
            "snake_case keys are read",
            "open",
            {
                name: "api",
                priority: 300,
                direction: "Inbound",
                access: "Allow",
                protocol: "Tcp",
                source_address_prefix: "*",
                destination_port_range: "6443",
            },
        ],
        [
            "both spellings of a list are a union",
            "open",
            rule({ sourceAddressPrefixes: ["10.0.0.0/8"], source_address_prefixes: ["0.0.0.0/0"] }),
        ],
        [
            "a key that nobody reads may widen",
            "undecided",
            rule({ sourceAddressPrefix: "10.0.0.0/8", sourceAddressPrefixs: ["0.0.0.0/0"] }),
        ],
        [
            "a key that nobody reads may narrow a deny",
            "undecided",
            deny({ sourceAddressPrefix: "*", sourcePortRangez: "1" }),
            anyone(),
        ],
        ["a rule named __proto__ is a rule", "open", anyone({ name: "__proto__" })],
        ["a rule that is a number", "undecided", 7],
        ["a rule that is text", "undecided", "allow all"],
        [
            "a missing direction",
            "undecided",
            { name: "api", priority: 300, access: "Allow", protocol: "*", sourceAddressPrefix: "*" },
        ],
    ]);

    it("__proto__ as a key of a rule changes nothing", () => {
        const hostile = JSON.parse('{"__proto__": {"sourceAddressPrefix": "*"}, "constructor": "x"}');
        expect(judge([group({ ...rule({ sourceAddressPrefix: "10.0.0.0/8" }), ...hostile })])).toBe("closed");
    });

    it("a separate rule that fits and has no source is undecided", () => {
        expect(judge([separate("api")])).toBe("undecided");
    });

    it("the keys of a secret rule are secret too", () => {
        const [one] = exposures([group(new Secret(rule({ sourceAddressPrefix: "10.0.0.0/8", hushSourcePorts: "*" })))]);
        expect(one?.verdict).toBe("undecided");
        expect(JSON.stringify(one?.causes)).not.toContain("hush");
        expect(one?.causes[0]?.text).toBe("a key that is not read here");
    });

    it("a secret never reaches a reason or a name", () => {
        const [one] = exposures([
            group(rule({ name: new Secret("hidden-name"), sourceAddressPrefix: new Secret("0.0.0.0/0") })),
        ]);
        expect(one?.verdict).toBe("open");
        expect(
            JSON.stringify(one?.witness, (_, value) => (typeof value === "bigint" ? String(value) : value)),
        ).not.toMatch(/hidden|0\.0\.0\.0\/0/);
    });
});
