"""What never comes through the door: the values of payloads, and who people are.

A personal key reads encrypted payloads in clear text. Whether there is one matters, its value never
does: `null` stays `null`, any value becomes `<removed>`. Of a person the id and the first name
remain. Pure: a JSON value in, a JSON value out; what was redacted once stays as it is.
"""

from typing import Any, cast

from scans.model import Json

REMOVED = "<removed>"

_PAYLOADS = ("payloads", "payload")
_PEOPLE = ("created_by", "last_modified_by", "updated_by", "deleted_by", "owner", "user")

_CHANGES_THAT_MATTER = ("active", "filters", "archived", "deleted")
"""What alters what a flag serves. The edit of a tag or a description is no change of the flag."""


def redacted(value: Any) -> Any:
    """Return `value` without payload values and without personal data of users, at any depth."""
    if isinstance(value, list):
        return [redacted(each) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    row = cast("Json", value)
    if "email" in row and "first_name" in row:
        return _person(row)
    return {name: _field(name, each) for name, each in row.items()}


def _field(name: str, value: Any) -> Any:
    if name in _PAYLOADS:
        return _payload(value)
    if name in _PEOPLE and isinstance(value, dict):
        return _person(cast("Json", value))
    return redacted(value)


def _payload(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _there(each) for name, each in cast("Json", value).items()}
    return _there(value)


def _there(value: Any) -> str | None:
    return None if value is None else REMOVED


def _person(user: Json) -> Json:
    return {name: user[name] for name in ("id", "first_name") if name in user}


def redacted_activity(items: list[Json]) -> list[Json]:
    """Return the log's items that may have changed what a flag serves, without what they changed.

    Of the fields only `active` keeps its values: they are small and say nothing about anybody. An
    update whose changes are not told is kept, it may have been any.
    """
    return [_item(item) for item in items if _matters(item)]


def _matters(item: Json) -> bool:
    changes = _changes(item)
    if item.get("activity") != "updated" or changes is None:
        return True
    return any(change.get("field") in _CHANGES_THAT_MATTER for change in changes)


def _item(item: Json) -> Json:
    kept: Json = {
        name: item.get(name) for name in ("id", "activity", "scope", "item_id", "created_at")
    }
    user = item.get("user")
    kept["user"] = _person(cast("Json", user)) if isinstance(user, dict) else None
    changes = _changes(item)
    kept["detail"] = None
    if changes is not None:
        detail = cast("Json", item["detail"])
        kept["detail"] = {"name": detail.get("name"), "changes": [_change(c) for c in changes]}
    return kept


def _change(change: Json) -> Json:
    names = ["type", "action", "field"]
    if change.get("field") == "active":
        names += ["before", "after"]
    return {name: change.get(name) for name in names}


def _changes(item: Json) -> list[Json] | None:
    """Return the changes an item tells, None if it does not."""
    detail = item.get("detail")
    changes = cast("Json", detail).get("changes") if isinstance(detail, dict) else None
    if not isinstance(changes, list):
        return None
    return [cast("Json", each) for each in cast("list[Any]", changes) if isinstance(each, dict)]
