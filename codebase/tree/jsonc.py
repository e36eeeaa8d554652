"""JSON as configuration files have it: with comments and trailing commas."""

import json
import re
from typing import Any, cast

_TOKEN = re.compile(
    r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|,(?=\s*(?:(?://[^\n]*\n|/\*.*?\*/)\s*)*[}\]])', re.S
)


def loads(source: bytes) -> dict[str, Any]:
    """Return the object, or an empty one if it is not readable."""
    text = source.decode("utf-8-sig", "replace")
    plain = _TOKEN.sub(lambda match: match[0] if match[0].startswith('"') else "", text)
    try:
        value: object = json.loads(plain)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
