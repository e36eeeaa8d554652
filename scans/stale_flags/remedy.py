"""What may be done about a stale flag: is it ready to be removed, and what is suggested?

`blocked` means that something still needs the flag, `caution` that a person has to look first. The
exclusions follow PostHog's own clean-up guidance; each one keeps its reason as a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scans.model.finding import BlockedBy, FixedValue, Readiness, SuggestedAction
from scans.stale_flags.assessment import FlagCandidate, Obstacle
from scans.stale_flags.code import FlagCode
from scans.stale_flags.rule import Judgement, experiment_running, stale_after
from scans.stale_flags.served import Constant, has_holdout
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.signals import FlagSignals
from scans.stale_flags.sources import (
    EARLY_ACCESS_FEATURES,
    FLAGS,
    SCHEDULED_CHANGES,
    SURVEYS,
)
from scans.words import cut

NO_FIXED_VALUE = "nothing says which value should stay"

GENERATED_KEYS = ("survey-targeting-", "product-tour-targeting-")
"""How PostHog begins the keys of flags that it makes for surveys and product tours."""

HIDES_LINKS = {
    FLAGS: "flags that depend on it may be missing",
    SCHEDULED_CHANGES: "scheduled changes could not be read",
    EARLY_ACCESS_FEATURES: "early access features could not be read",
    SURVEYS: "surveys could not be read",
}
"""Sources without which nobody knows whether something still needs the flag."""


def fixed_value(judgement: Judgement) -> FixedValue | None:
    """Return what the flag is fixed to: read from its configuration, never guessed."""
    return judgement.served.value if isinstance(judgement.served, Constant) else None


def obstacles(signals: FlagSignals, now: datetime) -> tuple[Obstacle, ...]:
    """Return everything in PostHog that still needs the flag."""
    found = [Obstacle(blocked_by=by, reason=why) for by, why in _obstacles(signals, now)]
    hidden = [
        Obstacle(blocked_by=BlockedBy.BLIND, reason=f"{what}: {signals.unread[source]}")
        for source, what in HIDES_LINKS.items()
        if source in signals.unread
    ]
    return (*found, *hidden)


def _obstacles(signals: FlagSignals, now: datetime) -> Iterator[tuple[BlockedBy, str]]:
    flag, links = signals.flag, signals.links
    if links.dependents:
        yield BlockedBy.DEPENDENT_FLAG, f"another flag depends on it: {_some(links.dependents)}"
    if experiment_running(signals, now):
        yield BlockedBy.EXPERIMENT_RUNNING, "an experiment that uses it is running"
    if links.early_access:
        yield BlockedBy.EARLY_ACCESS_FEATURE, "it is the switch of an early access feature"
    if links.survey or flag.key.startswith(GENERATED_KEYS):
        yield BlockedBy.SURVEY, "a survey or product tour uses it"
    if flag.is_used_in_replay_settings:
        yield BlockedBy.SESSION_REPLAY, "it decides about session replay"
    if flag.is_remote_configuration:
        yield BlockedBy.REMOTE_CONFIGURATION, "it is remote configuration, not a branch"
    if flag.has_payload:
        yield BlockedBy.PAYLOAD, "it carries a payload that code may read"
    if any(change.pending(now) for change in links.scheduled):
        yield BlockedBy.SCHEDULED_CHANGE, "a change of it is scheduled"
    if has_holdout(flag):
        yield BlockedBy.HOLDOUT, "a holdout keeps some people out"


def cautions(
    signals: FlagSignals, judgement: Judgement, settings: StaleFlagSettings, now: datetime
) -> tuple[str, ...]:
    """Return every reason for a person to look, as far as PostHog knows."""
    return tuple(_cautions(signals, judgement, settings, now))


def _cautions(
    signals: FlagSignals, judgement: Judgement, settings: StaleFlagSettings, now: datetime
) -> Iterator[str]:
    value, usage = fixed_value(judgement), signals.usage
    if value is None:
        yield NO_FIXED_VALUE
    elif others := sorted(answer for answer in usage.responses if not answers(value, answer)):
        yield f"it recently answered something else too: {_some(others)}"
    if signals.flag.bucketing_identifier == "device_id":
        yield "it is decided per device, not per person"
    changed = judgement.changed
    if value is not None and changed and now - changed.at < stale_after(signals, settings):
        yield "its configuration was changed not long ago"
    if value is not None and not usage.known:
        yield "nobody knows whether it is used: its calls are not reported, or could not be read"


def answers(value: FixedValue, response: str) -> bool:
    """Whether `response`, as a usage row spells it, is `value`.

    No answer (`null`, or empty) is what an application gets for a disabled flag: false.
    """
    if isinstance(value, str):
        return response == value
    spelled = {"true"} if value else {"false", "null", "none", ""}
    return response.casefold() in spelled


@dataclass(frozen=True)
class Remedy:
    """What may be done, and why not more."""

    readiness: Readiness
    reasons: tuple[str, ...]
    blocked_by: tuple[BlockedBy, ...]
    action: SuggestedAction


def remedy(candidate: FlagCandidate, code: FlagCode) -> Remedy:
    """Decide about one stale flag, now that its call sites are known."""
    if candidate.obstacles:
        reasons = tuple(one.reason for one in candidate.obstacles)
        blockers = tuple(dict.fromkeys(one.blocked_by for one in candidate.obstacles))
        return Remedy(Readiness.BLOCKED, reasons, blockers, SuggestedAction.NONE)
    found = (*candidate.cautions, *code.outside_scope(candidate))
    readiness = Readiness.CAUTION if found else Readiness.SAFE
    if not code.sites:
        return _without_call_sites(readiness, found, code)
    if candidate.fixed_value is None:
        return Remedy(readiness, found, (BlockedBy.NO_FIXED_VALUE,), SuggestedAction.OPEN_ISSUE)
    if found:
        return Remedy(readiness, found, (BlockedBy.NEEDS_APPROVAL,), SuggestedAction.NONE)
    if candidate.ops:
        # Turning an operational flag is part of running the system: its owner decides.
        ask = ("it is tagged `ops`, so its owner is asked",)
        return Remedy(readiness, ask, (BlockedBy.NEEDS_APPROVAL,), SuggestedAction.OPEN_ISSUE)
    return Remedy(readiness, (), (), SuggestedAction.OPEN_CLEANUP_PR)


def _without_call_sites(readiness: Readiness, found: tuple[str, ...], code: FlagCode) -> Remedy:
    if doubts := code.doubts:
        by = (BlockedBy.NOT_PROVABLE,)
        return Remedy(readiness, (*found, *doubts), by, SuggestedAction.NONE)
    needs = (BlockedBy.NEEDS_APPROVAL,) if readiness is Readiness.CAUTION else ()
    return Remedy(readiness, found, needs, SuggestedAction.ARCHIVE_FLAG)


def _some(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(cut(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
