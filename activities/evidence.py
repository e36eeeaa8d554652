"""What each scan reads of a project, and in which order: a question may rest on an answer.

The worker's activities and the command line call the same functions, so they read the same.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from activities.wiring import OpenPostHog
from clients.posthog import PostHog, read_documents
from scans import dead_events, event_health, stale_flags
from scans.dead_events.settings import DeadEventSettings
from scans.event_health.settings import EventHealthSettings
from scans.evidence.deploys import ANNOTATIONS
from scans.evidence.event_usage import EVENT_USAGE
from scans.evidence.readers import READER_SOURCES
from scans.model import CapturedNames, Documents, MergedChange, Questions
from scans.model.documents import ASKED
from scans.stale_flags import StaleFlagSettings
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

NOTHING = Documents({})

Found = TypeVar("Found")
Rules = TypeVar("Rules")
Answer = TypeVar("Answer")

_ROUNDS = 2
"""Counts give reason to ask for more counts once: the hour of a drop, the sessions of a chain, the
days before a last arrival that is long ago."""


async def read_for_flags(
    open_posthog: OpenPostHog,
    settings: StaleFlagSettings,
    now: datetime,
    so_far: Documents = NOTHING,
    *,
    can_wait: bool = False,
) -> Documents:
    """Read what the scan of flags judges.

    `so_far` is what another scan of the same `now` has read: it is part of the answer, and nothing
    of it is read again. Who `can_wait` is told of every announced wait, as `RateLimited`.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    questions = Questions(flag_window_days=settings.usage_window_days)
    async with open_posthog() as posthog:
        reading = _Reading(posthog, now, so_far, can_wait=can_wait)
        await reading.read(FLAG_SOURCES, questions)
        asked = await reading.considered(_results_wanted, (), settings)
        await reading.read(ASKED, asked)
    return reading.documents


def _results_wanted(
    documents: Documents, _: Sequence[object], settings: StaleFlagSettings, now: datetime
) -> Questions:
    return stale_flags.questions(documents, settings, now)


async def read_for_events(
    open_posthog: OpenPostHog,
    captured: Sequence[CapturedNames],
    settings: DeadEventSettings,
    now: datetime,
    so_far: Documents = NOTHING,
    *,
    can_wait: bool = False,
) -> Documents:
    """Read what the scan of dead events judges; who reads an event only if any may be dead.

    Raises:
        ClientError: As above.
    """
    async with open_posthog() as posthog:
        reading = _Reading(posthog, now, so_far, can_wait=can_wait)
        await reading.read((EVENT_USAGE,))
        for _ in range(_ROUNDS):
            asked = await reading.considered(dead_events.questions, captured, settings)
            await reading.read(ASKED, asked)
        if await reading.considered(dead_events.readers_wanted, captured, settings):
            await reading.read(READER_SOURCES)
    return reading.documents


async def read_for_health(
    open_posthog: OpenPostHog,
    merged: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
    so_far: Documents = NOTHING,
    *,
    can_wait: bool = False,
) -> Documents:
    """Read what the scan of event health judges: counts, then what they give reason to ask.

    Raises:
        ClientError: As above.
    """
    async with open_posthog() as posthog:
        reading = _Reading(posthog, now, so_far, can_wait=can_wait)
        # Deploys matter to what was merged, and to what turns out to have changed: else to nobody.
        await reading.read((EVENT_USAGE, ANNOTATIONS) if merged else (EVENT_USAGE,))
        for _ in range(_ROUNDS):
            asked = await reading.considered(event_health.questions, merged, settings)
            await reading.read(ASKED, asked)
        if await reading.considered(event_health.readers_wanted, merged, settings):
            await reading.read((*READER_SOURCES, ANNOTATIONS))
        reading.spare_deploys()
    return reading.documents


async def read_the_rest(open_posthog: OpenPostHog, now: datetime, so_far: Documents) -> Documents:
    """Read every list that any scan may want: a folder of evidence is complete by declaration.

    Raises:
        ClientError: As above.
    """
    async with open_posthog() as posthog:
        reading = _Reading(posthog, now, so_far, can_wait=False)
        await reading.read((*FLAG_SOURCES, *READER_SOURCES, ANNOTATIONS))
    return reading.documents


@dataclass
class _Reading:
    """One project, read in steps."""

    posthog: PostHog
    now: datetime
    documents: Documents
    can_wait: bool

    async def considered(
        self,
        consider: Callable[[Documents, Sequence[Found], Rules, datetime], Answer],
        found: Sequence[Found],
        settings: Rules,
    ) -> Answer:
        """Return what a scan makes of the documents so far, off the loop that workflows run in."""
        return await asyncio.to_thread(consider, self.documents, found, settings, self.now)

    def spare_deploys(self) -> None:
        """Say that nobody had to ask for deploys, unless somebody did."""
        if ANNOTATIONS not in {*self.documents.documents, *self.documents.blind}:
            spared = self.documents.spared | {ANNOTATIONS}
            self.documents = replace(self.documents, spared=spared)

    async def read(
        self,
        wanted: Collection[str],
        questions: Questions = Questions(),  # noqa: B008 - frozen
    ) -> None:
        """Add the wanted sources; what was read, or could not be, is not asked for again."""
        tried, spared = self.documents.blind, self.documents.spared - {ANNOTATIONS}
        # Counts that somebody asked for are asked for again where the question is another one.
        held = {name: each for name, each in self.documents.documents.items() if name not in ASKED}
        more = await read_documents(
            self.posthog,
            self.now,
            [name for name in dict.fromkeys(wanted) if name not in tried],
            questions,
            so_far=replace(self.documents, documents=held, spared=spared),
            can_wait=self.can_wait,
        )
        self.documents = self.documents.joined(more)
