"""List answers, page by page, in three wire shapes.

`{count, next, results}` with `limit` and `offset`; `{total_count, next, results}` with `page`; and
`{next, results}` with a cursor. All three lead on by the query of `next`. Its host and path are
never used: behind a proxy they may be another host's, and the key must not follow them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from clients.errors import AnswerUnusable
from clients.posthog.answers import SERVICE
from clients.posthog.connection import Query
from clients.posthog.project import Project
from clients.posthog.redaction import redacted
from scans.model import Json

PAGE_SIZE = 100
"""The page size of PostHog; a larger `limit` is not promised anywhere."""

MAX_PAGES = 250
"""20,000 flags, the highest limit a project can be given, are 200 pages."""

Keep = Callable[[Json], Json]
"""What is kept of one row; what is not kept is gone before the next page is read."""


@dataclass(frozen=True)
class Rows:
    """The rows of a list, and the query of the page after the last that was read, if any."""

    rows: list[Json]
    onward: str | None = None

    def document(self) -> Json:
        """Return the list as one answer; it counts its rows only if these are all."""
        count = len(self.rows) if self.onward is None else None
        onward = None if self.onward is None else f"?{self.onward}"
        return {"count": count, "next": onward, "previous": None, "results": self.rows}


async def read_all(
    project: Project, name: str, query: Query | None = None, keep: Keep = redacted
) -> list[Json]:
    """Return every row of a list.

    Raises `AnswerUnusable` where the list cannot have been read completely: a page without rows of
    objects, a `next` that was there before, more than `MAX_PAGES`, fewer rows than `count`.
    """
    read = await _read(project, name, {"limit": PAGE_SIZE, **(query or {})}, keep, MAX_PAGES)
    if read.onward is not None:
        request = f"GET {project.path(name)}"
        raise AnswerUnusable(SERVICE, request, f"the list has more than {MAX_PAGES} pages")
    return read.rows


async def read_newest(
    project: Project, name: str, query: Query, pages: int, keep: Keep = redacted
) -> Rows:
    """Return the first rows of a list that begins with the newest; what it counts is not asked."""
    return await _read(project, name, query, keep, pages, counted=False)


async def read_on(project: Project, name: str, read: Rows, pages: int, keep: Keep) -> Rows:
    """Return `read` and what follows it. Rows that moved on while reading are not doubled."""
    if read.onward is None:
        return read
    rest = await _read(project, name, httpx.QueryParams(read.onward), keep, pages, counted=False)
    known = {row.get("id") for row in read.rows} - {None}
    return Rows([*read.rows, *(r for r in rest.rows if r.get("id") not in known)], rest.onward)


async def _read(
    project: Project, name: str, params: Any, keep: Keep, pages: int, *, counted: bool = True
) -> Rows:
    rows: list[Json] = []
    seen: set[str] = set()
    onward: str | None = None
    for _ in range(pages):
        page = await project.get(name, params)
        request = f"GET {project.path(name)}"
        rows += map(keep, _rows(request, page))
        onward = _onward(request, page)
        if onward is None:
            if counted:
                _check_count(request, page, len(rows))
            break
        if onward in seen:
            raise AnswerUnusable(SERVICE, request, "the list leads to a page that was read before")
        seen.add(onward)
        params = httpx.QueryParams(onward)
    return Rows(rows, onward)


def _rows(request: str, page: Json) -> list[Json]:
    rows = page.get("results")
    if not isinstance(rows, list):
        raise AnswerUnusable(SERVICE, request, "a page without the list `results`")
    rows = cast("list[object]", rows)
    if not all(isinstance(row, dict) for row in rows):
        raise AnswerUnusable(SERVICE, request, "a page whose `results` are not all objects")
    return cast("list[Json]", rows)


def _onward(request: str, page: Json) -> str | None:
    """Return the query of `next`; None on the last page."""
    onward = page.get("next")
    if onward is None:
        return None
    if not isinstance(onward, str) or not urlsplit(onward).query:
        raise AnswerUnusable(SERVICE, request, "a page whose `next` leads nowhere")
    return urlsplit(onward).query


def _check_count(request: str, page: Json, rows: int) -> None:
    """Raise if rows were lost between pages. A capped count says nothing."""
    count = page.get("count")
    if isinstance(count, int) and rows < count and not page.get("count_is_capped"):
        raise AnswerUnusable(SERVICE, request, f"{rows} rows of a list that counts {count}")
