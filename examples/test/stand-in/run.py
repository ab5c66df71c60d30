"""Runs a Pulumi Python program with stand-ins for its imports; prints what it registers, in the form of a YAML program.

Usage: python3 run.py PROGRAM
"""
import json
import re
import runpy
import sys
import types

# Arguments whose keys are names of the user's.
RECORDS = {"ci", "own_addresses", "own_ipv6_addresses", "destinations", "extra_rules", "priorities", "tags"}
resources, outputs = {}, {}


def camel(name):
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), name)


def known(value, names=True):
    """Names of arguments become camel case, names of the user's stay: the depths take turns in our arguments."""
    if isinstance(value, dict):
        return {(camel(key) if names else key): known(inner, not names) for key, inner in value.items()}
    return [known(inner, names) for inner in value] if isinstance(value, list) else value


class Resource:
    def __init__(self, type_, name, **arguments):
        self.name = name
        properties = {camel(key): known(value, key not in RECORDS) for key, value in arguments.items()}
        resources[name] = {"type": type_, "properties": properties}

    def __getattr__(self, property_):
        return "${%s.%s}" % (self.name, camel(property_))


def module(name, plugin, place):
    """A module whose every attribute is a resource class, or a module of them."""
    made = types.ModuleType(name)

    def attribute(inner):
        if inner[0].isupper():
            return lambda *names, **arguments: Resource(":".join([plugin, *place, inner]), *names, **arguments)
        return module(f"{name}.{inner}", plugin, [*place, inner])

    made.__getattr__ = attribute
    return made


pulumi = types.ModuleType("pulumi")
pulumi.export = lambda name, value: outputs.__setitem__(name, value)
pulumi.Output = types.SimpleNamespace(concat=lambda *parts: "".join(parts))
sys.modules.update(
    pulumi=pulumi,
    pulumi_aws=module("pulumi_aws", "aws", []),
    portcullis_sdk=module("portcullis_sdk", "portcullis", []),
)
runpy.run_path(sys.argv[1], run_name="__main__")
print(json.dumps({"resources": resources, "outputs": outputs}))
