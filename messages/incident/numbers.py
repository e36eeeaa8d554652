"""How large, how sure, since when: the counts of an incident in words."""

from messages import escape, words
from scans.deploy_watch.funnels.rule import PREFIX as FUNNEL
from scans.deploy_watch.incident import Incident
from scans.deploy_watch.looks import SeriesLook
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import Verdict

MOST_EVIDENCE = 1e9
"""Above it a number says nothing more to anybody."""


def times(ratio: float) -> str:
    """Return a ratio: `4.1 times`, `35 times`."""
    return f"{ratio:.0f} times" if ratio >= 10 else f"{ratio:.1f} times"


def overall(alarm: SeriesLook) -> float | None:
    """Return how many times as many people there were as expected; None for nothing expected."""
    return alarm.people / alarm.expected if alarm.expected >= 0.05 else None


def size(incident: Incident) -> str:
    """Return how many people, against how many were to be expected."""
    alarm = incident.alarm
    if incident.verdict is Verdict.CONVERSION_DROP:
        sessions = (
            f"{_counted(alarm.people, 'session', 'sessions')} came to the end since the deploy"
        )
        return f"{sessions}; {_expected(alarm)}{_lost(alarm)}."
    people = _counted(alarm.people, "person", "people")
    if alarm.new:
        return f"{people} since the deploy; nobody in the 90 days before it."
    # People are counted from the onset on, where that is known.
    began = "it began" if alarm.onset is not None and alarm.onset > 0 else "the deploy"
    people = f"{people} since {began}"
    ratio = overall(alarm)
    return f"{people}; {_expected(alarm)}{f': {times(ratio)}' if ratio else ''}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _lost(alarm: SeriesLook) -> str:
    ratio = overall(alarm)
    return "" if ratio is None else f": {100 * (1 - ratio):.0f} % fewer"


def _expected(alarm: SeriesLook) -> str:
    expected = alarm.expected
    number = f"{expected:,.0f}" if expected >= 9.5 else f"{expected:.1f}".removesuffix(".0")
    return f"{number} expected by the past hours and weeks"


def sure(incident: Incident) -> str:
    """Return how likely chance alone makes such counts, with what that rests on."""
    evidence = evidence_of(incident.alarm)
    if incident.alarm.new:
        large = f"About 1 in {evidence} deploys meets a new error as large as this by chance. "
        return f"{large if evidence else ''}That this deploy brought it is a guess by time."
    if not evidence:
        return "The evidence was not computed."
    return (
        f"Evidence {evidence}: by chance alone, at most 1 in {evidence} harmless deploys would "
        "come this far, if the past is a fair measure."
    )


def evidence_of(alarm: SeriesLook) -> str:
    """Return the evidence as people read it: `12,000`; empty where there is none."""
    if alarm.evidence < 1:
        return ""
    if alarm.evidence > MOST_EVIDENCE:
        return f"{MOST_EVIDENCE:,.0f}"
    digits = max(0, len(f"{alarm.evidence:.0f}") - 2)
    return f"{round(alarm.evidence, -digits):,.0f}"


def since(incident: Incident) -> str:
    """Return when it began, in minutes after the deploy."""
    onset = incident.alarm.onset
    if onset is None:
        return "The counts do not tell when it began."
    if onset == 0:
        return "It began with the deploy."
    minutes = words.counted(abs(onset), "minute")
    return f"It began about {minutes} {'after' if onset > 0 else 'before'} the deploy."


def still(incident: Incident) -> str:
    """Return how it stood at the last look."""
    ratio = incident.alarm.ratio
    if incident.alarm.new:
        return ""
    if incident.verdict is Verdict.CONVERSION_DROP:
        return f"At the last look {100 * (1 - ratio):.0f} % fewer than expected."
    return f"At the last look {times(ratio)} as many as expected."


def old_release(incident: Incident) -> str:
    """Answer whether the old release is hit as well."""
    alarm = incident.alarm
    if incident.verdict is Verdict.CONVERSION_DROP:
        return "not asked: a funnel is not told apart by release"
    share = alarm.on_new_share
    if alarm.new and share is not None:
        # It rises from nothing, so there is no rise of the old release to compare with.
        return f"{100 * share:.0f} % of these people are on the new one, as far as it is known"
    of_them = (
        "" if share is None else f": {100 * share:.0f} % of the extra people are on the new one"
    )
    if incident.verdict is Verdict.SHARED_RISE or alarm.old_rising:
        return f"it rises too{of_them}"
    if alarm.old_rising is None:
        return "nobody knows: none is left to compare with, or errors carry no release"
    return f"it does not rise{of_them}"


def series_name(series: str) -> str:
    """Return what a series that is no error is called; an error's id as it is."""
    if series == TOTAL:
        return "all errors together"
    return escape.cut(series.removeprefix(FUNNEL), 80)
