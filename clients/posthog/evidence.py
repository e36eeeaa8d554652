"""Everything a scan reads from a live project, each source at most once."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from clients.errors import (
    AddressWrong,
    ClientError,
    CredentialsRejected,
    NotFound,
    OurFault,
    RateLimited,
    Unreachable,
)
from clients.posthog import reader_tables
from clients.posthog.client import PostHog
from clients.posthog.pages import PAGE_SIZE, Rows
from clients.posthog.usage_rows import iso
from scans.model import LISTS, USAGE, Documents, Json, Questions

FLAGS = "feature_flags"

TABLES = frozenset(reader_tables.LISTS)

LISTS_AT_ONCE = 4
"""A project's own people use the same server."""

NOTHING = Documents({})

_LINKS = {"early_access_features": "features", "surveys": "surveys"}
"""List to the field in which newer servers state a flag's own links of that kind."""

_SPOILS_REST = (CredentialsRejected, Unreachable)
_SPOILS_FLAGS = (*_SPOILS_REST, AddressWrong, NotFound, RateLimited, OurFault)
"""For flags, without which nothing can be concluded. Where they could be read, a path that is not
there, or a query that is not understood, is a matter of that server's version."""


async def read_documents(
    posthog: PostHog,
    now: datetime,
    wanted: Collection[str],
    questions: Questions = Questions(),  # noqa: B008 - frozen
    *,
    so_far: Documents = NOTHING,
    can_wait: bool = False,
) -> Documents:
    """Return the wanted sources, payload values and personal data dropped.

    `wanted` are names of `LISTS` and `USAGE`; one about which `questions` ask nothing costs nothing
    and is not among the documents. What `so_far` holds is not read again, and not part of the
    answer. Flags, or else the first of all, are read alone: what is wrong with host, key or project
    shows there, once.

    A source that may not be read, is not there, or is in temporary trouble stands in `blind` with
    its reason, and the rest goes on. Raised is what spoils all of them: rejected credentials, a
    host that does not answer or is not PostHog, a project that is not there; and, since nothing can
    be concluded without flags, a wait for their list that is too long, or a mistake in asking. Who
    `can_wait` for an hour is told of every announced wait, as `RateLimited`, instead.
    """
    before = posthog.requests
    held = so_far.documents.keys() | so_far.spared
    names = [name for name in _in_order(wanted, questions) if name not in held]
    if not names:
        return NOTHING
    first = names[0]
    several = len(TABLES & set(names)) > 1
    reading = _Reading(posthog, now, questions, so_far, can_wait, several)
    if first == FLAGS or not so_far.documents:
        await reading.read([first])
    spared = _spared(reading.documents.get(FLAGS), now)
    await reading.read([name for name in names if name not in spared and reading.lacks(name)])
    reading.check_anything_was_read(first)
    return Documents(
        documents=reading.documents,
        blind={name: str(error) for name, error in reading.failed.items()},
        requests=posthog.requests - before,
        spared=spared & frozenset(names),
    )


def _in_order(wanted: Collection[str], questions: Questions) -> list[str]:
    unknown = sorted(set(wanted) - {*LISTS, *USAGE})
    if unknown:
        raise ValueError(f"no source is named {unknown[0]}")
    asked = [name for name in dict.fromkeys(wanted) if _is_asked(name, questions)]
    return sorted(asked, key=lambda name: name != FLAGS)


def _is_asked(name: str, questions: Questions) -> bool:
    about: dict[str, Sequence[object]] = {
        "property_usage": (*questions.coverage, *questions.hourly),
        "pair_usage": questions.pairs,
        "session_usage": questions.sessions,
        "event_arrivals": (*questions.arrivals, *questions.arrived_properties),
        "event_definitions": questions.arrivals,
        "older_event_usage": questions.older,
        "experiment_results": questions.results,
    }
    return name not in about or bool(about[name])


