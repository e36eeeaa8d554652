"""The questions Groundskeeper asks PostHog."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Self
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from clients.posthog import (
    event_arrivals,
    event_usage,
    experiment_results,
    flag_usage,
    kept,
    older_event_usage,
    pair_usage,
    property_usage,
    session_usage,
)
from clients.posthog.activity import FLAGS, ActivityLog
from clients.posthog.budget import RequestBudget
from clients.posthog.connection import Connection
from clients.posthog.definitions import read_definitions
from clients.posthog.pages import PAGE_SIZE, Rows, read_all, read_newest
from clients.posthog.patience import Patience
from clients.posthog.project import Project
from clients.posthog.queries import Queries
from clients.posthog.reader_tables import ReaderTables
from clients.posthog.roster import still_holds
from clients.roster_memory import Roster, RosterMemory
from scans.model import Json, Questions

ANNOTATION_PAGES = 2
"""Newest 200 marks: two a day for longer than any baseline."""


class PostHog:
    """One project, read with a personal API key (`phx_…`). Every method raises `ClientError`.

    `host` is the private API's, `https://us.posthog.com`; a `.i.` host is refused. `budget` bounds
    what this object may ask in its life, by default that of one run. With a `roster`, flags that
    were read lately may come from there. Use as an asynchronous context manager. Lists are returned
    whole or not at all, and of each row only what `kept` keeps.
    """

    def __init__(
        self,
        host: str,
        project_id: int | str,
        api_key: SecretStr,
        *,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        budget: RequestBudget | None = None,
        roster: RosterMemory | None = None,
    ) -> None:
        self._connection = Connection(host, api_key, patience or Patience(), transport, budget)
        self._project = Project(self._connection, project_id)
        self._queries = Queries(self._project)
        self._readers = ReaderTables(self._queries)
        self._log = ActivityLog(self._project, self._queries)
        self._memory = roster
        self._name = (host, project_id)

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

        The list hides archived flags unless asked for them, and no other source tells whether
        there are any. A server that does not know the question answers the same list again: rows
        with an id that was read are dropped.
        """
        listed = await read_all(self._project, "feature_flags", {"order": "id"}, kept.flag)
        query = {"order": "id", "archived": "true"}
        archived = await read_all(self._project, "feature_flags", query, kept.flag)
        known = {row.get("id") for row in listed}
        return listed + [row for row in archived if row.get("id") not in known]

    async def flags_of_the_day(self, now: datetime) -> Roster:
        """Return the flags as `flags` does, or as they were read within a day if none changed."""
        if self._memory is None:
            return Roster(now, await self.flags())
        remembered = await asyncio.to_thread(self._memory.recall, *self._name)
        if remembered and await still_holds(remembered, self._log, now):
            return remembered
        roster = Roster(now, await self.flags())
        await asyncio.to_thread(self._memory.keep, *self._name, roster)
        return roster

    async def experiments(self) -> list[Json]:
        """Return every experiment: flag, dates, variants, metrics, conclusion."""
        return await read_all(self._project, "experiments", keep=kept.experiment)

    async def scheduled_changes(self) -> list[Json]:
        """Return planned changes of flags; executed and failed ones are still among them."""
        return await read_all(self._project, "scheduled_changes", {"model_name": FLAGS})

    async def early_access_features(self) -> list[Json]:
        """Return the features people can opt into, with their flags."""
        keep = kept.early_access_feature
        return await read_all(self._project, "early_access_feature", keep=keep)

    async def surveys(self) -> list[Json]:
        """Return every survey, with the flags that decide who sees it."""
        return await read_all(self._project, "surveys", keep=kept.survey)

    async def insights(self) -> list[Json]:
        """Return every saved insight, with the query that it is; never what it shows."""
        query = {"saved": "true", "basic": "true"}
        return await read_all(self._project, "insights", query, kept.insight)

    async def actions(self) -> list[Json]:
        """Return every action, with the events it stands for."""
        return await read_all(self._project, "actions", keep=kept.action)

    async def cohorts(self) -> list[Json]:
        """Return every cohort, with its conditions; never who is in it."""
        return await read_all(self._project, "cohorts", keep=kept.cohort)

    async def alerts(self) -> list[Json]:
        """Return every alert, with the insight it watches; never whom it tells."""
        return await read_all(self._project, "alerts", keep=kept.alert)

    async def from_tables(self, name: str, *, ask: bool) -> list[Json] | None:
        """Return actions, cohorts or alerts without their list; see `ReaderTables.rows`."""
        return await self._readers.rows(name, ask=ask)

    async def annotations(self) -> Rows:
        """Return the newest annotations."""
        query = {"limit": PAGE_SIZE}
        pages = ANNOTATION_PAGES
        return await read_newest(self._project, "annotations", query, pages, kept.annotation)

    async def annotations_about(self, words: str) -> list[Json]:
        """Return the newest annotations whose text holds these words."""
        query = {"limit": PAGE_SIZE, "search": words}
        return (await read_newest(self._project, "annotations", query, 1, kept.annotation)).rows

    async def annotate(self, body: Json) -> None:
        """Make an annotation. Sent once: whoever hears of no answer looks before trying again."""
        await self._project.post("annotations", body, attempts=1)

    async def flag(self, flag_id: int | str) -> Json:
        """Return one flag."""
        return kept.flag(await self._project.get(f"feature_flags/{quote(str(flag_id), safe='')}"))

    def page(self, name: str) -> str:
        """Return the address at which people of the project find something."""
        return f"{self._connection.host}/project/{quote(str(self._name[1]), safe='')}/{name}"

    async def event_definitions(self, names: Iterable[str]) -> list[Json]:
        """Return the definitions of these events; see `definitions`."""
        return await read_definitions(self._project, names)

    async def property_definitions(self) -> list[Json]:
        """Return every property that events carry."""
        query, keep = {"type": "event"}, kept.property_definition
        return await read_all(self._project, "property_definitions", query, keep)

    async def activity(self, scope: str = FLAGS, *, many: bool = False) -> Rows:
        """Return what people changed lately, newest first; see `ActivityLog.newest`."""
        return await self._log.newest(scope, many=many)

    async def query(self, sql: str, values: Json, name: str, limit: int) -> list[Json]:
        """Return all rows of a HogQL text that ends with `LIMIT {limit}`; see `Queries.run`."""
        return await self._queries.run(sql, values, name, limit)

    async def flag_usage(self, now: datetime, questions: Questions) -> Json:
        """Return who asked for which flag; see `flag_usage`."""
        return await flag_usage.read(self.query, now, questions)

    async def event_usage(self, now: datetime, questions: Questions) -> Json:
        """Return how often each event arrived, by day; see `event_usage`."""
        return await event_usage.read(self.query, now, questions)

    async def property_usage(
        self, now: datetime, questions: Questions, usage: Json | None = None
    ) -> Json:
        """Return which properties events carry; see `property_usage`."""
        return await property_usage.read(self.query, now, questions, usage)

    async def pair_usage(self, now: datetime, questions: Questions) -> Json:
        """Return how many starts found their finish; see `pair_usage`."""
        return await pair_usage.read(self.query, now, questions)

    async def session_usage(self, now: datetime, questions: Questions) -> Json:
        """Return which events share sessions; see `session_usage`."""
        return await session_usage.read(self.query, now, questions)

    async def event_arrivals(self, now: datetime, questions: Questions) -> Json:
        """Return whether events ever arrived, and when first; see `event_arrivals`."""
        return await event_arrivals.read(self.query, now, questions)

    async def older_event_usage(self, now: datetime, questions: Questions) -> Json:
        """Return the days of events that fell silent long ago; see `older_event_usage`."""
        return await older_event_usage.read(self.query, now, questions)

    async def experiment_results(self, now: datetime, questions: Questions) -> Json:
        """Return how experiments came out; see `experiment_results`. Never raises."""
        return await experiment_results.read(self._queries.answer, now, questions)
