"""May people be told of an incident now, and whom may it mention?

An alert goes to a person, so everything that speaks against one is asked before it is written. What
is held back keeps its reason, and waits where waiting helps.
"""

from calendar import SATURDAY, SUNDAY
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from scans.deploy_watch.incident import Incident
from scans.deploy_watch.incoming import watch_alone
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import ALERTING, Verdict
from scans.model.action import OutputMode
from scans.model.base import Model
from scans.model.code import Deploy
from scans.model.finding import BlockedBy
from scans.words import when

CRITICAL_EVIDENCE = 4_000.0
"""At which the detector itself waits for no second look (the alert's conditions)."""
CRITICAL_RATIO = 5.0
"""Times as many as expected: the size that is found in more than 99 of 100 measured cases, so that
a night's sleep is not spent on a rise that may be none."""
CRITICAL_CONVERSION_RATIO = 0.5
"""Of those expected to come to the end of a funnel: half of them are lost."""
CRITICAL_PEOPLE = 25.0
"""Beyond those expected, or missing from them. Fewer can wait until somebody is awake: a choice,
measured by nobody."""

GROWN_EVIDENCE = 1_000.0
GROWN_RATIO = 2.0
"""How much worse an error has to be than when it was told, to be told again within its silence."""

BETWEEN_MENTIONS = timedelta(hours=4)
"""In which nobody is mentioned a second time."""
MUTED_FOR = timedelta(days=30)
"""How long a muted error stays silent: a reason that nobody renews is forgotten."""
DAY = timedelta(hours=24)


class ToldIncident(Model):
    """An incident of the last days that people were told of, as the record has it."""

    key: str
    project: str = ""
    series: str
    """Of its alarm: an issue's id, a funnel, or the total."""
    told_at: AwareDatetime
    evidence: float
    """When it was told, as `ratio` is."""
    ratio: float
    channel: str = ""
    """As it was addressed; compared without `#`."""
    mentioned: tuple[str, ...] = ()
    """GitHub logins."""
    resolved: bool = False
    muted_at: AwareDatetime | None = None


class Placebo(Model):
    """What a replay of the rule at quiet times has shown."""

    tau_scale: float | None
    """The smallest spread at which the rule was quiet; None where it was quiet at none."""
    detail: str = ""
    """One clause: how often it would have alerted, or why nothing was replayed."""


class TellingFacts(Model):
    """What is known when somebody asks to tell an incident."""

    channel: str
    """Where it would be told."""
    told: tuple[ToldIncident, ...] = ()
    """Of all projects; in any order. Itself may be among them."""
    placebo: Placebo | None = None
    """None: nothing has been replayed yet."""
    tau_scale: float = 1.0
    """The spread with which this deploy is watched."""


class QuietTime(Model):
    """When incidents that are not critical wait."""

    enabled: bool = True
    begin: int = Field(default=19, ge=0, le=23)
    """Hour; the same as `end` means that no hour of a weekday is quiet."""
    end: int = Field(default=8, ge=0, le=23)
    weekends: bool = True
    time_zone: str = "UTC"
    """IANA name; the settings have checked it."""


class TellingRules(Model):
    """What the operator has decided."""

    alerts: Literal["shadow", "on"] = "shadow"
    slack: OutputMode = "preview"
    silent_hours: int = 24
    incidents_a_day: int = 10
    mentions_a_day: int = 3
    quiet: QuietTime = QuietTime()


class Permission(Model):
    """Whether an incident may be told, with whose mention; and if not, why."""

    blocked_by: BlockedBy | None = None
    detail: str = ""
    """One sentence of ours, without foreign text."""
    hold_until: AwareDatetime | None = None
    """With quiet hours: when to ask again."""
    may_mention: tuple[str, ...] = ()
    """GitHub logins."""
    critical: bool = False
    last_of_the_day: bool = False
    """After this one the channel is told of no other until the oldest is a day old."""


