"""Annotations: where deploys are marked."""

from typing import Any

from demo.posthog.door import Call
from demo.posthog.flag_items import iso
from demo.posthog.paging import limit_offset
from demo.posthog.people import user
from demo.posthog.replies import Reply, invalid
from demo.posthog.routes.table import in_project


def listed(call: Call) -> Reply:
    """Newest first."""
    asked = call.query("limit", "offset", "search")
    words = asked.get("search", "").lower()
    rows = [
        one
        for one in reversed(call.world.story.annotations)
        if words in (one["content"] or "").lower()
    ]
    return Reply(limit_offset(call.request, rows), "linked-objects#annotationList")


def create(call: Call) -> Reply:
    """Mark a moment."""
    given = call.json()
    if given.get("scope", "project") not in {"project", "organization"}:
        raise invalid("An annotation needs the scope project or organization here.")
    now = iso(call.world.clock())
    # Old servers take the field for read-only.
    fixed = call.world.modes.edition == "old"
    annotation: dict[str, Any] = {
        "id": 3000 + len(call.world.story.annotations),
        "content": given.get("content"),
        "date_marker": given.get("date_marker"),
        "creation_type": "USR" if fixed else given.get("creation_type", "USR"),
        "scope": given.get("scope", "project"),
        "dashboard_item": None,
        "dashboard_id": None,
        "created_by": user(1),
        "created_at": now,
        "updated_at": now,
        "deleted": False,
        "hidden_in_user_interface": bool(given.get("hidden_in_user_interface", False)),
    }
    call.world.story.annotations.append(annotation)
    return Reply(annotation, "annotation", 201)


ROUTES = (
    in_project("GET", "annotations/", "annotation:read", listed),
    in_project("POST", "annotations/", "annotation:write", create),
)
