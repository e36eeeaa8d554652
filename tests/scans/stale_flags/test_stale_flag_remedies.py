"""What may be done: obstacles, several projects, and the words people read."""

from typing import Any

import pytest

from scans.model import BlockedBy, Readiness
from scans.stale_flags import FlagAssessment, StaleFlagSettings, conclude, reconcile, with_peers
from scans.stale_flags.fingerprint import fingerprint
from scans.stale_flags.items import Flag
from scans.stale_flags.remedy import answers, obstacles
from scans.stale_flags.served import Conditional, served
from tests.scans.stale_flags.material import (
    EVERYONE,
    NOW,
    TARGETED,
    ago,
    candidate,
    flag,
    folder,
    judge_all,
    listing,
    repository,
    signals_of,
    site,
    usage,
)

OFF: dict[str, Any] = {"groups": [{"properties": [], "rollout_percentage": 0}]}


def test_a_running_experiment_is_an_obstacle() -> None:
    """Whoever asks for the obstacles alone, without the verdict, learns about it too."""
    running = {"id": 1, "feature_flag_key": "new-nav", "start_date": ago(5), "end_date": None}
    found = obstacles(signals_of(folder(flag(), experiments=listing(running))), NOW)
    assert [one.blocked_by for one in found] == [BlockedBy.EXPERIMENT_RUNNING]


def test_only_what_is_still_to_come_is_a_scheduled_change() -> None:
    """PostHog lists executed changes too, with whatever time they carry."""
    done = {"record_id": "1", "scheduled_at": ago(-3), "executed_at": ago(1)}
    due = {"record_id": 1, "scheduled_at": None}
    other = {"record_id": "2", "scheduled_at": ago(-3)}
    assert candidate(folder(flag(), scheduled_changes=listing(done, other))).obstacles == ()
    assert candidate(folder(flag(), scheduled_changes=listing(done, due))).obstacles != ()


def test_every_earlier_group_has_to_serve_the_same() -> None:
    """One group in the middle that differs is enough for some people to get something else."""
    own = {"properties": [{"key": "plan", "type": "person", "value": "x"}]}
    filters = {
        "groups": [own | {"variant": "a"}, own | {"variant": "b"}, {"variant": "a"}],
        "multivariate": {"variants": [{"key": "a"}, {"key": "b"}]},
    }
    assert isinstance(served(Flag.model_validate(flag(filters=filters))), Conditional)


@pytest.mark.parametrize(
    "other",
    [
        ("new-nav", "disabled", True, {}),
        ("new-nav", "fully_rolled_out", "on", {}),
        ("new-nav", "fully_rolled_out", None, {}),
        ("new-nav", "fully_rolled_out", True, {"active": False}),
        ("new-nav", "fully_rolled_out", True, {"filters": OFF}),
        ("old-nav", "fully_rolled_out", True, {}),
    ],
)
def test_each_part_of_the_identity_counts(
    other: tuple[str, str, bool | str | None, dict[str, Any]],
) -> None:
    """Subject, verdict, fixed value, state and conditions each make another finding."""
    subject, verdict, value, fields = other
    changed = fingerprint(subject, verdict, value, Flag.model_validate(flag(**fields)))
    on: bool = True
    same = fingerprint("new-nav", "fully_rolled_out", on, Flag.model_validate(flag()))
    assert changed.rpartition(":")[2] != same.rpartition(":")[2]
    assert same.startswith("stale_flags:new-nav:")


@pytest.mark.parametrize(
    ("value", "response", "same"),
    [
        (True, "true", True),
        (True, "True", True),
        (True, "false", False),
        (True, "null", False),
        (False, "false", True),
        (False, "null", True),
        (False, "", True),
        (False, "true", False),
        ("test", "test", True),
        ("test", "Test", False),
        ("true", "true", True),
    ],
)
def test_an_answer_is_compared_with_the_fixed_value(
    value: bool | str, response: str, same: bool
) -> None:
    """Responses arrive as text; no answer is what a disabled flag gives."""
    assert answers(value, response) is same


def test_forged_answers_cannot_flood_a_report() -> None:
    """The events are public: number and length of the answers are anybody's choice."""
    forged = {f"{n}" * 500: 1 for n in range(50)}
    rows = usage(**{"new-nav": {"count": 50, "last_seen": ago(0), "responses": forged}})
    found = candidate(folder(flag(), flag_usage=rows))
    assert len(found.model_dump_json()) < 5000


