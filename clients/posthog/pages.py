"""List answers, page by page, in three wire shapes.

`{count, next, results}` with `limit` and `offset`; `{total_count, next, results}` with `page`; and
`{next, results}` with a cursor. All three lead on by the query of `next`. Its host and path are
never used: behind a proxy they may be another host's, and the key must not follow them.
"""

from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from clients.errors import AnswerUnusable
from clients.posthog.answers import SERVICE
from clients.posthog.connection import Connection, Query
from scans.model import Json

PAGE_SIZE = 100
"""The page size of PostHog; a larger `limit` is not promised anywhere."""

MAX_PAGES = 250
"""20,000 flags, the highest limit a project can be given, are 200 pages."""


async def read_all(
    connection: Connection, path: str, query: Query, *, newest_pages: int | None = None
) -> list[Json]:
    """Return every row of the list at `path`, or only its first `newest_pages` pages.

    Raises `AnswerUnusable` where the list cannot have been read completely: a page without rows of
    objects, a `next` that was there before, more than `MAX_PAGES`, fewer rows than `count`.
    """
    request = f"GET {path}"
    rows: list[Json] = []
    seen: set[str] = set()
    params: Any = query
    for _ in range(newest_pages or MAX_PAGES):
        page = await connection.get(path, params)
        rows += _rows(request, page)
        onward = _onward(request, page)
        if onward is None:
            if newest_pages is None:
                _check_count(request, page, len(rows))
            return rows
        if onward in seen:
            raise AnswerUnusable(SERVICE, request, "the list leads to a page that was read before")
        seen.add(onward)
        params = httpx.QueryParams(onward)
    if newest_pages is None:
        raise AnswerUnusable(SERVICE, request, f"the list has more than {MAX_PAGES} pages")
    return rows


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
