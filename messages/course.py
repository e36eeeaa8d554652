"""What one whole course brought about: found, done, not done and why, and where to look."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape, words
from messages.branch import value_text
from scans.model import CleanupOutcome, DigestReport, Finding, ScanReport
from scans.model.action import Skipped
from scans.model.identity import DEAD_EVENTS, EVENT_HEALTH, STALE_FLAGS

_LAST = {EVENT_HEALTH: "what happened to it"}
"""What the last column of a scan says."""


class Pages(NamedTuple):
    """Addresses to look at."""

    channel: str
    temporal: str


def course(
    scans: Mapping[str, ScanReport],
    cleanups: Sequence[CleanupOutcome],
    digest: DigestReport,
    *,
    pages: Pages,
    seconds: float,
) -> RenderableType:
    """Return the account of scans, by their names, of their cleanups and their digest.

    `seconds` is what they took together, with whatever else was shown.
    """
    opened = [each for each in cleanups if each.number is not None]
    done = _Done(
        {each.fingerprint: each for each in cleanups},
        {each.fingerprint: each for scan in scans.values() for each in scan.skipped},
    )
    results = [scan.result for scan in scans.values()]
    return Group(
        _head(scans, len(opened), digest, seconds),
        *(_table(name, scan.result.findings, done) for name, scan in scans.items()),
        *(
            _line("not judged  ", each.subject, f": {each.reason}")
            for result in results
            for each in result.abstained
        ),
        *(
            _line("not read  ", each.source, f": {each.reason}")
            for result in results
            for each in result.blind
        ),
        Text(),
        _where(opened, [each for each in cleanups if each.issue_url], digest, pages),
    )


def _head(
    scans: Mapping[str, ScanReport], opened: int, digest: DigestReport, seconds: float
) -> Text:
    flags = scans[STALE_FLAGS].result.stats
    events = scans[DEAD_EVENTS].result.stats.subjects if DEAD_EVENTS in scans else 0
    looked = f"{flags.subjects} flags" + (f" and {events} events" if events else "")
    findings = sum(len(scan.result.findings) for scan in scans.values())
    return Text.assemble(
        ("Groundskeeper", "bold green"),
        f" looked at {looked} in {seconds:.1f} s: "
        f"{words.counted(findings, 'finding')}, "
        f"{words.counted(opened, 'draft pull request')}, "
        f"{'one digest' if digest.posted else 'no digest'}. ",
        (f"In use: {flags.active}. Kept on purpose: {flags.permanent}.", "dim"),
    )


class _Done(NamedTuple):
    """What became of findings, by their fingerprints."""

    outcomes: Mapping[str, CleanupOutcome]
    skipped: Mapping[str, Skipped]

    def of(self, finding: Finding) -> Text:
        """Return what was done about a finding, or why nothing was."""
        at = finding.fingerprint
        return _what_was_done(finding, self.outcomes.get(at), self.skipped.get(at))


def _table(scan: str, findings: Sequence[Finding], done: _Done) -> RenderableType:
    if scan == STALE_FLAGS:
        return _flags(findings, done)
    if not findings:
        return Text(f"\n{words.scan(scan)}: nothing found", "dim")
    table = _columns("event", "verdict", _LAST.get(scan, "what was done, or why not"))
    for finding in sorted(findings, key=lambda each: (each.severity != "high", each.subject)):
        told = scan == EVENT_HEALTH
        table.add_row(
            Text(escape.terminal(finding.subject), "bold"),
            words.verdict(finding.verdict),
            Text(escape.terminal(finding.reason)) if told else done.of(finding),
        )
    return Group(Text(), table)


def _flags(findings: Iterable[Finding], done: _Done) -> Table:
    table = _columns("flag", "verdict", "keeps", "what was done, or why not")
    for finding in sorted(
        findings, key=lambda each: (each.fingerprint not in done.outcomes, each.subject)
    ):
        kept = "" if finding.fixed_value is None else value_text(finding.fixed_value)
        table.add_row(
            Text(escape.terminal(finding.subject), "bold"),
            words.verdict(finding.verdict),
            Text(escape.terminal(kept)),
            done.of(finding),
        )
    return table


def _columns(*names: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold")
    table.columns[0].no_wrap = True
    return table


def _what_was_done(
    finding: Finding, outcome: CleanupOutcome | None, skipped: Skipped | None
) -> Text:
    if outcome is not None and outcome.number is not None:
        files = words.counted(len(outcome.files), "file")
        lines = sum(each.removed_lines - each.added_lines for each in outcome.files)
        size = f", {files}, {words.counted(lines, 'line')} less" if outcome.files else ""
        return Text(f"draft pull request #{outcome.number}{size}", "green")
    if outcome is not None and outcome.blocked_by is not None:
        why = words.BLOCKED_BY[outcome.blocked_by]
        return Text(
            escape.terminal(f"{why}: {outcome.detail}" if outcome.detail else why), "yellow"
        )
    if skipped is not None:
        # The judgement's own reason says more than the name of what it led to.
        reasons = finding.readiness_reasons or (words.BLOCKED_BY[skipped.blocked_by],)
        return Text(escape.terminal("; ".join(reasons)), "yellow")
    return Text(words.ACTION[finding.suggested_action])


def _where(
    opened: Sequence[CleanupOutcome],
    described: Sequence[CleanupOutcome],
    digest: DigestReport,
    pages: Pages,
) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for each in sorted(opened, key=lambda each: each.number or 0):
        table.add_row(f"pull request #{each.number}", escape.terminal(each.url))
    for each in sorted(described, key=lambda each: each.subject):
        about = Text(f"issue about {escape.terminal(each.subject)}")
        table.add_row(about, Text(escape.terminal(each.issue_url)))
    if digest.posted:
        table.add_row("Slack message", pages.channel)
    table.add_row("Temporal UI", pages.temporal)
    return table


def _line(before: str, subject: str, after: str) -> Text:
    return Text.assemble(
        (before, "yellow"), (escape.terminal(subject), "bold"), escape.terminal(after)
    )
