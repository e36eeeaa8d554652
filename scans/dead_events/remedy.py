"""What may be done about a dead event: may its captures go, and what is suggested?

`blocked` means that somebody looks at it: then its silence is the news, and that is an alert, not a
clean-up. `caution` means that a person has to look first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scans.dead_events.assessment import EventCandidate, Obstacle
from scans.dead_events.rule import Verdict
from scans.dead_events.signals import EventSignals
from scans.evidence.readers import Reader
from scans.model.code import EventSite
from scans.model.finding import BlockedBy, Readiness, Severity, SuggestedAction
from scans.words import cut

BLOCKED_BY = {
    "insight": BlockedBy.INSIGHT,
    "action": BlockedBy.ACTION,
    "cohort": BlockedBy.COHORT,
    "experiment_metric": BlockedBy.EXPERIMENT_METRIC,
    "alert": BlockedBy.ALERT,
}

READS = {
    "insight": "the insight “{}” reads it",
    "action": "the action “{}” is made of it",
    "cohort": "the cohort “{}” is made of it",
    "experiment_metric": "the experiment “{}” is measured by it",
    "alert": "the alert “{}” watches it",
}

WATCHES = frozenset({"alert", "experiment_metric"})
"""Readers that act on what they see."""

MOST_NAMED = 5

REJECTED = "PostHog is set to reject it, so its silence says nothing about the code"
OLD_COUNT = "the count is old, and it may have come back since"


def obstacles(readers: Sequence[Reader], blind: Mapping[str, str]) -> tuple[Obstacle, ...]:
    """Return everything in PostHog that reads the event, and what could not be asked."""
    named = [
        Obstacle(blocked_by=BLOCKED_BY[one.kind], reason=READS[one.kind].format(cut(one.name)))
        for one in readers
    ]
    seen = {one.blocked_by for one in named[:MOST_NAMED]}
    more = [one for one in named[MOST_NAMED:] if one.blocked_by not in seen]
    hidden = [
        Obstacle(blocked_by=BlockedBy.BLIND, reason=f"{source} could not be read: {why}")
        for source, why in sorted(blind.items())
    ]
    return (*named[:MOST_NAMED], *more[:MOST_NAMED], *hidden)


def severity(readers: Sequence[Reader]) -> Severity:
    """Return how much it matters that the event is silent: by who looks at it."""
    if any(one.kind in WATCHES or one.lately for one in readers):
        return "high"
    return "medium" if readers else "low"


def cautions(event: EventSignals, *, old_count: bool) -> tuple[str, ...]:
    """Return every reason for a person to look, as far as PostHog knows."""
    rejected = event.definition is not None and event.definition.rejected
    return (*((REJECTED,) if rejected else ()), *((OLD_COUNT,) if old_count else ()))


@dataclass(frozen=True)
class Remedy:
    """What may be done, and why not more."""

    readiness: Readiness
    reasons: tuple[str, ...]
    blocked_by: tuple[BlockedBy, ...]
    action: SuggestedAction


def remedy(candidate: EventCandidate, verdict: Verdict, sites: Sequence[EventSite]) -> Remedy:
    """Decide about one dead event, now that its captures are known."""
    if candidate.obstacles:
        return _blocked(candidate, verdict)
    if verdict is Verdict.ORPHAN:
        why = ("no code sends it that could be changed here",)
        by = (BlockedBy.NO_CALL_SITE,)
        return Remedy(Readiness.CAUTION, why, by, SuggestedAction.NONE)
    found = (*candidate.cautions, *_cautions(verdict, sites))
    if not sites:
        why = (*found, "no capture of it was found, so there is nothing to take out here")
        by = (BlockedBy.NO_CALL_SITE,)
        return Remedy(Readiness.CAUTION, why, by, SuggestedAction.NONE)
    if found:
        by = (BlockedBy.NEEDS_APPROVAL,)
        return Remedy(Readiness.CAUTION, tuple(found), by, SuggestedAction.OPEN_ISSUE)
    return Remedy(Readiness.SAFE, (), (), SuggestedAction.OPEN_CLEANUP_PR)


def _blocked(candidate: EventCandidate, verdict: Verdict) -> Remedy:
    blockers = tuple(dict.fromkeys(one.blocked_by for one in candidate.obstacles))
    reasons = tuple(one.reason for one in candidate.obstacles)
    # What still arrives leaves nobody with an empty chart, and what nobody could ask is no alert.
    silent = verdict is not Verdict.ORPHAN and not candidate.arrives
    looked_at = any(one is not BlockedBy.BLIND for one in blockers)
    action = SuggestedAction.POST_ALERT if silent and looked_at else SuggestedAction.NONE
    return Remedy(Readiness.BLOCKED, reasons, blockers, action)


def _cautions(verdict: Verdict, sites: Sequence[EventSite]) -> Iterator[str]:
    if any(one.site.confidence == "possible" for one in sites):
        yield "a capture may be of something else than PostHog"
    if verdict is Verdict.UNCALLED:
        return
    left = sum(1 for one in sites if not one.removable)
    if left:
        many = "1 capture cannot" if left == 1 else f"{left} captures cannot"
        why = next((one.why_not for one in sites if not one.removable and one.why_not), "")
        yield f"{many} be taken out by a proved edit{f': {cut(why)}' if why else ''}"
