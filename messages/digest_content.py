"""What a digest is made of, and what of it is shown."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from pydantic import AwareDatetime

from scans.model import Abstention, Blind, BlockedBy, Finding, Model, Readiness
from scans.model.action import OutputModes, Skipped


class WaitingPullRequest(Model):
    """One of our open pull requests."""

    repository: str
    number: int
    url: str
    title: str
    subject: str
    """The flag it takes out; empty if that could not be read."""
    created_at: AwareDatetime
    draft: bool = True


class DigestContent(Model):
    """Everything that is known when a digest is written."""

    project: str
    period: str
    """ISO week, `2026-W47`."""
    as_of: AwareDatetime
    findings: tuple[Finding, ...] = ()
    previous: tuple[str, ...] | None = None
    """Fingerprints that the last digest told of; `None` if this is the first."""
    previous_as_of: AwareDatetime | None = None
    pull_requests: tuple[WaitingPullRequest, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    last_success: AwareDatetime | None = None
    next_look: AwareDatetime | None = None
    version: str
    modes: OutputModes = OutputModes()


_SEVERITIES = ("high", "medium", "low")
_READINESS = (Readiness.SAFE, Readiness.CAUTION, Readiness.BLOCKED, None)


def ranked(content: DigestContent) -> list[Finding]:
    """Return the findings, most useful first: proposed, severe, safe, then by subject."""
    proposed = {each.subject for each in content.pull_requests}
    return sorted(
        content.findings,
        key=lambda finding: (
            finding.subject not in proposed,
            _SEVERITIES.index(finding.severity),
            _READINESS.index(finding.readiness),
            finding.subject,
        ),
    )


def changes(content: DigestContent) -> tuple[int, int] | None:
    """Return how many findings are new and how many are gone since the last digest.

    Nothing counts as gone while a source is blind: what was not seen was not resolved.
    """
    if content.previous is None:
        return None
    before, now = set(content.previous), {finding.fingerprint for finding in content.findings}
    return len(now - before), 0 if content.blind else len(before - now)


def grouped(content: DigestContent) -> Mapping[BlockedBy, list[Skipped]]:
    """Return what is not done by its reason, the most frequent reason first.

    A subject that lives in several repositories counts once for each reason.
    """
    groups: dict[BlockedBy, list[Skipped]] = defaultdict(list)
    for each in content.skipped:
        group = groups[each.blocked_by]
        if all(each.subject != other.subject for other in group):
            group.append(each)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def revision(content: DigestContent) -> str:
    """Return 12 hex that change only with what is said: no ages, no dates of looking."""
    canonical = "\n".join(
        (
            content.project,
            *sorted(finding.fingerprint for finding in content.findings),
            *sorted(
                f"{each.repository}#{each.number} {each.draft}" for each in content.pull_requests
            ),
            *sorted(f"{each.fingerprint} {each.blocked_by}" for each in content.skipped),
            *sorted(f"{each.subject} {each.reason}" for each in content.abstained),
            *sorted(f"{each.source} {each.reason}" for each in content.blind),
            content.modes.model_dump_json(),
        )
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]
