"""Which findings are acted on, in which order, and what is said about the others."""

from typing import Any

import pytest

from scans import SCANS
from scans.model import BlockedBy, Evidence, Finding
from scans.model.action import ActionLimits, OutputModes
from scans.policy import plan
from scans.stale_flags import assess, conclude
from tests.scans.stale_flags.material import (
    NOW,
    SETTINGS,
    committed_code,
    evidence_folder,
    load,
    site,
)

MANY = ActionLimits(max_new_pull_requests=20)


def finding(subject: str, *, files: int = 1, since: str = "2026-08-01", **fields: Any) -> Finding:
    """Return a finding that may be acted on."""
    base: dict[str, Any] = {
        "fingerprint": f"stale_flags:{subject}:0",
        "scan": "stale_flags",
        "subject": subject,
        "verdict": "fully_rolled_out",
        "readiness": "safe",
        "fixed_value": True,
        "confidence": 0.9,
        "reason": "Everyone has it.",
        "evidence": (Evidence(name="unchanged_since", value=since, source="posthog"),),
        "call_sites": tuple(site(subject, f"src/{n}.ts") for n in range(files)),
        "suggested_action": "open_cleanup_pr",
    }
    return Finding.model_validate(base | fields)


def test_the_least_regrettable_come_first() -> None:
    """Few files before many, old evidence before new, and the subject settles the rest."""
    findings = [
        finding("many", files=3),
        finding("young", since="2026-10-01"),
        finding("b"),
        finding("a"),
    ]
    planned = [action.finding.subject for action in plan(findings, limits=MANY).actions]
    assert planned == ["a", "b", "young", "many"]
    assert plan(findings[::-1], limits=MANY) == plan(findings, limits=MANY)


def test_beyond_the_limit_a_finding_waits_and_says_so() -> None:
    """A run opens no more than it may; the rest is visible."""
    found = plan([finding("a"), finding("b")], limits=ActionLimits(max_new_pull_requests=1))
    assert [action.finding.subject for action in found.actions] == ["a"]
    assert [(one.subject, one.blocked_by) for one in found.skipped] == [
        ("b", BlockedBy.LIMIT_REACHED)
    ]


def test_what_an_earlier_run_acted_on_takes_no_place() -> None:
    """Pull requests that wait for people do not keep the next one from being opened."""
    found = plan(
        [finding("a"), finding("b"), finding("c")],
        limits=ActionLimits(max_new_pull_requests=1),
        settled=["stale_flags:a:0"],
    )
    assert [action.finding.subject for action in found.actions] == ["a", "b"]
    assert [one.subject for one in found.skipped] == ["c"]


def test_an_output_that_is_off_does_nothing_and_a_preview_plans_everything() -> None:
    """A preview goes the whole way up to the last call."""
    (off,) = plan([finding("a")], modes=OutputModes(pull_requests="off")).skipped
    assert off.blocked_by == BlockedBy.OUTPUT_OFF
    for mode in ("preview", "on"):
        assert len(plan([finding("a")], modes=OutputModes(pull_requests=mode)).actions) == 1


ODD = ['say "hi"', "line\n", "a\nb", "<!channel>", "[x](http://evil.example)", "ключ", "", "a b"]


@pytest.mark.parametrize("key", ODD)
def test_a_key_that_could_mean_something_elsewhere_is_never_planned(key: str) -> None:
    """Keys are untrusted text: outside the list of safe characters there is no pull request."""
    (skipped,) = plan([finding(key)]).skipped
    assert skipped.blocked_by == BlockedBy.UNSAFE_KEY


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({"suggested_action": "archive_flag"}, BlockedBy.NO_CALL_SITE),
        ({"suggested_action": "open_issue", "blocked_by": ("no_fixed_value",)}, "no_fixed_value"),
        ({"suggested_action": "none", "blocked_by": ("needs_approval",)}, "needs_approval"),
        (
            {
                "suggested_action": "none",
                "readiness": "blocked",
                "readiness_reasons": ("it carries a payload that code may read",),
                "blocked_by": ("payload", "survey"),
            },
            "payload",
        ),
    ],
)
def test_what_needs_a_person_is_skipped_with_its_reason(fields: dict[str, Any], by: str) -> None:
    """Every finding about which nothing is done carries one reason that people can read."""
    (skipped,) = plan([finding("a", **fields)]).skipped
    assert skipped.blocked_by == by
    assert skipped.detail


def test_every_finding_gets_one_decision() -> None:
    """Nothing is lost between the judgement and the plan."""
    assessment = assess(evidence_folder(), SETTINGS, NOW)
    findings = conclude(assessment, committed_code(), SETTINGS, NOW).findings
    found = plan(findings, limits=ActionLimits(max_new_pull_requests=5))
    decided = [action.finding.subject for action in found.actions]
    decided += [one.subject for one in found.skipped]
    assert sorted(decided) == sorted(one.subject for one in findings)
    odd = {key for key, one in load("expected.json").items() if one["row"] == "odd key"}
    unsafe = {one.subject for one in found.skipped if one.blocked_by == BlockedBy.UNSAFE_KEY}
    assert unsafe == odd - {"--"}


def test_the_list_of_scans_names_its_folders() -> None:
    """A scan's name is its folder, and its settings describe every field."""
    for scan in SCANS:
        assert scan.settings.__module__.startswith(f"scans.{scan.name}.")
        assert all(field.description for field in scan.settings.model_fields.values())
