"""Which findings may be acted on now, and for every other one the reason why not.

The order within a limit is that of the least regret: safe before caution, few files before many,
old evidence before new; the subject settles the rest, so the same findings give the same plan.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from scans.model.action import (
    Action,
    ActionLimits,
    OpenCleanupPr,
    OutputModes,
    Plan,
    Skipped,
)
from scans.model.finding import BlockedBy, Finding, Readiness, SuggestedAction

SAFE_KEY: Final = re.compile(r"[a-zA-Z0-9_./:-]+")
"""Keys that may stand in branches, titles and commands. PostHog's own list for such places."""

AFTER_EVERY_TIME = "9999"
"""For findings without a date: sorts after every ISO 8601 time."""

WHY = {
    BlockedBy.NEEDS_APPROVAL: "a person has to look at it first",
    BlockedBy.NO_FIXED_VALUE: "nothing says which value should stay, so its owner has to decide",
    BlockedBy.NO_CALL_SITE: "no code asks for it any more: it can be archived in PostHog",
    BlockedBy.NOT_PROVABLE: "code that asks for it cannot be ruled out",
}


def plan(
    findings: Iterable[Finding],
    *,
    modes: OutputModes | None = None,
    limits: ActionLimits | None = None,
    settled: Collection[str] = (),
) -> Plan:
    """Return one decision per finding. In preview the whole way is gone, so it plans like `on`.

    `settled` are fingerprints that an earlier run has acted on. Acting on them again changes
    nothing, so they take no place within the limit: two open pull requests may wait for a month
    without keeping the third from being opened.
    """
    modes, limits = modes or OutputModes(), limits or ActionLimits()
    actions: list[Action] = []
    skipped: list[Skipped] = []
    new = 0
    for finding in sorted(findings, key=_importance):
        if refused := _refused(finding, modes):
            skipped.append(refused)
        elif finding.fingerprint in settled:
            actions.append(OpenCleanupPr(finding=finding))
        elif new >= limits.max_new_pull_requests:
            most = limits.max_new_pull_requests
            why = f"this run may open {most} pull requests, and more important ones came first"
            skipped.append(_skip(finding, BlockedBy.LIMIT_REACHED, why))
        else:
            new += 1
            actions.append(OpenCleanupPr(finding=finding))
    skipped.sort(key=lambda one: (one.subject, one.fingerprint))
    return Plan(actions=tuple(actions), skipped=tuple(skipped))


def _refused(finding: Finding, modes: OutputModes) -> Skipped | None:
    if finding.suggested_action is not SuggestedAction.OPEN_CLEANUP_PR:
        by = _first_reason(finding)
        # The judgement's own reason says more than what it led to.
        return _skip(finding, by, "; ".join(finding.readiness_reasons) or WHY.get(by, ""))
    if not SAFE_KEY.fullmatch(finding.subject):
        why = "its key has characters that are not safe in a branch or a title"
        return _skip(finding, BlockedBy.UNSAFE_KEY, why)
    if modes.pull_requests == "off":
        return _skip(finding, BlockedBy.OUTPUT_OFF, "pull requests are switched off")
    return None


def _first_reason(finding: Finding) -> BlockedBy:
    if finding.suggested_action is SuggestedAction.ARCHIVE_FLAG:
        return BlockedBy.NO_CALL_SITE
    return finding.blocked_by[0] if finding.blocked_by else BlockedBy.NEEDS_APPROVAL


def _skip(finding: Finding, by: BlockedBy, detail: str) -> Skipped:
    return Skipped(
        fingerprint=finding.fingerprint, subject=finding.subject, blocked_by=by, detail=detail
    )


def _importance(finding: Finding) -> tuple[bool, int, str, str, str]:
    files = {site.file for site in finding.call_sites}
    return (
        finding.readiness is not Readiness.SAFE,
        len(files),
        _unchanged_since(finding),
        finding.subject,
        finding.fingerprint,
    )


def _unchanged_since(finding: Finding) -> str:
    for fact in finding.evidence:
        if fact.name == "unchanged_since":
            return str(fact.value)
    return AFTER_EVERY_TIME
