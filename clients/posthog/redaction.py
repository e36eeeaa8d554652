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

_TOLD = ("active", "archived", "deleted", "filters")
"""Fields of a flag whose values before and after a change are kept: what decides what it serves."""


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


def redacted_activity(item: Json) -> Json:
    """Return one entry of the log: who, when, which fields.

    Values are kept only of the fields that decide what a flag serves, redacted like those of a
    flag. An update that does not tell its changes has no `detail`: it may have been any change.
    """
    kept: Json = {
        name: item.get(name) for name in ("id", "activity", "scope", "item_id", "created_at")
    }
    user = item.get("user")
    kept["user"] = _person(cast("Json", user)) if isinstance(user, dict) else None
    kept["detail"] = _detail(item.get("detail"), may_be_silent=item.get("activity") != "updated")
    return kept


def _detail(detail: object, *, may_be_silent: bool) -> Json | None:
    if not isinstance(detail, dict):
        return None
    told = cast("Json", detail)
    changes = told.get("changes")
    if changes is None and may_be_silent:
        changes = []
    if not isinstance(changes, list):
        return None
    each = [cast("Json", one) for one in cast("list[Any]", changes) if isinstance(one, dict)]
    return {"name": told.get("name"), "changes": [_change(one) for one in each]}


def _change(change: Json) -> Json:
    kept: Json = {name: change.get(name) for name in ("type", "action", "field")}
    if change.get("field") in _TOLD:
        kept |= {name: _value(change.get(name)) for name in ("before", "after")}
    return kept


def _value(value: Any) -> Any:
    """Return a value of a change; a text that could be filters could hold payloads."""
    if isinstance(value, str) and value not in ("true", "false"):
        return REMOVED
    return redacted(value)
