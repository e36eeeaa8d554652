"""Tests of what speaks against telling people of an incident."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.deploy_watch.incident import Incident, Ranking, Suspect
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.telling import (
    BETWEEN_MENTIONS,
    DAY,
    MUTED_FOR,
    Permission,
    Placebo,
    QuietTime,
    TellingFacts,
    TellingRules,
    ToldIncident,
    is_critical,
    may_tell,
    mentions,
    quiet_until,
)
from scans.deploy_watch.verdicts import Verdict
from scans.model import BlockedBy, Deploy

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
"""A Wednesday."""
NIGHT = NOON + timedelta(hours=11)

MODEST = SeriesLook(series="i1", evidence=500.0, people=20, expected=8.0, ratio=2.5)
HUGE = SeriesLook(series="i1", evidence=1e9, people=120, expected=10.0, ratio=12.0)
RULES = TellingRules(alerts="on", slack="on")
QUIET_PAST = Placebo(tau_scale=1.0)


def _incident(alarm: SeriesLook = MODEST, **changes: Any) -> Incident:
    facts: dict[str, Any] = {
        "key": "deploy-watch:acme/shop:production:2",
        "project": "shop",
        "deploy": Deploy(at=NOON, source="pipeline", deployer="dana"),
        "verdict": Verdict.REGRESSION,
        "alarm": alarm,
        "noticed_at": NOON,
    }
    return Incident(**facts | changes)


def _ranking(certainty: Any, *, author: str = "ada", certain: bool = True) -> Ranking:
    suspect = Suspect(
        kind="pull_request", title="t", author=author, points=5, share=0.9, certain=certain
    )
    return Ranking(suspects=(suspect,), certainty=certainty)


def _told(key: str = "other", **changes: Any) -> ToldIncident:
    facts: dict[str, Any] = {
        "key": key,
        "project": "shop",
        "series": "i1",
        "told_at": NOON - timedelta(hours=5),
        "evidence": 400.0,
        "ratio": 2.0,
        "channel": "incidents",
    }
    return ToldIncident(**facts | changes)


def _ask(
    incident: Incident | None = None,
    *told: ToldIncident,
    rules: TellingRules = RULES,
    placebo: Placebo | None = QUIET_PAST,
    tau_scale: float = 1.0,
    now: datetime = NOON,
) -> Permission:
    facts = TellingFacts(channel="#incidents", told=told, placebo=placebo, tau_scale=tau_scale)
    return may_tell(incident or _incident(), facts, rules, now)


def test_an_incident_is_told_where_nothing_speaks_against_it() -> None:
    """Alerts on, a quiet past, working hours, a channel with room: it is told."""
    assert _ask() == Permission()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rules": TellingRules(alerts="on", slack="off")}, BlockedBy.OUTPUT_OFF),
        ({"rules": TellingRules(slack="on")}, BlockedBy.SHADOW),
        ({"placebo": None}, BlockedBy.PLACEBO),
        ({"placebo": Placebo(tau_scale=None, detail="3 of 300")}, BlockedBy.PLACEBO),
        ({"placebo": Placebo(tau_scale=2.0)}, BlockedBy.PLACEBO),
    ],
)
def test_what_the_operator_and_the_past_do_not_allow_is_not_told(
    changes: dict[str, Any], reason: BlockedBy
) -> None:
    """Not even a critical incident passes a switch, or a rule that cries wolf."""
    permission = _ask(_incident(HUGE), **changes)
    assert permission.blocked_by is reason
    assert permission.detail


def test_a_wider_spread_passes_the_gate_that_asks_for_it() -> None:
    """A project that is quiet at twice the spread is told of what is watched with it."""
    assert _ask(placebo=Placebo(tau_scale=2.0), tau_scale=2.0).blocked_by is None


def test_preview_is_let_through() -> None:
    """What preview would send is decided as if it were sent."""
    assert _ask(rules=RULES.model_copy(update={"slack": "preview"})).blocked_by is None


def test_the_same_error_is_silent_for_a_day() -> None:
    """A second incident of one error waits for the silence of the first to end."""
    assert _ask(None, _told()).blocked_by is BlockedBy.COOLING_DOWN
    assert _ask(None, _told(told_at=NOON - DAY)).blocked_by is None
    assert _ask(None, _told(series="i2")).blocked_by is None
    assert _ask(None, _told(project="blog")).blocked_by is None


@pytest.mark.parametrize(
    "worse", [{"evidence": 400_000.0}, {"ratio": 4.0}], ids=["evidence", "ratio"]
)
def test_an_error_that_became_much_worse_breaks_its_silence(worse: dict[str, float]) -> None:
    """A thousand times the evidence, or twice the ratio, is news again."""
    assert _ask(_incident(MODEST.model_copy(update=worse)), _told()).blocked_by is None


def test_a_funnel_that_lost_twice_as_much_breaks_its_silence() -> None:
    """Worse is less, where people are counted who come to the end."""
    told = _told(ratio=0.6)
    worse = MODEST.model_copy(update={"ratio": 0.3})
    drop = _incident(worse, verdict=Verdict.CONVERSION_DROP)
    assert _ask(drop, told).blocked_by is None
    hardly = _incident(worse.model_copy(update={"ratio": 0.5}), verdict=Verdict.CONVERSION_DROP)
    assert _ask(hardly, told).blocked_by is BlockedBy.COOLING_DOWN


def test_silence_counts_from_the_newest_telling() -> None:
    """What was told again in its worse state is compared with that state."""
    worse = _incident(MODEST.model_copy(update={"ratio": 4.5}))
    again = _told("third", told_at=NOON - timedelta(hours=1), ratio=4.0)
    assert _ask(worse, _told(), again).blocked_by is BlockedBy.COOLING_DOWN


def test_all_errors_together_are_the_same_only_while_they_last() -> None:
    """After one outage is over, another rise of the total is news."""
    total = _incident(MODEST.model_copy(update={"series": TOTAL}))
    assert _ask(total, _told(series=TOTAL)).blocked_by is BlockedBy.COOLING_DOWN
    assert _ask(total, _told(series=TOTAL, resolved=True)).blocked_by is None


def test_deploys_that_share_a_verdict_are_told_once() -> None:
    """Another error may stand out by the second; once the first is over, it is news again."""
    first = Deploy(
        repository="acme/shop", environment="production", id="1", at=NOON, source="pipeline"
    )
    told = _told(key="deploy-watch:acme/shop:production:1", series="another")
    shared = _incident(sharing=(first,))
    assert _ask(shared, told).blocked_by is BlockedBy.COOLING_DOWN
    assert _ask(_incident(), told).blocked_by is None
    assert _ask(shared, told.model_copy(update={"resolved": True})).blocked_by is None


def test_a_mute_outlasts_the_silence_and_ends() -> None:
    """A muted error stays silent for thirty days, however bad it becomes."""
    muted = _told(told_at=NOON - timedelta(days=6), muted_at=NOON - timedelta(days=6))
    assert _ask(_incident(HUGE), muted).blocked_by is BlockedBy.MUTED
    forgotten = _told(told_at=NOON - MUTED_FOR, muted_at=NOON - MUTED_FOR)
    assert _ask(None, forgotten).blocked_by is None


def test_people_who_silenced_this_incident_are_heard() -> None:
    """A mute or a snooze of the incident itself holds what is not told yet."""
    assert _ask(_incident(muted_by="U1")).blocked_by is BlockedBy.MUTED
    later = NOON + timedelta(hours=1)
    assert _ask(_incident(snoozed_until=later)).blocked_by is BlockedBy.SNOOZED
    assert _ask(_incident(snoozed_until=NOON)).blocked_by is None


def test_a_channel_takes_ten_incidents_a_day() -> None:
    """The tenth says that it is the last, the eleventh is held back; other channels have theirs."""
    others = tuple(_told(str(number), series=f"o{number}") for number in range(10))
    assert _ask(None, *others).blocked_by is BlockedBy.CAPPED
    tenth = _ask(None, *others[:9])
    assert tenth.blocked_by is None
    assert tenth.last_of_the_day
    elsewhere = tuple(each.model_copy(update={"channel": "else"}) for each in others)
    assert _ask(None, *elsewhere).blocked_by is None


def test_an_incident_does_not_stand_in_its_own_way() -> None:
    """Its own telling is neither a repetition nor one of the day's messages nor a mention."""
    own = _told(_incident().key, mentioned=("ada",))
    permission = _ask(_incident(ranking=_ranking("high")), own)
    assert permission == Permission(may_mention=("ada",))


