"""HogQL: one text in, all of its rows out, or an error. Never some of the rows."""

import asyncio
import contextlib
from typing import Any, cast
from weakref import WeakKeyDictionary

from clients.errors import AnswerUnusable, ClientError, RequestRefused, ServerFailed, TimedOut
from clients.posthog.answers import SERVICE
from clients.posthog.project import Project
from scans.model import Json

AT_ONCE = 2
"""PostHog runs three queries of a project at once; one is left for its people."""

MAX_ROWS = 50_000
"""What PostHog gives at most, whatever `LIMIT` says."""

ENDPOINT = "query"

LIMIT = "LIMIT {limit}"
"""How every text ends. Without a `LIMIT`, PostHog cuts silently at 100 rows."""


_slots: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, asyncio.Semaphore]]
_slots = WeakKeyDictionary()
"""By loop and project: scans that the clock starts at the same minute share them."""


def _slots_of(project: Project) -> asyncio.Semaphore:
    known = _slots.setdefault(asyncio.get_running_loop(), {})
    return known.setdefault(project.name, asyncio.Semaphore(AT_ONCE))


class Queries:
    """The query endpoint of one project. Never more than `AT_ONCE` run, whoever here asks."""

    def __init__(self, project: Project) -> None:
        self._project = project

    async def run(self, sql: str, values: Json, name: str, limit: int) -> list[Json]:
        """Return all rows, as objects by column name.

        `sql` ends with `LIMIT {limit}`; `values` fill its other placeholders, one constant or list
        of constants each; `name` is what people of the project see in their query log. Raises
        `AnswerUnusable` if there are more than `limit` rows, and any `ClientError`.
        """
        rows, cut = await self._ask(sql, values, name, limit)
        if cut:
            raise AnswerUnusable(SERVICE, self._request(name), f"cut off: more than {limit} rows")
        return rows

    async def try_once(
        self, sql: str, values: Json, name: str, limit: int
    ) -> tuple[list[Json], bool]:
        """Return the first `limit` rows and whether there are more; trouble is not waited for.

        For what can be learnt elsewhere too. Raises any `ClientError`.
        """
        return await self._ask(sql, values, name, limit, attempts=1)

    def _request(self, name: str) -> str:
        return f"POST {self._project.path(ENDPOINT)} ({name})"

    async def _ask(
        self, sql: str, values: Json, name: str, limit: int, attempts: int | None = None
    ) -> tuple[list[Json], bool]:
        if not sql.rstrip().endswith(LIMIT) or not 0 < limit < MAX_ROWS:
            detail = f"the text must end with `{LIMIT}`, and 0 < limit < {MAX_ROWS}"
            raise RequestRefused(SERVICE, self._request(name), detail)
        # One row more than wanted: with an own LIMIT, PostHog does not say whether there are more.
        query = {
            "kind": "HogQLQuery",
            "query": sql.replace("{limit}", str(limit + 1)),
            "values": values,
        }
        answer = await self.answer(query, name, attempts=attempts)
        rows = _rows(self._request(name), answer)
        return rows[:limit], len(rows) > limit or answer.get("hasMore") is True

    async def answer(self, query: Json, name: str, *, attempts: int | None = None) -> Json:
        """Return the answer to a query of any kind, waited for. Raises any `ClientError`."""
        # `blocking` may answer from a cache, and a verdict must not rest on an older one.
        body = {"query": query, "refresh": "force_blocking", "name": f"groundskeeper: {name}"}
        async with _slots_of(self._project):
            answer = await self._project.post(ENDPOINT, body, attempts=attempts)
            status = answer.get("query_status")
            if not isinstance(status, dict):
                return answer
            # It runs on without us. Results that come along with that are of an older run.
            return await self._poll(self._request(name), cast("Json", status))

    async def _poll(self, request: str, status: Json) -> Json:
        patience = self._project.patience
        running = ""
        try:
            async with asyncio.timeout(patience.max_total_seconds):
                while not _is_over(request, status):
                    running = f"{ENDPOINT}/{_query_id(request, status)}"
                    await asyncio.sleep(patience.poll_seconds)
                    status = _status(request, await self._project.get(running))
        except TimeoutError:
            # Or it would run beside the next one, and that would be one too many.
            with contextlib.suppress(ClientError):
                await self._project.delete(running)
            detail = f"still running after {patience.max_total_seconds:.0f} seconds"
            raise TimedOut(SERVICE, request, detail) from None
        return _object(request, status.get("results"), "a finished query without results")


def _is_over(request: str, status: Json) -> bool:
    """Return whether it finished. Raises `ServerFailed` if it failed.

    A text that PostHog does not understand is refused before it runs; what fails later ran out of
    time or memory.
    """
    if status.get("error"):
        reason = status.get("error_message") or "the query failed without a reason"
        raise ServerFailed(SERVICE, request, str(reason))
    return status.get("complete") is True


def _query_id(request: str, status: Json) -> str:
    query_id = status.get("id")
    if not isinstance(query_id, str) or not query_id.replace("-", "").isalnum():
        raise AnswerUnusable(SERVICE, request, "a running query without an id")
    return query_id


def _status(request: str, answer: Json) -> Json:
    return _object(request, answer.get("query_status"), "a poll without query_status")


def _object(request: str, value: object, otherwise: str) -> Json:
    if not isinstance(value, dict):
        raise AnswerUnusable(SERVICE, request, otherwise)
    return cast("Json", value)


def _rows(request: str, answer: Json) -> list[Json]:
    """Return `results` as objects. Raises `AnswerUnusable` for any other shape."""
    if error := answer.get("error"):
        raise AnswerUnusable(SERVICE, request, str(error))
    columns, rows = answer.get("columns"), answer.get("results")
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise AnswerUnusable(SERVICE, request, "an answer without `columns` and `results`")
    names = [str(column) for column in cast("list[Any]", columns)]
    named: list[Json] = []
    for row in cast("list[Any]", rows):
        if not isinstance(row, list) or len(cast("list[Any]", row)) != len(names):
            raise AnswerUnusable(SERVICE, request, "a row that does not fit `columns`")
        named.append(dict(zip(names, cast("list[Any]", row), strict=True)))
    return named
