"""The activity log: with `total_count`, with `count`, or by cursor and without either."""

from demo.posthog.door import Call
from demo.posthog.paging import by_cursor, numbered
from demo.posthog.replies import Reply, gap
from demo.posthog.routes.flags import find
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json


def _newest_first(call: Call, item_id: str | None) -> list[Json]:
    entries = [
        entry
        for entry in call.world.story.activity
        if item_id is None or entry["item_id"] == item_id
    ]
    return sorted(entries, key=lambda entry: (entry["created_at"], entry["id"]), reverse=True)


def of_flags(call: Call) -> Reply:
    """Edits of all flags."""
    call.query("limit", "page")
    page = numbered(call.request, _newest_first(call, None), size="limit", count="total_count")
    return Reply(page, "activity-log-list")


def of_flag(call: Call) -> Reply:
    """Edits of one flag."""
    call.query("limit", "page")
    entries = _newest_first(call, str(find(call)["id"]))
    page = numbered(call.request, entries, size="limit", count="total_count")
    return Reply(page, "activity-log-list")


def of_project(call: Call) -> Reply:
    """The project's log; only edits of flags are kept here."""
    asked = call.query("scope", "item_id", "page", "page_size", "cursor")
    if asked.get("scope") != "FeatureFlag":
        raise gap("an activity log of another scope than FeatureFlag")
    entries = _newest_first(call, asked.get("item_id"))
    if call.world.modes.edition == "old":
        return Reply(by_cursor(call.request, entries), "activity-log-list")
    page = numbered(call.request, entries, size="page_size", count="count")
    return Reply(page, "activity-log-list")


ROUTES = (
    in_project("GET", "feature_flags/activity/", "feature_flag:read", of_flags),
    in_project("GET", "feature_flags/{flag:int}/activity/", "feature_flag:read", of_flag),
    in_project("GET", "activity_log/", "activity_log:read", of_project),
)