def test_night_holds_what_is_not_critical() -> None:
    """A modest rise waits for the morning; a huge one wakes people."""
    held = _ask(now=NIGHT)
    assert held.blocked_by is BlockedBy.QUIET_HOURS
    assert held.hold_until == datetime(2026, 11, 19, 8, tzinfo=UTC)
    loud = _ask(_incident(HUGE), now=NIGHT)
    assert loud.blocked_by is None
    assert loud.critical


def test_what_is_never_told_is_not_held() -> None:
    """A muted error is muted at night too, and nobody comes back for it in the morning."""
    assert _ask(_incident(muted_by="U1"), now=NIGHT).blocked_by is BlockedBy.MUTED


@pytest.mark.parametrize(
    ("zone", "now", "until"),
    [
        ("UTC", "2026-11-20T19:00", "2026-11-23T08:00"),
        ("UTC", "2026-11-19T07:59", "2026-11-19T08:00"),
        ("UTC", "2026-11-22T12:00", "2026-11-23T08:00"),
        ("Asia/Kolkata", "2026-11-18T20:15", "2026-11-19T08:00"),
        # Summer time ends on 25 October, and begins on 28 March.
        ("Europe/Zurich", "2026-10-24T22:00", "2026-10-26T08:00"),
        ("Europe/Zurich", "2027-03-26T19:30", "2027-03-29T08:00"),
    ],
)
def test_quiet_time_ends_on_the_teams_wall_clock(zone: str, now: str, until: str) -> None:
    """Nights and weekends end at eight in the team's zone, whatever the clocks did meanwhile."""
    local = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    expected = datetime.fromisoformat(until).replace(tzinfo=ZoneInfo(zone))
    assert quiet_until(QuietTime(time_zone=zone), local.astimezone(UTC)) == expected


