"""What an author reads above a call."""

from datetime import UTC, datetime

import pytest

from messages.annotation import LONGEST_LINE, computed_lines, event_lines, flag_lines
from scans.model import BlockedBy, DynamicSite, Readiness
from scans.production import (
    Calls,
    EventFacts,
    ExperimentFacts,
    FlagFacts,
    Judged,
    ReaderFacts,
    ResultFacts,
    Variant,
)

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
CALLS = Calls(known=True, count=1204, people=1, window_days=7, last_called_at=DAY)


def of_flag(**more: object) -> str:
    """Return what is said about a flag that is there, parts joined."""
    facts = {"key": "nav", "presence": "present", "enabled": True, "calls": CALLS, **more}
    return "; ".join(flag_lines(FlagFacts.model_validate(facts)))


def of_event(**more: object) -> str:
    """Return what is said about an event, parts joined."""
    return "; ".join(event_lines(EventFacts.model_validate({"name": "paid", **more})))


def test_a_flag_that_everyone_gets() -> None:
    """The value, since when, what may be done, and the calls."""
    safe = Judged(verdict="fully_rolled_out", readiness=Readiness.SAFE, fixed_value="test")
    said = of_flag(serves="constant", value="test", why="x", unchanged_since=DAY, judged=safe)
    assert said == (
        'flag "nav": "test" for everyone; unchanged since 2026-11-20; fully rolled out, '
        'safe to remove, keeps "test"; 1,204 calls by 1 person in 7 days; last called 2026-11-20'
    )


def test_a_flag_that_depends_on_who_asks() -> None:
    """Why, how far, the variants, and the experiment behind them."""
    said = of_flag(
        serves="conditional",
        why="its variants share the traffic",
        rollout_percentage=25,
        variants=(Variant(key="a", rollout_percentage=50), Variant(key="b", rollout_percentage=50)),
        experiments=(
            ExperimentFacts(name="Prices", state="running", started_at=DAY),
            ExperimentFacts(name="Old", state="ended", ended_at=DAY, conclusion="stopped_early"),
            ExperimentFacts(state="draft"),
        ),
        judged=Judged(verdict="active", reason="experiment running"),
    )
    assert said.startswith(
        'flag "nav": depends on who asks; its variants share the traffic; '
        'variants "a" 50 %, "b" 50 %; rollout at most 25 %; in use; '
        'experiment "Prices" is running since 2026-11-20; '
        'experiment "Old" ended 2026-11-20: stopped early; and 1 experiment more; '
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"serves": "constant", "value": True}, "on for everyone"),
        (
            {"serves": "constant", "value": False, "why": "every group has a rollout of 0 %"},
            "off for everyone; every group has a rollout of 0 %",
        ),
        (
            {"serves": "constant", "value": False, "enabled": False, "why": "it is off"},
            "disabled, so off for everyone; ",
        ),
        ({"serves": "unknown", "why": "odd filters"}, "nobody knows what it serves; odd filters"),
        ({"presence": "missing"}, "not in PostHog, so it is always off"),
        ({"presence": "deleted"}, "deleted in PostHog, so it is always off"),
        (
            {"presence": "unknown", "why": "403: no access."},
            "nobody knows whether PostHog has it; 403: no access",
        ),
    ],
)
def test_what_a_flag_serves(more: dict[str, object], said: str) -> None:
    """Each state in words of its own; what is not known is never called off."""
    assert of_flag(**more).startswith(f'flag "nav": {said}')


def test_a_verdict_says_why_not() -> None:
    """The first thing in the way, or why nobody judged."""
    blocked = Judged(
        verdict="fully_rolled_out",
        readiness=Readiness.BLOCKED,
        readiness_reasons=("another flag depends on it: x.", "a survey uses it"),
        blocked_by=(BlockedBy.DEPENDENT_FLAG,),
        fixed_value=True,
    )
    assert "fully rolled out, must stay for now: another flag depends on it: x;" in of_flag(
        serves="constant", value=True, judged=blocked
    )
    assert "; not judged: odd filters; " in of_flag(
        serves="unknown", judged=Judged(verdict="inconclusive", reason="odd filters")
    )


def test_calls_that_nobody_reports_are_unknown() -> None:
    """Never zero; and zero only where it was counted."""
    unknown = Calls(why_unknown="local evaluation leaves none")
    assert of_flag(calls=unknown).endswith("calls unknown: local evaluation leaves none")
    assert of_flag(calls=Calls(known=True, count=0, window_days=7)).endswith("; 0 calls in 7 days")


