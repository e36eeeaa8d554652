"""The door to PostHog: read what it knows about flags and events, judge what needs no code."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime

from temporalio import activity

from activities.crossing import SEVERITIES, carried
from activities.evidence import read_for_events, read_for_flags, read_for_health
from activities.heartbeat import beating
from activities.payloads import (
    AssessEvents,
    AssessHealth,
    EventsAssessed,
    FlagsAssessed,
    HealthAssessed,
    TellMerged,
)
from activities.wiring import OpenPostHog, Project, utc_now
from clients.posthog import read_documents
from scans import dead_events, event_health
from scans.dead_events.peers import received_elsewhere
from scans.event_health import MergedNews
from scans.evidence.event_usage import EVENT_USAGE
from scans.model import Documents, ScanRequest
from scans.stale_flags import FlagAssessment, StaleFlagSettings, assess, with_peers


async def assess_flags(
    open_posthog: OpenPostHog, settings: StaleFlagSettings, now: datetime
) -> FlagAssessment:
    """Read one project and judge its flags as far as PostHog knows.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    documents = await read_for_flags(open_posthog, settings, now, can_wait=True)
    return await asyncio.to_thread(assess, documents, settings, now)


class PostHogActivities:
    """Holds the projects; a key never leaves the client that was built with it."""

    def __init__(self, projects: Mapping[str, Project]) -> None:
        self._projects = projects

    @activity.defn(name="assess_flags")
    async def assess_flags(self, request: ScanRequest) -> FlagsAssessed:
        """Read and judge one project's flags."""
        project = self._projects[request.project]
        now = utc_now()
        async with beating() as pulse:
            pulse(f"reading {project.name}")
            own = await assess_flags(project.open_posthog, project.stale_flags, now)
            peers: list[FlagAssessment] = []
            for name in project.peers:
                pulse(f"reading {name}, which shares code")
                peer = self._projects[name]
                peers.append(await assess_flags(peer.open_posthog, peer.stale_flags, now))
        assessment = with_peers(own, peers)
        kept, omitted = carried(assessment.candidates, lambda one: (-one.confidence, one.key))
        return FlagsAssessed(
            assessment=assessment.model_copy(update={"candidates": kept}),
            repositories=project.repositories,
            at=now,
            omitted=omitted,
        )

    @activity.defn(name="assess_events")
    async def assess_events(self, facts: AssessEvents) -> EventsAssessed:
        """Read what arrives at one project, and judge which of its events may be dead."""
        project, at = self._projects[facts.request.project], facts.at
        rules, captured = project.dead_events, facts.captured
        async with beating() as pulse:
            pulse(f"reading {project.name}")
            documents = await read_for_events(
                project.open_posthog, captured, rules, at, can_wait=True
            )
            # Twenty thousand events take a second, and workflows run in this loop too.
            found = await asyncio.to_thread(dead_events.assess, documents, captured, rules, at)
            kept, omitted = carried(
                found.candidates, lambda one: (SEVERITIES.index(one.severity), one.name)
            )
            assessment = found.model_copy(update={"candidates": kept})
            peers: list[tuple[str, Documents]] = []
            for name in project.peers if assessment.wanted else ():
                pulse(f"reading {name}, which shares code")
                peers.append((name, await self._usage_of(name, at)))
        return EventsAssessed(
            assessment=assessment,
            aged=tuple(
                one.name for one in kept if one.verdict is dead_events.Verdict.NEVER_ARRIVED
            ),
            elsewhere=received_elsewhere(peers, assessment.wanted),
            omitted=omitted,
        )

    async def _usage_of(self, name: str, at: datetime) -> Documents:
        async with self._projects[name].open_posthog() as posthog:
            return await read_documents(posthog, at, (EVENT_USAGE,), can_wait=True)

    @activity.defn(name="assess_health")
    async def assess_health(self, facts: AssessHealth) -> HealthAssessed:
        """Read what arrives at one project, and judge whether it is what it was."""
        project, at = self._projects[facts.request.project], facts.at
        rules = project.event_health
        merged = [change for each in facts.merged for change in each.changes]
        deploys = [deploy for each in facts.merged for deploy in each.deploys]
        async with beating() as pulse:
            pulse(f"reading {project.name}")
            documents = await read_for_health(
                project.open_posthog, merged, rules, at, can_wait=True
            )
            found = await asyncio.to_thread(
                event_health.assess, documents, merged, deploys, rules, at
            )
        kept, omitted = carried(
            found.candidates,
            lambda one: (SEVERITIES.index(one.severity), one.event, one.fingerprint),
        )
        unknown = (each for one in facts.merged for each in one.abstained)
        news = event_health.arrivals_to_tell(documents, merged, rules, at)
        return HealthAssessed(
            assessment=found.model_copy(
                update={"candidates": kept, "abstained": (*found.abstained, *unknown)}
            ),
            to_tell=_by_repository(news),
            omitted=omitted,
        )


def _by_repository(news: Iterable[MergedNews]) -> tuple[TellMerged, ...]:
    named: dict[str, list[MergedNews]] = {}
    for one in news:
        named.setdefault(one.change.repository, []).append(one)
    return tuple(TellMerged(repository=name, news=tuple(told)) for name, told in named.items())
