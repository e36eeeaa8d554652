"""Plain English for every closed set: one sentence or phrase per member, the same everywhere."""

from scans import SCANS
from scans.model import BlockedBy, Readiness, SuggestedAction

BLOCKED_BY: dict[BlockedBy, str] = {
    BlockedBy.DEPENDENT_FLAG: "another flag depends on it",
    BlockedBy.EXPERIMENT_RUNNING: "an experiment is running",
    BlockedBy.EARLY_ACCESS_FEATURE: "it belongs to an early access feature",
    BlockedBy.SURVEY: "a survey or product tour uses it",
    BlockedBy.SESSION_REPLAY: "session replay is linked to it",
    BlockedBy.REMOTE_CONFIGURATION: "it is remote configuration",
    BlockedBy.PAYLOAD: "it carries a payload",
    BlockedBy.SCHEDULED_CHANGE: "a change of it is scheduled",
    BlockedBy.HOLDOUT: "a holdout group is excluded from it",
    BlockedBy.PROJECTS_DISAGREE: "projects serve different values",
    BlockedBy.INSIGHT: "a saved insight reads it",
    BlockedBy.ACTION: "an action reads it",
    BlockedBy.COHORT: "a cohort reads it",
    BlockedBy.EXPERIMENT_METRIC: "a metric of an experiment reads it",
    BlockedBy.ALERT: "an alert watches it",
    BlockedBy.NEEDS_APPROVAL: "a person should look first",
    BlockedBy.NO_FIXED_VALUE: "it has no single value to keep",
    BlockedBy.BLIND: "a source could not be read",
    BlockedBy.PREMISE_CHANGED: "the facts changed meanwhile",
    BlockedBy.NO_CALL_SITE: "no code names it",
    BlockedBy.NOT_PROVABLE: "the edit cannot be proved safe",
    BlockedBy.TOO_LARGE: "the change is too large",
    BlockedBy.UNSAFE_KEY: "its key holds unusual characters",
    BlockedBy.ALREADY_OPEN: "a pull request is already open",
    BlockedBy.MERGED: "the pull request is merged",
    BlockedBy.CLOSED_BY_PERSON: "a person closed the pull request",
    BlockedBy.EDITED_BY_PERSON: "a person works on the branch",
    BlockedBy.COMPETING_PR: "another pull request already does it",
    BlockedBy.DISMISSED: "a person dismissed it",
    BlockedBy.SNOOZED: "it is snoozed",
    BlockedBy.KEPT: "it is kept forever",
    BlockedBy.OUTPUT_OFF: "this output is switched off",
    BlockedBy.PREVIEW: "preview only: nothing was sent",
    BlockedBy.LIMIT_REACHED: "it waits for the next run",
    BlockedBy.QUIET_HOURS: "it waits for working hours",
    BlockedBy.SHADOW: "alerts are in shadow mode",
    BlockedBy.PLACEBO: "the rule is not known to be quiet in this project's own past",
    BlockedBy.CAPPED: "the day's number of messages is reached",
    BlockedBy.COOLING_DOWN: "the same was told lately",
    BlockedBy.SUPERSEDED: "a newer deploy is live",
    BlockedBy.ROLLBACK: "it brings back what was live before",
    BlockedBy.MUTED: "a person muted it",
    BlockedBy.REFUSED: "a service refused",
}
"""Why an action was not taken, to be read after `because` or a colon."""

SCAN: dict[str, str] = {scan.name: scan.title.lower() for scan in SCANS}
"""What each scan is called."""

SUBJECT: dict[str, str] = {
    "stale_flags": "flag",
    "dead_events": "event",
    "event_health": "event",
}
"""What a scan looks at, in the singular."""

VERDICT: dict[str, str] = {
    "fully_rolled_out": "fully rolled out",
    "fully_off": "off for everyone",
    "disabled": "disabled",
    "experiment_concluded": "experiment concluded",
    "not_evaluated": "no longer asked for",
    "missing_in_posthog": "missing in PostHog",
    "active": "in use",
    "permanent": "permanent",
    "inconclusive": "not judged",
    "stopped": "went silent",
    "never_arrived": "never arrived",
    "uncalled": "uncalled",
    "orphan": "without known code",
    "alive": "alive",
    "property_dropped": "lost a property",
    "property_missing": "lacks a property",
    "pair_unbalanced": "begun and not finished",
    "not_seen_after_merge": "not seen after its merge",
    "type_changed": "changed its type",
    "near_duplicate": "spelled in two ways",
    "healthy": "healthy",
    "regression": "errors rose",
    "new_issue": "a new error",
    "conversion_drop": "conversion dropped",
    "shared_rise": "errors rose on the old release too",
    "not_enough_evidence": "not enough evidence",
    "clear": "clear",
}
"""What is true of a subject."""

READINESS: dict[Readiness, str] = {
    Readiness.SAFE: "safe to remove",
    Readiness.CAUTION: "look first",
    Readiness.BLOCKED: "must stay for now",
}
"""Whether the subject may be taken out of the code."""

ACTION: dict[SuggestedAction, str] = {
    SuggestedAction.OPEN_CLEANUP_PR: "open a cleanup pull request",
    SuggestedAction.OPEN_ISSUE: "ask its owner",
    SuggestedAction.ARCHIVE_FLAG: "archive it in PostHog",
    SuggestedAction.POST_ALERT: "tell whoever relies on it",
    SuggestedAction.NONE: "nothing to do",
}
"""What a finding asks for."""


def scan(name: str) -> str:
    """Return what a scan is called; an unknown one reads as it is named."""
    return SCAN.get(name, name.replace("_", " "))


def verdict(name: str) -> str:
    """Return the phrase for a verdict of any scan; an unknown one reads as it is named."""
    return VERDICT.get(name, name.replace("_", " "))


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def value(fact: bool | float | str | None) -> str:
    """Return a fact's value as people write it: `true`, `100`, `12.5`, `none`."""
    if fact is None:
        return "none"
    if isinstance(fact, bool):
        return str(fact).lower()
    return f"{fact:g}" if isinstance(fact, float) else str(fact)
