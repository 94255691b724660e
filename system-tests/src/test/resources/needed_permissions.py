"""Prints the permissions that CloudFormation needs for the resources of a template, which is read as JSON.

Runs with cfn-lint's Python, whose schemas of the resource types list the permissions of their handlers.
"""

import json
import sys
from pathlib import Path

import cfnlint

SCHEMAS = Path(cfnlint.__file__).parent / "data/schemas"

types = {resource["Type"] for resource in json.load(sys.stdin)["Resources"].values()}
files = json.loads((SCHEMAS / "providers/us-east-1.json").read_text())
needed = set()
for name in types:
    schema = json.loads((SCHEMAS / f"resources/{files[name]}.json").read_text())
    for handler in schema.get("handlers", {}).values():
        needed.update(handler["permissions"])
print(*sorted(needed), sep="\n")
