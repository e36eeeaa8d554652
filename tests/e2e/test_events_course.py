"""The scans of events, from their Schedules to pull requests and the digest."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from demo.emulators.faults import Fault
from scans.model import BlockedBy, CleanupOutcome, DigestReport, ScanReport
from tests.e2e.sights import (
    EXPECTED,
    REMOVABLE_EVENTS,
    Sights,
    assert_everything_once,
    branch_of,
    digest_text,
)
from tests.e2e.stage import Stage, until

pytestmark = [pytest.mark.requires_server, pytest.mark.timeout(300)]

ONE = pytest.mark.xdist_group("e2e-events")


class Course(NamedTuple):
    """What both scans and the digest came to."""

    dead: ScanReport
    outcomes: dict[str, CleanupOutcome]
    health: ScanReport
    digest: DigestReport


@pytest.fixture(scope="module")
def course(shared_stage: Stage) -> Course:
    """Both scans and the digest, once for all tests that only look."""
    shared_stage.start()
    dead, outcomes = shared_stage.scan("dead_events")
    health, _ = shared_stage.scan("event_health")
    return Course(dead, outcomes, health, shared_stage.digest())


@ONE
def test_every_dead_event_is_found_and_no_other(course: Course) -> None:
    """Verdict, readiness, action and places are those of the shop's table of truths."""
    found = {each.subject: each for each in course.dead.result.findings}
    assert course.dead.result.blind == ()
    assert set(found) == set(EXPECTED.dead_events)
    for name, expected in EXPECTED.dead_events.items():
        finding = found[name]
        readiness = finding.readiness or None
        said = (finding.verdict, readiness, str(finding.suggested_action))
        assert said == (expected.verdict, expected.readiness, expected.suggested_action), name
        if expected.blocked_by:
            assert expected.blocked_by in finding.blocked_by
        sites = [site.file for site in finding.call_sites]
        assert {file: sites.count(file) for file in sites} == expected.sites, name


@ONE
def test_what_is_not_what_it_was_is_found(course: Course) -> None:
    """Each event of the table with its verdict, and what it is about in the sentence."""
    found = {(each.subject, each.verdict): each for each in course.health.result.findings}
    assert course.health.result.blind == ()
    assert set(found) == {(each.event, each.verdict) for each in EXPECTED.event_health}
    for each in EXPECTED.event_health:
        reason = found[each.event, each.verdict].reason
        assert all(name in reason for name in each.about), reason


@ONE
def test_captures_that_may_go_are_proposed_once(course: Course, sights: Sights) -> None:
    """One draft pull request per event, with exactly the files that it has to change."""
    assert_everything_once(sights, "dead_events")
    pulls = sights.pull_requests()
    for name in REMOVABLE_EVENTS:
        branch = branch_of(name, "dead_events")
        assert pulls[branch]["title"] == f"Remove dead event {name}"
        changed = sights.git("diff", "--name-only", f"main...{branch}").decode().split()
        assert tuple(changed) == EXPECTED.dead_events[name].changed
        assert course.outcomes[name].number == pulls[branch]["number"]


@ONE
def test_the_digest_has_a_section_per_scan(course: Course, sights: Sights) -> None:
    """What was found by each scan that looked is in one message; what cannot wait is marked."""
    (message,) = sights.messages()
    text = digest_text(message)
    assert course.digest.posted
    for scan in ("dead events", "event health"):
        assert f"hazelnut · {scan}*" in text
    assert ":red_circle: `gift_wrap_selected`" in text
    assert "`order_completed`" in text
    assert "stale flags" not in text


def _hold(path: str, method: str) -> Fault:
    return Fault.model_validate(
        {"service": "github", "method": method, "path": path, "kind": "hold_after"}
    )


@pytest.mark.xdist_group("e2e-events-crash")
def test_scans_of_events_survive_the_end_of_everything(stage: Stage, sights: Sights) -> None:
    """Killed while PostHog is read, and with a pull request that nobody heard of: one of each."""
    stage.start()
    slow = {"route": "/api/projects/1/query/*", "kind": "slow", "seconds": 3}
    stage.posthog("faults", slow)
    health = stage.request_scan("event_health")
    until(lambda: None if stage.posthog_faults() else True, "PostHog was asked")
    stage.kill()
    stage.emulators.order(_hold("/repos/*/pulls", "POST"))
    stage.start()
    dead = stage.request_scan("dead_events")
    stage.emulators.wait_for_hold()
    stage.kill()
    until(lambda: None if stage.emulators.holds() else True, "nothing is held")
    stage.start()
    report, outcomes = stage.finish(dead)
    assert set(outcomes) == REMOVABLE_EVENTS
    assert len(report.result.findings) == len(EXPECTED.dead_events)
    assert len(stage.result(health, ScanReport).result.findings) == len(EXPECTED.event_health)
    stage.digest()
    assert_everything_once(sights, "dead_events")


@pytest.mark.xdist_group("e2e-events-blind")
def test_blind_scans_say_so_once_and_resolve_nothing(stage: Stage, sights: Sights) -> None:
    """With no count to be had nothing is found, nothing is over, and people hear it once."""
    stage.start()
    stage.scan("dead_events")
    first = stage.digest()
    stage.posthog(
        "faults", {"route": "/api/projects/1/query/*", "kind": "missing_scope", "times": 99}
    )
    report, _ = stage.scan("dead_events")
    assert report.result.findings == ()
    assert report.result.blind
    assert set(stage.digest().fingerprints) == set(first.fingerprints)
    assert stage.digest().blocked_by is BlockedBy.BLIND
    (message,) = sights.messages()
    assert "No conclusion" in digest_text(message)


SENDS = """\
import { posthog } from '@/lib/posthog';

export function refuse(code: string) {
  posthog.capture('coupon_refused', { code });
}
"""


def _merge_and_deploy(stage: Stage, sights: Sights) -> int:
    """Merge a change that begins to send an event, deploy it; returns the pull request."""
    sights.push(stage.folder / "clone", "coupons", "web/src/lib/coupons.ts", SENDS)
    base = {"title": "Count refused coupons", "head": "coupons", "base": "main", "body": ""}
    number = sights.github("POST", "/pulls", **base)["number"]
    merged = sights.github("PUT", f"/pulls/{number}/merge", merge_method="merge")["sha"]
    deployment = sights.github("POST", "/deployments", ref=merged, environment="production")
    sights.github("POST", f"/deployments/{deployment['id']}/statuses", state="success")
    return number


@pytest.mark.xdist_group("e2e-events-merged")
def test_an_author_hears_once_that_it_has_arrived(stage: Stage, sights: Sights) -> None:
    """Killed with a comment that nobody heard of, and looked at again: one comment, one link."""
    number = _merge_and_deploy(stage, sights)
    came = {"event": "coupon_refused", "timestamp": datetime.now(UTC).isoformat()}
    stage.posthog("events", {"add": [{**came, "distinct_id": "kim", "properties": {"code": "A"}}]})
    stage.start()
    stage.emulators.order(_hold(f"/repos/*/issues/{number}/comments", "POST"))
    scan = stage.request_scan("event_health")
    stage.emulators.wait_for_hold()
    stage.kill()
    until(lambda: None if stage.emulators.holds() else True, "nothing is held")
    stage.start()
    (told,) = stage.result(scan, ScanReport).comments
    assert (told.number, told.kind, told.blocked_by) == (number, "seen", None)
    again, _ = stage.scan("event_health")
    assert again.comments == (told,)
    (comment,) = sights.github("GET", f"/issues/{number}/comments")
    assert comment["html_url"] == told.url
    assert "`coupon_refused`, first on" in comment["body"]
