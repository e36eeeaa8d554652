"""Every row of the rule, over one committed evidence folder."""

from typing import Any

import pytest

from scans.model import BlockedBy, Finding, Readiness, SuggestedAction
from scans.stale_flags import Verdict, assess, conclude
from scans.stale_flags.filters import Unreadable
from scans.stale_flags.rule import judge
from scans.stale_flags.served import Conditional, Constant
from scans.stale_flags.signals import read
from tests.scans.stale_flags.material import (
    NOW,
    SETTINGS,
    committed_code,
    evidence_folder,
    load,
)

EXPECTED: dict[str, dict[str, Any]] = load("expected.json")

SERVED_ROWS = {
    "1.1 shape unknown",
    "1.1 disabled",
    "1.1 no groups",
    "1.1 rollout null is 100",
    "1.1 every rollout 0",
    "1.1 universal group",
    "1.1 nothing universal",
    "1.1 earlier other value",
    "1.1 earlier same value",
    "1.1 override",
    "1.1 share of 100",
    "1.1 shares before 100",
    "1.1 override names no variant",
    "1.1 decided before the groups",
    "1.1 only group-aggregated",
}

FROM_POSTHOG = {
    BlockedBy.DEPENDENT_FLAG,
    BlockedBy.EARLY_ACCESS_FEATURE,
    BlockedBy.SURVEY,
    BlockedBy.SESSION_REPLAY,
    BlockedBy.REMOTE_CONFIGURATION,
    BlockedBy.PAYLOAD,
    BlockedBy.SCHEDULED_CHANGE,
    BlockedBy.HOLDOUT,
}
"""A running experiment makes a flag active, so it never stands on a finding; see the remedies."""


def concluded() -> dict[str, Finding]:
    """Return the folder's findings by subject."""
    result = conclude(assess(evidence_folder(), SETTINGS, NOW), committed_code(), SETTINGS, NOW)
    return {finding.subject: finding for finding in result.findings}


FINDINGS = concluded()
JUDGED = {one.flag.key: judge(one, SETTINGS, NOW) for one in read(evidence_folder()).flags}
ABSTAINED = {one.subject for one in assess(evidence_folder(), SETTINGS, NOW).abstained}


def _serves(key: str) -> object:
    match JUDGED[key].served:
        case Constant(value=value):
            return value
        case Conditional():
            return "conditional"
        case Unreadable():
            return "unreadable"


@pytest.mark.parametrize("key", [key for key, one in EXPECTED.items() if "served" in one])
def test_the_configuration_serves_what_is_expected(key: str) -> None:
    """The value that everyone gets is read from the groups as PostHog walks them."""
    assert (type(_serves(key)), _serves(key)) == (
        type(EXPECTED[key]["served"]),
        EXPECTED[key]["served"],
    )


@pytest.mark.parametrize("key", [key for key, one in EXPECTED.items() if "readiness" in one])
def test_a_stale_flag_is_a_finding(key: str) -> None:
    """Verdict, fixed value, readiness, obstacles and suggestion are those of the rule's row."""
    finding, expected = FINDINGS[key], EXPECTED[key]
    told = {
        "row": expected["row"],
        "verdict": finding.verdict,
        "fixed_value": finding.fixed_value,
        "readiness": finding.readiness,
        "blocked_by": list(finding.blocked_by),
        "suggested_action": finding.suggested_action,
    }
    assert told == {name: value for name, value in expected.items() if name != "served"}
    assert type(finding.fixed_value) is type(expected["fixed_value"])
    assert bool(finding.readiness_reasons) == (told["blocked_by"] != [])


@pytest.mark.parametrize("key", [key for key, one in EXPECTED.items() if "readiness" not in one])
def test_any_other_flag_is_not(key: str) -> None:
    """Active, permanent, inconclusive and vanished flags are never findings."""
    assert key not in FINDINGS
    verdict = EXPECTED[key]["verdict"]
    assert (key in ABSTAINED) == (verdict == "inconclusive")
    if key in JUDGED and verdict != "gone":
        assert JUDGED[key].verdict == verdict


def test_nothing_is_expected_that_is_not_there_and_nothing_is_there_unexpected() -> None:
    """The expectations name every flag of the folder and every finding."""
    flags = {item["key"] for item in load("evidence/feature_flags.json")["results"]}
    assert EXPECTED.keys() == flags | FINDINGS.keys()


def test_the_folder_covers_the_rule() -> None:
    """Each row, verdict, readiness, obstacle and suggestion of the rule occurs at least once."""
    rows = {one["row"] for one in EXPECTED.values()}
    assert rows >= SERVED_ROWS
    verdicts = {judgement.verdict for judgement in JUDGED.values()}
    assert verdicts | {Verdict.MISSING_IN_POSTHOG} == set(Verdict)
    assert {finding.readiness for finding in FINDINGS.values()} == set(Readiness)
    assert {by for one in FINDINGS.values() for by in one.blocked_by} >= FROM_POSTHOG
    about_events = {SuggestedAction.POST_ALERT}
    actions = {one.suggested_action for one in FINDINGS.values()}
    assert actions == set(SuggestedAction) - about_events


def test_counts_are_told_for_what_is_not_a_finding() -> None:
    """Active and permanent flags are counted, not listed."""
    stats = conclude(assess(evidence_folder(), SETTINGS, NOW), [], SETTINGS, NOW).stats
    verdicts = [judgement.verdict for judgement in JUDGED.values()]
    assert stats.active == verdicts.count(Verdict.ACTIVE)
    assert stats.permanent == verdicts.count(Verdict.PERMANENT)
    assert stats.subjects == len(verdicts) + 1  # and one whose record cannot be read


def test_findings_stand_in_the_order_of_their_subjects() -> None:
    """A reader, and a comparison of two runs, can rely on the order."""
    assert list(FINDINGS) == sorted(FINDINGS)