def may_tell(
    incident: Incident, facts: TellingFacts, rules: TellingRules, now: datetime
) -> Permission:
    """Return whether `incident` may be told at `now`.

    The first reason against it counts, those that waiting does not cure before those that it does.
    """
    critical = is_critical(incident.verdict, incident.alarm)
    others = tuple(each for each in facts.told if each.key != incident.key)
    for reason, detail in _against(incident, facts, others, rules, now):
        return Permission(blocked_by=reason, detail=detail, critical=critical)
    if not critical and (until := quiet_until(rules.quiet, now)) is not None:
        return Permission(
            blocked_by=BlockedBy.QUIET_HOURS,
            detail=f"It is not critical and waits until {when(until)}.",
            hold_until=until,
        )
    return Permission(
        may_mention=_mentionable(incident, others, rules, now),
        critical=critical,
        last_of_the_day=_of_the_day(facts, others, now) + 1 == rules.incidents_a_day,
    )


def is_critical(verdict: Verdict, alarm: SeriesLook) -> bool:
    """Tell whether somebody should be woken: beyond doubt, many times as many, many people."""
    drop = verdict is Verdict.CONVERSION_DROP
    people = alarm.expected - alarm.people if drop else alarm.people - alarm.expected
    if verdict not in ALERTING or people < CRITICAL_PEOPLE:
        return False
    if alarm.new:
        # There is nothing to expect of it: only the people count.
        return True
    large = alarm.ratio <= CRITICAL_CONVERSION_RATIO if drop else alarm.ratio >= CRITICAL_RATIO
    return large and alarm.evidence >= CRITICAL_EVIDENCE


def mentions(incident: Incident) -> tuple[str, ...]:
    """Return the GitHub logins that the ranking alone would mention.

    An author only at high certainty; with less, whoever deployed: that is known, not guessed.
    """
    ranking = incident.ranking
    if incident.verdict not in ALERTING or ranking is None or ranking.certainty == "low":
        return ()
    first = next(iter(ranking.suspects), None)
    if first is None or first.kind not in ("pull_request", "commit"):
        # What is no merge has no author, and whoever deployed is no nearer to it than others.
        return ()
    login = incident.deploy.deployer
    if ranking.certainty == "high":
        login = first.author if first.certain else ""
    return (login,) if login and not is_bot(login) else ()


def is_bot(login: str) -> bool:
    """Tell whether a GitHub login is an app's: nobody reads what it is told."""
    return login.lower().endswith("[bot]")


