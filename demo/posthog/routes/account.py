"""Who the key belongs to, and which projects it reaches."""

from typing import Any
from uuid import UUID

from demo.posthog.door import Call, Row
from demo.posthog.keys import PROJECT_ID, PROJECT_TOKEN
from demo.posthog.paging import limit_offset
from demo.posthog.people import user
from demo.posthog.replies import Reply
from demo.posthog.routes.table import PROJECT

_ORGANIZATION = {"id": str(UUID(int=0xAB, version=4)), "name": "Hazelnut", "slug": "hazelnut"}


def _project(call: Call) -> dict[str, Any]:
    return {
        "id": PROJECT_ID,
        "uuid": str(UUID(int=0xAC, version=4)),
        "name": "Hazelnut shop",
        "organization": _ORGANIZATION["id"],
        "api_token": PROJECT_TOKEN,
        "timezone": call.world.story.zone,
        "test_account_filters": [],
    }


def me(call: Call) -> Reply:
    """The user behind the key, with the current project."""
    body = user(1) | {"team": _project(call), "organization": _ORGANIZATION}
    return Reply(body, "linked-objects#user")


def projects(call: Call) -> Reply:
    """Every project the key reaches."""
    call.query("limit", "offset")
    page = limit_offset(call.request, [_project(call)])
    return Reply(page, "linked-objects#projectList")


def project(call: Call) -> Reply:
    """One project."""
    return Reply(_project(call), "linked-objects#project")


ROUTES = (
    Row("GET", "/api/users/@me/", "user:read", me),
    Row("GET", "/api/projects/", "project:read", projects),
    Row("GET", PROJECT, "project:read", project),
)
