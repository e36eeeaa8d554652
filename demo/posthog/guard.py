"""Every answer is checked against the contract before it leaves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

CONTRACT_CODE = "test_server_contract_violation"
_FOLDER = Path(__file__).parent / "contract"
_PREFIX = "urn:posthog-contract:"


class ContractViolation(Exception):
    """The server was about to answer something PostHog would not."""


def check(schema: str, body: Any) -> None:
    """Raise `ContractViolation` unless `body` fits the schema.

    `schema` is the name of a file in `contract/`, or `linked-objects#name` for one definition.
    """
    error = next(iter(_validator(schema).iter_errors(body)), None)
    if error is not None:
        where = "/".join(str(step) for step in error.instance_path) or "the body"
        raise ContractViolation(f"{schema}: {where}: {error.message}")


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    name, _, definition = schema.partition("#")
    pointer = f"#/$defs/{definition}" if definition else ""
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{_PREFIX}{name}{pointer}"}, registry=_registry()
    )


@cache
def _registry() -> jsonschema_rs.Registry:
    schemas = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob("*.schema.json"))
    ]
    return jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas])
