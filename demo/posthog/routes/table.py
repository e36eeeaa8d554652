"""The shape of a route table."""

from demo.posthog.door import Handler, Row
from demo.posthog.throttle import Limiter

PROJECT = "/api/projects/{project}/"
_ENVIRONMENT = "/api/environments/{project}/"


def in_project(
    method: str, path: str, scope: str, handler: Handler, *, limiter: Limiter = "crud"
) -> Row:
    """A route under one project; `path` ends in a slash."""
    return Row(method, PROJECT + path, scope, handler, limiter)


def with_environments(row: Row) -> tuple[Row, ...]:
    """The row, and its twin on the deprecated path form with the same id."""
    rest = row.path.removeprefix(PROJECT)
    if rest in {row.path, ""}:
        return (row,)
    return (row, Row(row.method, _ENVIRONMENT + rest, row.scope, row.handler, row.limiter))
