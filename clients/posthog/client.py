"""The questions Groundskeeper asks PostHog."""

from datetime import datetime
from typing import Self
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from clients.errors import NotFound, ScopeMissing
from clients.posthog import (
    event_arrivals,
    event_usage,
    flag_usage,
    pair_usage,
    property_usage,
    session_usage,
)
from clients.posthog.connection import Connection, Query
from clients.posthog.pages import PAGE_SIZE, read_all
from clients.posthog.patience import Patience
from clients.posthog.queries import Queries
from scans.model import Json, Questions

ACTIVITY_PAGES = 20
"""Newest 2,000 changes. A change that is older than those is older than any threshold cares for,
and without it a flag's `updated_at` stands in, which is never earlier."""


class PostHog:
    """One project, read with a personal API key (`phx_…`). Every method raises `ClientError`.

    `host` is the private API's, `https://us.posthog.com`; a `.i.` host is refused. Use as an
    asynchronous context manager. Lists are returned whole or not at all.
    """

    def __init__(
        self,
        host: str,
        project_id: int | str,
        api_key: SecretStr,
        *,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._connection = Connection(host, api_key, patience or Patience(), transport)
        self._project = f"/api/projects/{quote(str(project_id), safe='')}"
        self._queries = Queries(self._connection, f"{self._project}/query/")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connection.close()

    @property
    def requests(self) -> int:
        """HTTP requests sent so far, attempts included."""
        return self._connection.requests

    async def me(self) -> Json:
        """Return whom the key belongs to: the cheapest way to try host and key."""
        return await self._connection.get("/api/users/@me/")

    async def flags(self) -> list[Json]:
        """Return every flag that is not deleted, archived ones too, in the order of ids.

        The list hides archived flags unless asked for them. A server that does not know the
        question answers the same list again: rows with an id that was read are dropped.
        """
        listed = await self._list("feature_flags", {"order": "id"})
        archived = await self._list("feature_flags", {"order": "id", "archived": "true"})
        known = {row.get("id") for row in listed}
        return listed + [row for row in archived if row.get("id") not in known]

    async def experiments(self) -> list[Json]:
        """Return every experiment, with the flag that it runs on."""
        return await self._list("experiments")

    async def scheduled_changes(self) -> list[Json]:
        """Return planned changes of flags; executed and failed ones are still among them."""
        return await self._list("scheduled_changes", {"model_name": "FeatureFlag"})

    async def early_access_features(self) -> list[Json]:
        """Return the features people can opt into, with their flags."""
        return await self._list("early_access_feature")

    async def surveys(self) -> list[Json]:
        """Return every survey, with the flags that decide who sees it."""
        return await self._list("surveys")

    async def activity(self, scope: str = "FeatureFlag") -> list[Json]:
        """Return what people changed lately, newest first, at most `ACTIVITY_PAGES` pages.

        The project's log has a scope of its own and is not part of every plan; a flag's own log
        comes with the flags.
        """
        try:
            return await self._newest("activity_log", {"scope": scope, "page_size": PAGE_SIZE})
        except (NotFound, ScopeMissing) as refused:
            if scope != "FeatureFlag":
                raise
            try:
                return await self._newest("feature_flags/activity", {"limit": PAGE_SIZE, "page": 1})
            except (NotFound, ScopeMissing):
                raise refused from None

    async def query(self, sql: str, values: Json, name: str, limit: int) -> list[Json]:
        """Return all rows of a HogQL text that ends with `LIMIT {limit}`; see `Queries.run`."""
        return await self._queries.run(sql, values, name, limit)

    async def flag_usage(self, since: datetime, until: datetime) -> Json:
        """Return what was evaluated from `since` to `until` (exclusive); see `flag_usage`."""
        values = {"since": int(since.timestamp()), "until": int(until.timestamp())}
        rows = await self.query(flag_usage.TEXT, values, flag_usage.NAME, flag_usage.MAX_ROWS)
        return flag_usage.document(rows, since, until)

    async def event_usage(self, now: datetime, questions: Questions) -> Json:
        """Return every event by UTC day; see `event_usage`."""
        return await event_usage.read(self.query, now, questions)

    async def property_usage(
        self, now: datetime, questions: Questions, usage: Json | None = None
    ) -> Json:
        """Return what the rows of the asked events carry; see `property_usage`.

        `usage`, the document `event_usage`, tells how much there is to read.
        """
        return await property_usage.read(self.query, now, questions, usage)

    async def pair_usage(self, now: datetime, questions: Questions) -> Json:
        """Return how many starts found their finish; see `pair_usage`."""
        return await pair_usage.read(self.query, now, questions)

    async def session_usage(self, now: datetime, questions: Questions) -> Json:
        """Return which groups of events share sessions; see `session_usage`."""
        return await session_usage.read(self.query, now, questions)

    async def event_arrivals(self, now: datetime, questions: Questions) -> Json:
        """Return whether the asked events ever arrived; see `event_arrivals`."""
        return await event_arrivals.read(self.query, now, questions)

    async def _newest(self, name: str, query: Query) -> list[Json]:
        path = f"{self._project}/{name}/"
        return await read_all(self._connection, path, query, newest_pages=ACTIVITY_PAGES)

    async def _list(self, name: str, query: Query | None = None) -> list[Json]:
        path = f"{self._project}/{name}/"
        return await read_all(self._connection, path, {"limit": PAGE_SIZE, **(query or {})})