@pytest.mark.parametrize(
    ("quiet", "now", "is_quiet"),
    [
        (QuietTime(), "2026-11-18T18:59", False),
        (QuietTime(), "2026-11-18T08:00", False),
        (QuietTime(enabled=False), "2026-11-21T03:00", False),
        (QuietTime(weekends=False), "2026-11-21T12:00", False),
        (QuietTime(begin=1, end=5), "2026-11-18T02:00", True),
        (QuietTime(begin=1, end=5), "2026-11-18T20:00", False),
        (QuietTime(begin=8, end=8), "2026-11-18T03:00", False),
    ],
)
def test_quiet_time_is_what_the_settings_say(quiet: QuietTime, now: str, *, is_quiet: bool) -> None:
    """Hours may lie within a day or around midnight, and each part can be switched off."""
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert (quiet_until(quiet, at) is not None) is is_quiet


@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    begin=st.integers(0, 23),
    end=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "America/St_Johns", "Australia/Lord_Howe", "Europe/Zurich"]),
)
def test_whatever_is_held_can_be_told_at_the_end(
    minutes: int, begin: int, end: int, zone: str
) -> None:
    """The end of a quiet time lies ahead, within five days, and is not quiet itself."""
    now = NOON + timedelta(minutes=minutes)
    quiet = QuietTime(begin=begin, end=end, time_zone=zone)
    until = quiet_until(quiet, now)
    if until is not None:
        assert now < until <= now + timedelta(days=5)
        assert quiet_until(quiet, until) is None


@pytest.mark.parametrize(
    ("changes", "critical"),
    [
        ({}, True),
        ({"evidence": 3_999.0}, False),
        ({"ratio": 4.9}, False),
        ({"people": 34}, False),
        ({"new": True, "evidence": 0.0, "ratio": 1.0, "expected": 0.0}, True),
        ({"new": True, "people": 24, "expected": 0.0}, False),
    ],
)
def test_critical_is_beyond_doubt_large_and_many(
    changes: dict[str, Any], *, critical: bool
) -> None:
    """Each of the three conditions can hold an incident below critical; a new error has one."""
    assert is_critical(Verdict.REGRESSION, HUGE.model_copy(update=changes)) is critical


def test_what_alerts_nobody_is_never_critical() -> None:
    """A rise on both releases wakes no one, and a funnel has a measure of its own."""
    assert not is_critical(Verdict.SHARED_RISE, HUGE)
    halved = HUGE.model_copy(update={"people": 30, "expected": 70.0, "ratio": 0.45})
    assert is_critical(Verdict.CONVERSION_DROP, halved)
    assert not is_critical(Verdict.REGRESSION, halved)
    a_third_lost = halved.model_copy(update={"ratio": 0.66})
    assert not is_critical(Verdict.CONVERSION_DROP, a_third_lost)


def test_mentions_follow_the_certainty() -> None:
    """High mentions the author, medium whoever deployed, low and a shared rise nobody."""
    assert mentions(_incident(ranking=_ranking("high"))) == ("ada",)
    assert mentions(_incident(ranking=_ranking("medium"))) == ("dana",)
    assert mentions(_incident(ranking=_ranking("low"))) == ()
    assert mentions(_incident()) == ()
    shared = _incident(ranking=_ranking("high"), verdict=Verdict.SHARED_RISE)
    assert mentions(shared) == ()


def test_nobody_is_mentioned_on_a_guess_or_in_vain() -> None:
    """Without a hunk or a blamed line no author is, and never a bot."""
    assert mentions(_incident(ranking=_ranking("high", certain=False))) == ()
    assert mentions(_incident(ranking=_ranking("high", author="renovate[bot]"))) == ()


def test_what_is_no_merge_mentions_nobody() -> None:
    """Where a flag is suspected first, neither its people nor whoever deployed are called."""
    suspect = Suspect(kind="flag", title="t", author="ada", points=5, share=0.9, certain=True)
    flag_first = Ranking(suspects=(suspect,), certainty="medium")
    assert mentions(_incident(ranking=flag_first)) == ()


def test_one_mention_in_four_hours_and_three_in_a_day() -> None:
    """Too many mentions leave the message without one; it is told all the same."""
    incident = _incident(ranking=_ranking("high"))
    lately = _told(series="o", told_at=NOON - timedelta(hours=3), mentioned=("Ada",))
    assert _ask(incident, lately) == Permission()
    ago = [BETWEEN_MENTIONS + timedelta(hours=5 * number) for number in range(3)]
    thrice = [
        _told(str(number), series=f"o{number}", told_at=NOON - age, mentioned=("ada",))
        for number, age in enumerate(ago)
    ]
    assert _ask(incident, *thrice).may_mention == ()
    assert _ask(incident, *thrice[:2]).may_mention == ("ada",)
