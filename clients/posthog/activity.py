"""Who changed what, and when: the project's activity log.

It can be read in two ways. A query on `system.activity_logs` gives thousands of entries at once,
where the server has that table and the key may see it; the columns are not promised, so it is tried
once. The list gives a hundred entries a page, everywhere.
"""

import contextlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from clients.errors import ClientError, CredentialsRejected, NotFound, ScopeMissing
from clients.posthog.pages import PAGE_SIZE, Rows, read_newest, read_on
from clients.posthog.project import Project
from clients.posthog.queries import Queries
from clients.posthog.redaction import redacted_activity
from clients.posthog.usage_rows import iso, seconds
from scans.model import Json

PAGES = 20
"""Newest 2,000 changes. A change that is older than those is older than any threshold cares for,
and without it a flag's `updated_at` stands in, which is never earlier."""

FLAGS = "FeatureFlag"

NAME = "activity log"

TEXT = """\
SELECT id, activity, scope, item_id, detail, toUnixTimestamp(created_at) AS at
FROM system.activity_logs
WHERE scope = {scope} ORDER BY created_at DESC, id DESC LIMIT {limit}"""

QUIET_TEXT = """\
SELECT scope, count() AS entries, countIf(created_at >= fromUnixTimestamp({since})) AS recent
FROM system.activity_logs
WHERE scope IN {scopes} GROUP BY scope ORDER BY scope LIMIT {limit}"""


class ActivityLog:
    """The log of one project, newest first."""

    def __init__(self, project: Project, queries: Queries) -> None:
        self._project = project
        self._queries = queries
        self._has_table = True
        """Until it fails, whatever for, or shows nothing: then it is not tried again."""

    async def newest(self, scope: str = FLAGS, *, many: bool = False) -> Rows:
        """Return the newest changes of objects of a kind, at most `PAGES` pages.

        `many` is whether more than one page of them is to be expected: then the table is asked
        first, and otherwise only where the list turns out to go on. Raises any `ClientError`.
        """
        if many and (found := await self._from_table(scope)):
            return found
        name, first = await self._first_page(scope)
        if first.onward is None:
            return first
        if not many and (found := await self._from_table(scope)) and _holds(found, first):
            return found
        return await read_on(self._project, name, first, PAGES - 1, redacted_activity)

    async def quiet_since(self, moment: datetime, scopes: Collection[str]) -> bool:
        """Return whether a log that works shows nothing of these kinds since `moment`.

        False where it cannot be known: no table, or a table without a single change of a flag.
        """
        values: Json = {"scopes": sorted(scopes), "since": seconds(moment)}
        rows, cut = await self._table(QUIET_TEXT, values, len(scopes))
        entries = {row.get("scope"): row.get("entries") for row in rows}
        quiet = all(row.get("recent") == 0 for row in rows)
        return quiet and not cut and bool(entries.get(FLAGS))

    async def _first_page(self, scope: str) -> tuple[str, Rows]:
        """Return where the list is, and its first page.

        The project's log has a scope of its own and is not part of every plan; the flags' own log
        comes with the flags.
        """
        name = "activity_log"
        try:
            query = {"scope": scope, "page_size": PAGE_SIZE}
            return name, await read_newest(self._project, name, query, 1, redacted_activity)
        except (NotFound, ScopeMissing) as refused:
            if scope != FLAGS:
                raise
            name = "feature_flags/activity"
            with contextlib.suppress(NotFound, ScopeMissing):
                query = {"limit": PAGE_SIZE, "page": 1}
                return name, await read_newest(self._project, name, query, 1, redacted_activity)
            raise refused from None

    async def _from_table(self, scope: str) -> Rows | None:
        """Return the newest entries of the table; None if it is not there, or seems empty."""
        rows, cut = await self._table(TEXT, {"scope": scope}, PAGES * PAGE_SIZE)
        try:
            read = [redacted_activity(_entry(row)) for row in rows]
        except (KeyError, TypeError, ValueError, OverflowError):
            read = []
        self._has_table = bool(read)
        return Rows(read, "older" if cut else None) if read else None

    async def _table(self, text: str, values: Json, limit: int) -> tuple[list[Json], bool]:
        if not self._has_table:
            return [], False
        self._has_table = False
        try:
            answer = await self._queries.try_once(text, values, NAME, limit)
        except CredentialsRejected:
            raise
        except ClientError:
            return [], False
        self._has_table = True
        return answer


def _holds(table: Rows, page: Rows) -> bool:
    """Return whether the table shows all that the list showed before it was asked."""
    known = {row["id"] for row in table.rows}
    return all(row["id"] in known for row in page.rows)


def _entry(row: Json) -> Json:
    """Return a row as the list would have it. Raises for a row of another shape."""
    names = ("id", "activity", "scope", "item_id")
    texts = {name: str(row[name]) for name in names}
    return {**texts, "user": None, "detail": _detail(row["detail"]), "created_at": iso(row["at"])}


def _detail(value: Any) -> Json | None:
    if isinstance(value, str):
        value = json.loads(value) if value else None
    return cast("Json", value) if isinstance(value, dict) else None
