"""What a scan of events begins with, and what it makes of both halves of its evidence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from temporalio.testing import ActivityEnvironment

from activities.crossing import MOST_CANDIDATES
from activities.judgement import JudgementActivities
from activities.payloads import (
    ConcludeEvents,
    ConcludeHealth,
    EventsAssessed,
    HealthAssessed,
)
from activities.wiring import Rules
from scans.dead_events import DeadEventSettings, EventAssessment, EventCandidate, Verdict
from scans.dead_events.peers import Elsewhere
from scans.event_health import EventHealthSettings, HealthAssessment, HealthCandidate
from scans.event_health import Verdict as HealthVerdict
from scans.model import CallSite, EventCode, EventSite, ScanRequest, SuggestedAction
from scans.model.action import ActionLimits, OutputModes
from scans.stale_flags import StaleFlagSettings

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SHOP, BOTH = "my-org/shop", "my-org/both"
REQUEST = ScanRequest(project="shop")

Answer = TypeVar("Answer")


@pytest.fixture
def judging() -> JudgementActivities:
    """A project with one repository of its own, and one that it shares."""
    rules = Rules(
        stale_flags=StaleFlagSettings(),
        dead_events=DeadEventSettings(),
        event_health=EventHealthSettings(),
        repositories=(SHOP, BOTH),
        shared=frozenset({BOTH}),
    )
    return JudgementActivities({"shop": rules}, OutputModes(), ActionLimits())


def run(what: Callable[..., Answer], argument: object) -> Answer:
    """Call an activity as a worker does."""
    return ActivityEnvironment().run(what, argument)


def code(repository: str, *names: str) -> EventCode:
    """One repository that captures these, where nothing stands in the way."""
    sites = tuple(
        EventSite(
            site=CallSite(
                file="a.ts",
                line=number,
                column=0,
                end_line=number,
                end_column=9,
                kind="event",
                name=name,
                method="capture",
                language="typescript",
            ),
            since=AT - timedelta(days=90),
            removable=True,
        )
        for number, name in enumerate(names, 1)
    )
    return EventCode(repository=repository, sites=sites)


def stopped(*names: str) -> EventAssessment:
    """Events that came regularly, and come no more."""
    candidates = tuple(
        EventCandidate(name=name, verdict=Verdict.STOPPED, confidence=0.9, reason="It is silent.")
        for name in names
    )
    return EventAssessment(candidates=candidates, subjects=9)


def test_a_scan_begins_with_its_repositories(judging: JudgementActivities) -> None:
    """Of those that several projects share, nobody asks what was merged for this one."""
    begun = run(judging.begin_scan, REQUEST)
    assert begun.repositories == (SHOP, BOTH)
    assert begun.own == (SHOP,)
    assert begun.at - begun.since >= timedelta(days=30)


def test_each_repository_gets_a_cleanup_of_its_dead_events(judging: JudgementActivities) -> None:
    """One per event and repository; what another project still receives is left to it."""
    facts = ConcludeEvents(
        request=REQUEST,
        at=AT,
        assessed=EventsAssessed(
            assessment=stopped("a", "b"), elsewhere=Elsewhere(names=("b",)), omitted=3
        ),
        code=(code(SHOP, "a"), code(BOTH, "a", "b")),
    )
    conclusion = run(judging.conclude_events, facts)
    asked = [(one.repository, one.finding.subject, one.slug) for one in conclusion.cleanups]
    assert asked == [(SHOP, "a", "a"), (BOTH, "a", "a")]
    report = conclusion.report
    assert [each.subject for each in report.result.abstained] == ["b"]
    assert (report.omitted, conclusion.event.scan) == (3, "dead_events")


def test_health_is_told_and_never_cleaned_up(judging: JudgementActivities) -> None:
    """Its findings have no Cleanup and need no excuse; what one run cannot carry is counted."""
    candidates = tuple(
        HealthCandidate(
            event=f"event-{number:03}",
            verdict=HealthVerdict.PROPERTY_DROPPED,
            fingerprint=f"event_health:event-{number:03}:00",
            confidence=0.9,
            severity="high" if number == MOST_CANDIDATES else "low",
            reason="It lost a property.",
            suggested_action=SuggestedAction.POST_ALERT,
        )
        for number in range(MOST_CANDIDATES + 2)
    )
    assessed = HealthAssessed(assessment=HealthAssessment(candidates=candidates))
    conclusion = run(
        judging.conclude_health,
        ConcludeHealth(request=REQUEST, at=AT, assessed=assessed, code=()),
    )
    assert (conclusion.cleanups, conclusion.report.skipped) == ((), ())
    assert conclusion.report.omitted == 2
    subjects = [each.subject for each in conclusion.report.result.findings]
    assert len(subjects) == MOST_CANDIDATES
    assert f"event-{MOST_CANDIDATES}" in subjects
