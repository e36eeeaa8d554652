"""What a scan concludes, and why nothing was done where nothing was done."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from scans.model.base import Model
from scans.model.call_site import CallSite

FixedValue = bool | str
"""What a flag is fixed to: `True`, `False` or the key of a variant. Read from its configuration."""

Severity = Literal["low", "medium", "high"]


class Readiness(StrEnum):
    """May the subject be taken out of the code?"""

    SAFE = "safe"
    CAUTION = "caution"
    BLOCKED = "blocked"


class BlockedBy(StrEnum):
    """Why an action was not taken. Closed: every skipped action carries one that people can see."""

    # What PostHog says about the subject.
    DEPENDENT_FLAG = "dependent_flag"
    EXPERIMENT_RUNNING = "experiment_running"
    EARLY_ACCESS_FEATURE = "early_access_feature"
    SURVEY = "survey"
    SESSION_REPLAY = "session_replay"
    REMOTE_CONFIGURATION = "remote_configuration"
    PAYLOAD = "payload"
    SCHEDULED_CHANGE = "scheduled_change"
    HOLDOUT = "holdout"
    PROJECTS_DISAGREE = "projects_disagree"
    # Who would look at an empty chart if the event were gone.
    INSIGHT = "insight"
    ACTION = "action"
    COHORT = "cohort"
    EXPERIMENT_METRIC = "experiment_metric"
    ALERT = "alert"
    # What the judgement says.
    NEEDS_APPROVAL = "needs_approval"
    NO_FIXED_VALUE = "no_fixed_value"
    BLIND = "blind"
    PREMISE_CHANGED = "premise_changed"
    # What the code says.
    NO_CALL_SITE = "no_call_site"
    NOT_PROVABLE = "not_provable"
    TOO_LARGE = "too_large"
    UNSAFE_KEY = "unsafe_key"
    # What people and pull requests say.
    ALREADY_OPEN = "already_open"
    MERGED = "merged"
    CLOSED_BY_PERSON = "closed_by_person"
    EDITED_BY_PERSON = "edited_by_person"
    COMPETING_PR = "competing_pr"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    KEPT = "kept"
    # What the operator says.
    OUTPUT_OFF = "output_off"
    PREVIEW = "preview"
    LIMIT_REACHED = "limit_reached"
    QUIET_HOURS = "quiet_hours"
    SHADOW = "shadow"
    PLACEBO = "placebo"
    CAPPED = "capped"
    # What is known about a watched deploy.
    COOLING_DOWN = "cooling_down"
    SUPERSEDED = "superseded"
    ROLLBACK = "rollback"
    MUTED = "muted"
    # What a service says.
    REFUSED = "refused"


class SuggestedAction(StrEnum):
    """What a finding asks for, before limits, modes and people have their say."""

    OPEN_CLEANUP_PR = "open_cleanup_pr"
    OPEN_ISSUE = "open_issue"
    ARCHIVE_FLAG = "archive_flag"
    POST_ALERT = "post_alert"
    """Something that people look at is silently empty or wrong: that is no clean-up."""
    NONE = "none"


class Evidence(Model):
    """A named fact with its value, unit, source and time."""

    name: str
    value: bool | int | float | str | None
    unit: str | None = None
    source: str
    as_of: AwareDatetime | None = None


class Finding(Model):
    """The conclusion about one subject."""

    fingerprint: str
    """`{scan}:{subject}:{hash}`; changes only when the evidence that matters changes."""
    scan: str
    subject: str
    """The flag key or event name, as PostHog has it: untrusted text."""
    verdict: str
    readiness: Readiness | None = None
    readiness_reasons: tuple[str, ...] = ()
    fixed_value: FixedValue | None = None
    confidence: float = Field(ge=0, le=1)
    severity: Severity = "low"
    reason: str
    """One sentence a person understands."""
    evidence: tuple[Evidence, ...] = ()
    blind_spots: tuple[str, ...] = ()
    call_sites: tuple[CallSite, ...] = ()
    blocked_by: tuple[BlockedBy, ...] = ()
    suggested_action: SuggestedAction = SuggestedAction.NONE


class Abstention(Model):
    """A subject that was looked at and not judged. Abstaining is an answer."""

    subject: str
    reason: str
    scan: str = "stale_flags"


class Blind(Model):
    """A source that could not be read. Nothing is concluded from it."""

    source: str
    reason: str


class ScanStats(Model):
    """What one look cost."""

    posthog_requests: int = 0
    seconds: float = 0.0
    subjects: int = 0
    active: int = 0
    permanent: int = 0


class ScanResult(Model):
    """Everything one look concluded, in the order of scan, subject."""

    findings: tuple[Finding, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    stats: ScanStats = ScanStats()