@dataclass
class _Reading:
    """What was read so far, and what failed."""

    posthog: PostHog
    now: datetime
    questions: Questions
    so_far: Documents
    can_wait: bool
    several_readers: bool
    """Whether one query costs less than the lists that it stands for."""
    documents: dict[str, Json] = field(default_factory=dict[str, Json])
    failed: dict[str, ClientError] = field(default_factory=dict[str, ClientError])
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LISTS_AT_ONCE))

    async def read(self, names: Iterable[str]) -> None:
        """Read these at once. Raises what spoils all of them, after waiting for the others."""
        outcomes = await asyncio.gather(*(self._look(name) for name in names))
        for error in filter(None, outcomes):
            raise error

    async def _look(self, name: str) -> ClientError | None:
        """Read one source; return a failure that is everybody's."""
        try:
            self.documents[name] = await self._document(name)
        except ClientError as error:
            self.failed[name] = error
            return error if self._is_fatal(name, error) else None
        return None

    def _is_fatal(self, name: str, error: ClientError) -> bool:
        if isinstance(error, RateLimited) and error.retry_after is not None and self.can_wait:
            return True
        return isinstance(error, _SPOILS_FLAGS if name == FLAGS else _SPOILS_REST)

    def lacks(self, name: str) -> bool:
        """Whether a source has not been asked for yet."""
        return name not in self.documents and name not in self.failed

    def check_anything_was_read(self, first: str) -> None:
        """Raise if no source could be read and the first says why none ever will be."""
        if self.documents:
            return
        if first == FLAGS or isinstance(self.failed[first], NotFound | AddressWrong):
            raise self.failed[first]

    async def _document(self, name: str) -> Json:
        if name in USAGE:
            return await self._counts()[name]()
        async with self.places:
            return await self._lists()[name]()

    def _counts(self) -> dict[str, Callable[[], Awaitable[Json]]]:
        now, questions, usage = self.now, self.questions, self._known("event_usage")
        return {
            "flag_usage": lambda: self.posthog.flag_usage(now, questions),
            "event_usage": lambda: self.posthog.event_usage(now, questions),
            "property_usage": lambda: self.posthog.property_usage(now, questions, usage),
            "pair_usage": lambda: self.posthog.pair_usage(now, questions),
            "session_usage": lambda: self.posthog.session_usage(now, questions),
            "event_arrivals": lambda: self.posthog.event_arrivals(now, questions),
            "older_event_usage": lambda: self.posthog.older_event_usage(now, questions),
            "experiment_results": lambda: self.posthog.experiment_results(now, questions),
        }

    def _lists(self) -> dict[str, Callable[[], Awaitable[Json]]]:
        posthog = self.posthog
        return {
            FLAGS: self._flags,
            "activity_log": self._activity,
            "experiments": lambda: _list(posthog.experiments()),
            "scheduled_changes": lambda: _list(posthog.scheduled_changes()),
            "early_access_features": lambda: _list(posthog.early_access_features()),
            "surveys": lambda: _list(posthog.surveys()),
            "insights": lambda: _list(posthog.insights()),
            "actions": lambda: self._reader("actions", posthog.actions),
            "cohorts": lambda: self._reader("cohorts", posthog.cohorts),
            "alerts": lambda: self._reader("alerts", posthog.alerts),
            "annotations": self._annotations,
            "event_definitions": lambda: _list(posthog.event_definitions(self.questions.arrivals)),
            "property_definitions": lambda: _list(posthog.property_definitions()),
        }

    async def _flags(self) -> Json:
        roster = await self.posthog.flags_of_the_day(self.now)
        return {**Rows(roster.flags).document(), "as_of": iso(roster.read_at.timestamp())}

    async def _activity(self) -> Json:
        flags = self._known(FLAGS) or {"results": ()}
        # Every flag has at least the entry of its creation, and most a few more.
        many = len(flags["results"]) * 2 > PAGE_SIZE
        return (await self.posthog.activity(many=many)).document()

    async def _reader(self, name: str, read: Callable[[], Awaitable[list[Json]]]) -> Json:
        rows = await self.posthog.from_tables(name, ask=self.several_readers)
        return await _list(read()) if rows is None else Rows(rows).document()

    async def _annotations(self) -> Json:
        return (await self.posthog.annotations()).document()

    def _known(self, name: str) -> Json | None:
        return self.documents.get(name) or self.so_far.documents.get(name)


async def _list(rows: Awaitable[list[Json]]) -> Json:
    return Rows(await rows).document()


def _spared(flags: Json | None, now: datetime) -> frozenset[str]:
    """Return the lists of which every flag states its own links, as newer servers do.

    Flags that were read earlier state the links they had then.
    """
    if flags is None or flags["as_of"] != iso(now.timestamp()):
        return frozenset()
    items = cast("list[dict[str, Any]]", flags["results"])
    return frozenset(
        name for name, link in _LINKS.items() if all(isinstance(i.get(link), list) for i in items)
    )
