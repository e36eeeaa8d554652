"""Event and property definitions, read off the events that were received."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from demo.posthog.events import Event
from demo.posthog.flag_items import iso
from demo.posthog.shapes import Json


def event_definitions(events: Iterable[Event], never_seen: Iterable[str]) -> list[Json]:
    """One definition per name; `last_seen_at` is floored to the hour, as PostHog keeps it."""
    first: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    for event in events:
        first[event.name] = min(event.timestamp, first.get(event.name, event.timestamp))
        last[event.name] = max(event.timestamp, last.get(event.name, event.timestamp))
    seen = [_event_definition(name, first[name], last[name]) for name in last]
    return seen + [_event_definition(name, None, None) for name in never_seen]


def _event_definition(name: str, first: datetime | None, last: datetime | None) -> Json:
    seen = None if last is None else iso(last.replace(minute=0, second=0, microsecond=0))
    created = None if first is None else iso(first)
    return {
        "id": _uuid("event", name),
        "name": name,
        "owner": None,
        "description": "",
        "tags": [],
        "created_at": created,
        "updated_at": created,
        "updated_by": None,
        "last_seen_at": seen,
        "last_updated_at": created,
        "verified": False,
        "verified_at": None,
        "verified_by": None,
        "hidden": False,
        "enforcement_mode": "allow",
        "promoted_property": None,
        "is_action": False,
        "action_id": None,
        "is_calculating": False,
        "last_calculated_at": None,
        "created_by": None,
        "post_to_slack": False,
        "default_columns": [],
        "media_preview_urls": [],
    }


def property_definitions(events: Iterable[Event]) -> list[Json]:
    """One definition per property name, typed by the first value seen."""
    sample: dict[str, Any] = {}
    for event in events:
        for name, value in event.properties.items():
            sample.setdefault(name, value)
    return [_property_definition(name, sample[name]) for name in sorted(sample)]


def _property_definition(name: str, value: Any) -> Json:
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    kind = "Boolean" if isinstance(value, bool) else "Numeric" if numeric else "String"
    return {
        "id": _uuid("property", name),
        "name": name,
        "description": "",
        "tags": [],
        "is_numerical": numeric,
        "property_type": kind,
        "is_seen_on_filtered_events": None,
        "hidden": False,
        "verified": False,
    }


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"hazelnut:{kind}:{name}"))
