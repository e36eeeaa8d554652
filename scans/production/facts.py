"""What is known about one key. What is not known is null and says why; it is never zero."""

from typing import Literal

from pydantic import AwareDatetime

from scans.model.base import Model
from scans.model.finding import BlockedBy, Finding, FixedValue, Readiness, Severity

Presence = Literal["present", "deleted", "missing", "unknown"]
"""`missing` only where the list was read completely."""


class Judged(Model):
    """What a scan says, as `scan --json` says it."""

    verdict: str
    reason: str = ""
    """One sentence; empty for what is in use."""
    readiness: Readiness | None = None
    readiness_reasons: tuple[str, ...] = ()
    blocked_by: tuple[BlockedBy, ...] = ()
    fixed_value: FixedValue | None = None
    """What would be kept. Null where nothing says which value should."""
    severity: Severity | None = None


def judged(finding: Finding) -> Judged:
    """Return a finding without what stands in the facts already."""
    return Judged(
        verdict=finding.verdict,
        reason=finding.reason,
        readiness=finding.readiness,
        readiness_reasons=finding.readiness_reasons,
        blocked_by=finding.blocked_by,
        fixed_value=finding.fixed_value,
        severity=finding.severity,
    )


class Variant(Model):
    """One value of a multivariate flag."""

    key: str
    rollout_percentage: float | None = None


class VariantFacts(Model):
    """One variant in the result of an experiment."""

    key: str
    people: int | None = None
    chance_to_win: float | None = None
    """A fraction in [0, 1]."""
    p_value: float | None = None
    significant: bool | None = None


class ResultFacts(Model):
    """How an experiment came out, as PostHog's statistics say; asked where nobody concluded."""

    known: bool = False
    summary: str
    """A few words; where nothing is known, why."""
    metric: str | None = None
    baseline: str | None = None
    variants: tuple[VariantFacts, ...] = ()


class ExperimentFacts(Model):
    """An experiment whose people the flag splits."""

    name: str | None = None
    state: Literal["draft", "running", "ended"]
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    conclusion: str | None = None
    """PostHog's word: `won`, `lost`, `inconclusive`, `stopped_early`, `invalid`."""
    result: ResultFacts | None = None
    """Null where nobody asked."""
    against: str = ""
    """What speaks against the value that everyone gets since; empty if nothing surely does."""


class Calls(Model):
    """How often the flag was asked for, as far as PostHog was told."""

    known: bool = False
    why_unknown: str = ""
    count: int | None = None
    people: int | None = None
    """Different people in the window."""
    window_days: float | None = None
    last_called_at: AwareDatetime | None = None
    """May be known where the rest is not."""
    as_of: AwareDatetime | None = None


class FlagFacts(Model):
    """One flag key in production."""

    key: str
    presence: Presence
    enabled: bool | None = None
    """Whether its conditions count at all: neither disabled nor archived."""
    serves: Literal["constant", "conditional", "unknown"] = "unknown"
    value: FixedValue | None = None
    """What everyone gets, where `serves` is `constant`."""
    why: str = ""
    """Why it serves that, or why nobody can say."""
    rollout_percentage: float | None = None
    """The largest share of any condition set."""
    variants: tuple[Variant, ...] = ()
    unchanged_since: AwareDatetime | None = None
    """When `filters` or `active` was last changed, at the latest."""
    judged: Judged | None = None
    experiments: tuple[ExperimentFacts, ...] = ()
    calls: Calls = Calls()


class ReaderFacts(Model):
    """Something in PostHog that would be empty without the event."""

    kind: str
    """`insight`, `action`, `cohort`, `experiment_metric` or `alert`."""
    name: str


class EventFacts(Model):
    """One event name in production."""

    name: str
    known: bool = False
    """Whether arrivals were counted. Without that no number says anything."""
    why_unknown: str = ""
    count: int | None = None
    people_a_day: int | None = None
    """The largest number of people on one day."""
    active_days: int | None = None
    window_days: float | None = None
    last_seen: AwareDatetime | None = None
    as_of: AwareDatetime | None = None
    readers: tuple[ReaderFacts, ...] = ()
    readers_complete: bool = False
    """Whether nothing else in PostHog reads the event."""
    judged: Judged | None = None
