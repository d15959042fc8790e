#!/usr/bin/env python3
"""Turns the contract from YAML into one line of JSON, and fails on what a reader would stumble over.

openapi_to_json.py CONTRACT.yaml VERSION OUT.json
"""
import json
import sys

import yaml


def references(node):
    """Every $ref below `node`."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def faults(contract):
    for reference in references(contract):
        at = contract
        for name in reference.removeprefix("#/").split("/"):
            at = at.get(name.replace("~1", "/").replace("~0", "~")) if isinstance(at, dict) else None
        if at is None:
            yield f"{reference} leads nowhere"
    used = set(references(contract))
    for kind, parts in contract["components"].items():
        for name in parts:
            if kind != "securitySchemes" and f"#/components/{kind}/{name}" not in used:
                yield f"{kind}/{name} is not used"
    seen = set()
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            name = operation.get("operationId")
            if not name or name in seen:
                yield f"{method} {path} has no operationId of its own"
            seen.add(name)
            if not operation.get("responses"):
                yield f"{method} {path} has no responses"


def main():
    source, version, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        contract = yaml.safe_load(file)
    contract["info"]["version"] = version
    found = list(faults(contract))
    for fault in found:
        print(f"{source}: {fault}", file=sys.stderr)
    if found:
        return 1
    with open(target, "w", encoding="utf-8") as file:
        json.dump(contract, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