def quiet_until(quiet: QuietTime, now: datetime) -> datetime | None:
    """Return when the quiet time around `now` ends, in UTC's terms; None outside of one.

    Hours are those of the wall clock in the team's zone, also where summer time begins or ends.
    """
    zone = ZoneInfo(quiet.time_zone)
    local = now.astimezone(zone)
    if not quiet.enabled or not _is_quiet(quiet, local):
        return None
    hour = local.replace(minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    # A weekend with both of its nights is the longest; the rest is room.
    hours = (hour + timedelta(hours=step) for step in range(1, 5 * 24))
    moments = (each.replace(tzinfo=zone) for each in hours if not _is_quiet(quiet, each))
    return next(each for each in moments if each.timestamp() > now.timestamp()).astimezone(
        now.tzinfo
    )


def _is_quiet(quiet: QuietTime, local: datetime) -> bool:
    if quiet.weekends and local.weekday() in (SATURDAY, SUNDAY):
        return True
    if quiet.begin <= quiet.end:
        return quiet.begin <= local.hour < quiet.end
    return local.hour >= quiet.begin or local.hour < quiet.end


def _against(
    incident: Incident,
    facts: TellingFacts,
    others: tuple[ToldIncident, ...],
    rules: TellingRules,
    now: datetime,
) -> Iterator[tuple[BlockedBy, str]]:
    """Yield what speaks against telling at all, the reason that people can change first."""
    if rules.slack == "off":
        yield BlockedBy.OUTPUT_OFF, "Slack is switched off in the settings."
    if rules.alerts != "on":
        yield BlockedBy.SHADOW, "Deploys are judged and logged; alerts are not switched on."
    yield from _not_quiet_in_the_past(facts)
    series = tuple(each for each in others if _is_the_same(each, incident))
    if incident.muted_by or any(_is_muted(each, now) for each in series):
        yield BlockedBy.MUTED, "A person muted this error."
    if incident.snoozed_until is not None and incident.snoozed_until > now:
        yield BlockedBy.SNOOZED, f"A person snoozed it until {when(incident.snoozed_until)}."
    if told := _told_lately(incident, series, rules, now):
        yield (
            BlockedBy.COOLING_DOWN,
            f"The same was told on {when(told.told_at)} and has not become much worse.",
        )
    if _of_the_day(facts, others, now) >= rules.incidents_a_day:
        yield (
            BlockedBy.CAPPED,
            f"The channel was told of {rules.incidents_a_day} incidents within a day.",
        )


def _not_quiet_in_the_past(facts: TellingFacts) -> Iterator[tuple[BlockedBy, str]]:
    placebo = facts.placebo
    if placebo is None:
        yield BlockedBy.PLACEBO, "The rule has not been replayed at the project's own past yet."
    elif placebo.tau_scale is None:
        said = f": {placebo.detail}" if placebo.detail else ""
        yield BlockedBy.PLACEBO, f"The rule is not known to be quiet in the project's past{said}."
    elif facts.tau_scale < placebo.tau_scale:
        needed, used = f"{placebo.tau_scale:g}", f"{facts.tau_scale:g}"
        detail = f"The rule is quiet at {needed} times the spread; this deploy has {used}."
        yield BlockedBy.PLACEBO, detail


def _is_the_same(told: ToldIncident, incident: Incident) -> bool:
    if told.project not in ("", incident.project):
        return False
    if not told.resolved and any(_is_of(told, each) for each in incident.sharing):
        # Deploys that share a verdict are told once, whichever error stands out by now.
        return True
    if told.series != incident.alarm.series:
        return False
    # All errors together are no error of their own: once that rise is over, another one is news.
    return told.series != TOTAL or not told.resolved


def _is_of(told: ToldIncident, deploy: Deploy) -> bool:
    watch = watch_alone(deploy)
    # The watch of a shared repository has its project at the end.
    return told.key == watch or told.key.startswith(f"{watch}:")


def _is_muted(told: ToldIncident, now: datetime) -> bool:
    return told.muted_at is not None and now - told.muted_at < MUTED_FOR


def _told_lately(
    incident: Incident, same: tuple[ToldIncident, ...], rules: TellingRules, now: datetime
) -> ToldIncident | None:
    """Return the newest telling whose silence still covers the incident."""
    silence = timedelta(hours=rules.silent_hours)
    lately = [each for each in same if now - each.told_at < silence]
    newest = max(lately, key=lambda each: each.told_at, default=None)
    if newest is None or _has_grown(newest, incident):
        return None
    return newest


def _has_grown(told: ToldIncident, incident: Incident) -> bool:
    alarm = incident.alarm
    if alarm.evidence >= GROWN_EVIDENCE * max(told.evidence, 1.0):
        return True
    if incident.verdict is Verdict.CONVERSION_DROP:
        return alarm.ratio * GROWN_RATIO <= told.ratio
    return alarm.ratio >= GROWN_RATIO * told.ratio > 0


def _of_the_day(facts: TellingFacts, others: tuple[ToldIncident, ...], now: datetime) -> int:
    """Return how many other incidents the channel was told of in the last 24 hours."""
    channel = facts.channel.removeprefix("#")
    return sum(
        each.channel.removeprefix("#") == channel and now - each.told_at < DAY for each in others
    )


def _mentionable(
    incident: Incident, others: tuple[ToldIncident, ...], rules: TellingRules, now: datetime
) -> tuple[str, ...]:
    return tuple(
        login for login in mentions(incident) if _may_be_mentioned(login, others, rules, now)
    )


def _may_be_mentioned(
    login: str, others: tuple[ToldIncident, ...], rules: TellingRules, now: datetime
) -> bool:
    ago = [
        now - each.told_at
        for each in others
        if login.lower() in (name.lower() for name in each.mentioned)
    ]
    of_the_day = sum(age < DAY for age in ago)
    return of_the_day < rules.mentions_a_day and all(age >= BETWEEN_MENTIONS for age in ago)
