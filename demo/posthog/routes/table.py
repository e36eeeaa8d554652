"""The shape of a route table."""

from dataclasses import dataclass

from demo.posthog.door import Handler

PROJECT = "/api/projects/{project}/"


@dataclass(frozen=True)
class Row:
    """One private route: what it takes to come in, and who answers."""

    method: str
    path: str
    scope: str
    handler: Handler


def in_project(method: str, path: str, scope: str, handler: Handler) -> Row:
    """A route under one project; `path` ends in a slash."""
    return Row(method, PROJECT + path, scope, handler)
