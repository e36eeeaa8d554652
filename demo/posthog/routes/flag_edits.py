"""Feature flags: edits, and the four lifecycle actions."""

from demo.posthog.door import Call
from demo.posthog.replies import Reply, gap, invalid, not_found
from demo.posthog.routes.flags import dependents_of, find, item
from demo.posthog.routes.table import in_project

_EDITABLE = {"name", "filters", "active", "archived", "deleted", "tags"}


def patch(call: Call) -> Reply:
    """Change some fields; unlike PostHog's, fields this server does not know are refused."""
    changes = call.json()
    unknown = sorted(changes.keys() - _EDITABLE)
    if unknown:
        raise gap(f"editing {unknown[0]!r} of a flag")
    call.world.edit_flag(find(call), changes)
    return item(call)


def _set(call: Call, *, active: bool | None = None, archived: bool | None = None) -> Reply:
    """Idempotent: what is already so is left alone. Old servers have no such action."""
    if call.world.modes.edition == "old":
        raise not_found()
    flag = find(call)
    wanted = {"active": active, "archived": archived}
    changes = {
        name: value
        for name, value in wanted.items()
        if value is not None and flag.get(name) is not value
    }
    if flag["deleted"]:
        return Reply({"success": False, "error": "Flag is deleted"}, "error-envelope", 400)
    if changes.get("active") is False and dependents_of(flag, call.world.story.flags):
        raise invalid("Cannot disable this flag: other active flags depend on it.")
    if changes:
        call.world.edit_flag(flag, changes)
    return item(call)


def enable(call: Call) -> Reply:
    """Switch on."""
    return _set(call, active=True)


def disable(call: Call) -> Reply:
    """Switch off; refused while active flags depend on it."""
    return _set(call, active=False)


def archive(call: Call) -> Reply:
    """Retire, which also switches off."""
    return _set(call, active=False, archived=True)


def unarchive(call: Call) -> Reply:
    """Bring back, switched off as it is."""
    return _set(call, archived=False)


_ITEM = "feature_flags/{flag:int}/"
ROUTES = (
    in_project("PATCH", _ITEM, "feature_flag:write", patch),
    in_project("POST", _ITEM + "enable/", "feature_flag:write", enable),
    in_project("POST", _ITEM + "disable/", "feature_flag:write", disable),
    in_project("POST", _ITEM + "archive/", "feature_flag:write", archive),
    in_project("POST", _ITEM + "unarchive/", "feature_flag:write", unarchive),
)