def test_an_event_with_its_numbers() -> None:
    """How often, how many people, when last, and who would miss it."""
    facts = {"known": True, "count": 1, "people_a_day": 2, "window_days": 180, "last_seen": DAY}
    one = (ReaderFacts(kind="experiment_metric", name="Sales"),)
    assert of_event(**facts, readers=one) == (
        'event "paid": 1 time in 180 days; at most 2 people a day; last seen 2026-11-20; '
        'read by the experiment metric "Sales"'
    )
    many = (ReaderFacts(kind="alert", name="A"), *(ReaderFacts(kind="insight", name="B"),) * 2)
    assert of_event(**facts, readers=many).endswith('read by 1 alert, 2 insights; among them "A"')
    assert of_event(**facts, readers_complete=True).endswith("nothing in PostHog reads it")
    assert of_event(**facts).endswith("last seen 2026-11-20")


def test_an_event_that_nobody_counted() -> None:
    """Silence is only said where something was listening."""
    assert (
        of_event(why_unknown="it was not read") == 'event "paid": volume unknown; it was not read'
    )
    assert of_event(known=True, count=0, window_days=180) == 'event "paid": not seen in 180 days'
    gone = Judged(verdict="stopped", readiness=Readiness.SAFE)
    assert of_event(known=True, count=0, judged=gone).endswith("went silent, safe to remove")


def test_a_computed_key_is_not_guessed() -> None:
    """Its beginning is a hint and is named as one."""
    site = DynamicSite(
        file="a.ts",
        line=1,
        column=0,
        kind="flag",
        method="getFeatureFlag",
        language="typescript",
        expression="`a-${b}`",
        prefix="a-",
    )
    assert computed_lines(site) == ('flag key is computed, begins with "a-": not looked up',)


def test_no_line_is_too_long_whatever_the_names() -> None:
    """Names and reasons come from elsewhere, so each is cut."""
    long = "x" * 900
    facts = FlagFacts(
        key=long,
        presence="present",
        enabled=True,
        serves="conditional",
        why=long,
        variants=tuple(Variant(key=long, rollout_percentage=1) for _ in range(9)),
        judged=Judged(verdict="inconclusive", reason=long),
        experiments=(ExperimentFacts(name=long, state="ended", conclusion=long),) * 3,
        calls=Calls(why_unknown=long),
    )
    event = EventFacts(name=long, why_unknown=long, readers=(ReaderFacts(kind="alert", name=long),))
    lines = (*flag_lines(facts), *event_lines(event))
    assert max(map(len, lines)) <= LONGEST_LINE
    assert len(lines) < 20


def test_what_was_said_is_not_said_again() -> None:
    """A reason that is the configuration's own, and a reader that the verdict has named."""
    odd = Judged(verdict="inconclusive", reason="odd filters.")
    assert of_flag(serves="unknown", why="odd filters", judged=odd).count("odd filters") == 1
    blocked = Judged(
        verdict="stopped",
        readiness=Readiness.BLOCKED,
        readiness_reasons=("the insight “Sales” reads it",),
    )
    reader = ReaderFacts(kind="insight", name="Sales")
    assert of_event(known=True, count=3, judged=blocked, readers=(reader,)).count("Sales") == 1


def test_an_experiment_with_a_result() -> None:
    """Where nobody concluded, the numbers stand in its place, and what speaks against the value."""
    summary = "test 3 % likely to win over control, 4,120 people"
    said = of_flag(
        serves="constant",
        value="test",
        experiments=(
            ExperimentFacts(
                name="Rail",
                state="ended",
                ended_at=DAY,
                result=ResultFacts(known=True, summary=summary),
                against='"control" won',
            ),
        ),
    )
    assert f'experiment "Rail" ended 2026-11-20; result: {summary}; although "control" won' in said


def test_an_experiment_whose_result_is_unknown() -> None:
    """Not knowing is no outcome."""
    unknown = ResultFacts(summary="unknown: PostHog did not answer")
    said = of_flag(experiments=(ExperimentFacts(name="Rail", state="ended", result=unknown),))
    assert 'experiment "Rail" ended: no conclusion noted' in said
    assert "result: unknown: PostHog did not answer" in said
