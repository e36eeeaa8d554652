"""Event and property definitions."""

from datetime import datetime, timedelta

from demo.posthog.door import Call
from demo.posthog.paging import limit_offset
from demo.posthog.replies import Reply, gap, not_found
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json

_STALE_AFTER = timedelta(days=30)
_CLOUD_QUESTIONS = {"exclude_hidden", "verified"}


def events(call: Call) -> Reply:
    """Every event name ever defined or received."""
    asked = call.query(
        "limit", "offset", "search", "event_type", "ordering", "exclude_hidden", "exclude_stale",
        "names", "verified",
    )  # fmt: skip
    if call.world.modes.edition == "free":
        asked = {name: value for name, value in asked.items() if name not in _CLOUD_QUESTIONS}
    if call.fault is not None and call.fault.kind == "ignored_names":
        asked.pop("names", None)
    rows = [row for row in call.world.event_definitions if _wanted(row, asked, call)]
    page = limit_offset(call.request, _ordered(rows, asked.get("ordering", "-last_seen_at::date")))
    return Reply(page, "event-definition-list")


def by_name(call: Call) -> Reply:
    """One event, by its name."""
    name = call.query("name").get("name")
    for row in call.world.event_definitions:
        if row["name"] == name:
            return Reply(row, "event-definition-list#item")
    raise not_found()


def _wanted(row: Json, asked: dict[str, str], call: Call) -> bool:
    kind = asked.get("event_type", "event")
    if kind not in {"event", "event_custom", "event_posthog"}:
        raise gap(f"event_type={kind!r}")
    own = row["name"].startswith("$")
    if kind != "event" and own is (kind == "event_custom"):
        return False
    if "names" in asked and row["name"] not in asked["names"].split(","):
        return False
    if asked.get("search", "").lower() not in row["name"].lower():
        return False
    if asked.get("exclude_hidden") == "true" and row["hidden"]:
        return False
    if "verified" in asked and row["verified"] is not (asked["verified"] == "true"):
        return False
    seen = row["last_seen_at"]
    if asked.get("exclude_stale") != "true" or seen is None:
        return True
    return call.world.clock() - datetime.fromisoformat(seen) < _STALE_AFTER


def _ordered(rows: list[Json], ordering: str) -> list[Json]:
    """Never-seen names come last, and the name settles every tie."""
    field, _, unit = ordering.removeprefix("-").partition("::")
    if field not in {"name", "last_seen_at", "created_at"} or unit not in {"", "date"}:
        raise gap(f"ordering={ordering!r}")
    cut = len("2026-01-01") if unit else None
    by_name = sorted(rows, key=lambda row: row["name"])
    present = [row for row in by_name if row[field] is not None]
    absent = [row for row in by_name if row[field] is None]
    backwards = ordering.startswith("-")
    return sorted(present, key=lambda row: row[field][:cut], reverse=backwards) + absent


def properties(call: Call) -> Reply:
    """Every event property ever received."""
    asked = call.query("limit", "offset", "search", "type")
    if asked.get("type", "event") != "event":
        raise gap(f"type={asked['type']!r}")
    words = asked.get("search", "").lower()
    rows = [row for row in call.world.property_definitions if words in row["name"].lower()]
    return Reply(limit_offset(call.request, rows), "linked-objects#propertyDefinitionList")


ROUTES = (
    in_project("GET", "event_definitions/", "event_definition:read", events),
    in_project("GET", "event_definitions/by_name/", "event_definition:read", by_name),
    in_project("GET", "property_definitions/", "property_definition:read", properties),
)
