"""JSON as Python holds it, and the two questions asked of what somebody sent."""

from typing import Any, cast

Json = dict[str, Any]


def an_object(value: Any) -> Json | None:
    """The value when it is a JSON object."""
    return cast("Json", value) if isinstance(value, dict) else None


def a_list(value: Any) -> list[Any] | None:
    """The value when it is a JSON list."""
    return cast("list[Any]", value) if isinstance(value, list) else None
