"""What a digest is made of, and what of it is shown."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pydantic import AwareDatetime

from scans.model import Abstention, Blind, BlockedBy, Finding, Model, Readiness
from scans.model.action import OutputModes, Skipped


class WaitingPullRequest(Model):
    """One of our open pull requests."""

    repository: str
    number: int
    url: str
    title: str
    scan: str = ""
    subject: str
    """The flag or event it takes out; empty, as `scan` is, if that could not be read."""
    created_at: AwareDatetime
    draft: bool = True


class ScanSection(Model):
    """What one scan has to say."""

    scan: str
    findings: tuple[Finding, ...] = ()
    omitted: int = 0
    """Findings beyond those that a run carries; they come up as the others are done."""
    previous: tuple[str, ...] | None = None
    """Fingerprints that the last digest told of; `None` if this is the first digest."""
    abstained: tuple[Abstention, ...] = ()
    blind: tuple[Blind, ...] = ()
    last_success: AwareDatetime | None = None
    next_look: AwareDatetime | None = None

    @property
    def saw_nothing(self) -> bool:
        """Whether this look leaves nothing to say but that it was blind."""
        return bool(self.blind) and not self.findings

    @property
    def told(self) -> tuple[str, ...]:
        """Fingerprints that the next digest compares with.

        What a blind look did not find was not resolved, and would else be new a week later.
        """
        seen = [finding.fingerprint for finding in self.findings]
        kept = (self.previous or ()) if self.blind or self.omitted else ()
        return tuple(dict.fromkeys((*seen, *kept)))

    @property
    def gone(self) -> tuple[str, ...]:
        """Subjects that the last digest told of, and about which there is nothing to say now."""
        if self.blind or self.omitted:
            return ()
        here = {finding.subject for finding in self.findings}
        named = {_subject(each) for each in self.previous or ()}
        return tuple(sorted(named - here))

    def is_new(self, finding: Finding) -> bool:
        """Whether the last digest, if there was one, did not tell of this finding."""
        return self.previous is not None and finding.fingerprint not in self.previous


class DigestContent(Model):
    """Everything that is known when a digest is written."""

    project: str
    period: str
    """ISO week, `2026-W47`."""
    as_of: AwareDatetime
    sections: tuple[ScanSection, ...] = ()
    """One per scan that has looked, in the order of the list of scans."""
    previous_as_of: AwareDatetime | None = None
    pull_requests: tuple[WaitingPullRequest, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    blind: tuple[Blind, ...] = ()
    """What concerns no scan alone."""
    version: str
    modes: OutputModes = OutputModes()

    @property
    def number(self) -> int:
        """How many findings there are, shown or not."""
        return sum(len(section.findings) + section.omitted for section in self.sections)

    @property
    def saw_nothing(self) -> bool:
        """Whether every scan was blind: then no digest of findings is due."""
        return bool(self.sections) and all(section.saw_nothing for section in self.sections)

    @property
    def blindness(self) -> tuple[str, ...]:
        """Names of what could not be read, without reasons: those may hold numbers that change."""
        return tuple(
            sorted({f"{scan}/{each.source}" for scan, each in _all_blind(self)}),
        )


_SEVERITIES = ("high", "medium", "low")
_READINESS = (Readiness.SAFE, Readiness.CAUTION, Readiness.BLOCKED, None)


def ranked(content: DigestContent, section: ScanSection) -> list[Finding]:
    """Return a section's findings, what cannot wait first: severe, proposed, safe, by subject."""
    proposed = {(each.scan, each.subject) for each in content.pull_requests}
    return sorted(
        section.findings,
        key=lambda finding: (
            finding.severity != "high",
            (finding.scan, finding.subject) not in proposed,
            _SEVERITIES.index(finding.severity),
            _READINESS.index(finding.readiness),
            finding.subject,
            finding.fingerprint,
        ),
    )


def changes(sections: Iterable[ScanSection]) -> tuple[int, int] | None:
    """Return how many findings are new and how many are gone since the last digest.

    Nothing counts as gone where a source was blind: what was not seen was not resolved.
    """
    counted = [each for each in sections if each.previous is not None]
    if not counted:
        return None
    new = gone = 0
    for section in counted:
        before = set(section.previous or ())
        now = {finding.fingerprint for finding in section.findings}
        new += len(now - before)
        gone += 0 if section.blind or section.omitted else len(before - now)
    return new, gone


def grouped(content: DigestContent) -> Mapping[BlockedBy, list[Skipped]]:
    """Return what is not done by its reason, the most frequent reason first.

    A subject that lives in several repositories counts once for each reason.
    """
    groups: dict[BlockedBy, dict[tuple[str, str], Skipped]] = defaultdict(dict)
    for each in content.skipped:
        scan = each.fingerprint.partition(":")[0]
        groups[each.blocked_by].setdefault((scan, each.subject), each)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return {reason: list(skipped.values()) for reason, skipped in ordered}


def revision(content: DigestContent) -> str:
    """Return 12 hex that change only with what is said: no ages, no dates of looking."""
    canonical = "\n".join(
        (
            content.project,
            *(line for section in content.sections for line in _said(section)),
            *sorted(
                f"{each.repository}#{each.number} {each.draft}" for each in content.pull_requests
            ),
            *sorted(f"{each.fingerprint} {each.blocked_by}" for each in content.skipped),
            *sorted(f"{each.source} {each.reason}" for each in content.blind),
            content.modes.model_dump_json(),
        )
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _said(section: ScanSection) -> Iterator[str]:
    yield f"{section.scan} {section.omitted}"
    yield from sorted(finding.fingerprint for finding in section.findings)
    yield from sorted(f"{each.subject} {each.reason}" for each in section.abstained)
    yield from sorted(f"{each.source} {each.reason}" for each in section.blind)


def _all_blind(content: DigestContent) -> Iterator[tuple[str, Blind]]:
    for section in content.sections:
        yield from ((section.scan, each) for each in section.blind)
    yield from (("", each) for each in content.blind)


def _subject(fingerprint: str) -> str:
    """Return the subject that stands in `{scan}:{subject}:{hash}`."""
    return fingerprint.partition(":")[2].rpartition(":")[0]