@pytest.mark.parametrize(
    ("filters", "fields", "sentence"),
    [
        (EVERYONE, {}, "The flag is on for everyone, unchanged for 100 days."),
        (OFF, {}, "The flag is off for everyone, unchanged for 100 days."),
        (
            EVERYONE,
            {"active": False},
            "The flag is disabled, unchanged for 100 days, so it is off for everyone.",
        ),
        (
            TARGETED,
            {"last_called_at": ago(70)},
            "Its conditions still differ by who asks, but nobody has asked for 70 days.",
        ),
    ],
)
def test_the_reason_is_one_sentence(
    filters: dict[str, Any], fields: dict[str, Any], sentence: str
) -> None:
    """A developer reads what everyone gets and since when."""
    assert candidate(folder(flag(filters=filters, **fields))).reason == sentence


def test_evidence_has_a_source_and_a_time() -> None:
    """Each fact can be looked up where it came from."""
    rows = usage(**{"new-nav": {"count": 9, "last_seen": ago(1), "responses": {"true": 9}}})
    found = candidate(folder(flag(), flag_usage=rows))
    assert {one.name: (one.value, one.source) for one in found.evidence} == {
        "active": (True, "posthog.feature_flag"),
        "served": (True, "posthog.feature_flag"),
        "rollout_percentage": (100, "posthog.feature_flag"),
        "why": ("a group without conditions is rolled out to 100 %", "posthog.feature_flag"),
        "unchanged_since": ("2026-08-12T12:00:00Z", "posthog.feature_flag.created_at"),
        "last_called_at": ("2026-11-19T12:00:00Z", "posthog.flag_usage"),
        "responses.true": (9, "posthog.flag_usage"),
    }
    assert all(one.as_of is not None for one in found.evidence)


def _project(*flags: dict[str, Any]) -> FlagAssessment:
    return judge_all(folder(*flags))


@pytest.mark.parametrize(
    ("other", "blocked"),
    [
        (flag(), ()),
        (flag(created_at=ago(3)), ()),
        (flag(filters=OFF), (BlockedBy.PROJECTS_DISAGREE,)),
        (flag(filters=TARGETED), (BlockedBy.PROJECTS_DISAGREE,)),
        (flag(tags=["keep"]), (BlockedBy.PROJECTS_DISAGREE,)),
        (flag(filters=None), (BlockedBy.PROJECTS_DISAGREE,)),
        (flag("another"), (BlockedBy.PROJECTS_DISAGREE,)),
        (flag(is_used_in_replay_settings=True), (BlockedBy.SESSION_REPLAY,)),
    ],
)
def test_projects_of_one_repository_have_to_agree(
    other: dict[str, Any], blocked: tuple[BlockedBy, ...]
) -> None:
    """Code is removed only if every project serves the same, and none of them needs the flag."""
    for projects in ([_project(flag()), _project(other)], [_project(other), _project(flag())]):
        merged = {one.key: one for one in reconcile(projects).candidates}["new-nav"]
        assert tuple(one.blocked_by for one in merged.obstacles) == blocked


def test_a_flag_that_is_off_agrees_with_a_project_that_does_not_have_it() -> None:
    """A key that a project does not know is false there."""
    merged = reconcile([_project(flag(filters=OFF)), _project(flag("other", created_at=ago(1)))])
    assert [one.obstacles for one in merged.candidates] == [()]


def test_a_project_whose_flags_were_not_read_cannot_agree() -> None:
    """Unknown is not the same value."""
    unread = judge_all(folder(feature_flags={}))
    (merged,) = reconcile([_project(flag()), unread]).candidates
    assert [one.blocked_by for one in merged.obstacles] == [BlockedBy.BLIND]


def test_one_project_agrees_with_itself() -> None:
    """Joining a single project changes nothing."""
    alone = _project(
        flag(), flag("conditional", 2, filters=TARGETED), flag("young", 3, created_at=ago(1))
    )
    assert reconcile([alone]) == alone


def test_a_peer_objects_without_adding_its_own() -> None:
    """A project that shares the code can stop a removal; its own stale flags stay its own."""
    own, peer = _project(flag()), _project(flag(filters=OFF), flag("theirs", 2))
    (only,) = with_peers(own, [peer]).candidates
    assert only.key == "new-nav"
    assert [one.blocked_by for one in only.obstacles] == [BlockedBy.PROJECTS_DISAGREE]
    assert with_peers(own, []) == own


def test_a_flag_of_a_second_project_is_not_missing() -> None:
    """A key is missing only if none of the projects has it."""
    other = _project(flag("other", created_at=ago(1)))
    merged = reconcile([other, _project(flag(created_at=ago(1)))])
    result = conclude(merged, [repository(site(), site("ghost"))], StaleFlagSettings(), NOW)
    assert [one.subject for one in result.findings] == ["ghost"]


def test_operational_flags_are_the_owners_decision() -> None:
    """A flag tagged `ops` is asked about, never removed by itself."""
    stale = _project(flag(tags=["OPS"]))
    (finding,) = conclude(stale, [repository(site())], StaleFlagSettings(), NOW).findings
    assert (finding.readiness, finding.suggested_action) == (Readiness.SAFE, "open_issue")
