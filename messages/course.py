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


def course(
    scan: ScanReport,
    cleanups: Sequence[CleanupOutcome],
    digest: DigestReport,
    *,
    channel_page: str,
    temporal_page: str,
    seconds: float,
) -> RenderableType:
    """Return the account of a scan, its cleanups and its digest.

    `seconds` is what they took together.
    """
    pages = _Pages(channel_page, temporal_page)
    stats, opened = scan.result.stats, [each for each in cleanups if each.number is not None]
    outcomes = {each.subject: each for each in cleanups}
    skipped = {each.subject: each for each in scan.skipped}
    head = Text.assemble(
        ("Groundskeeper", "bold green"),
        f" looked at {stats.subjects} flags in {seconds:.1f} s: "
        f"{words.counted(len(scan.result.findings), 'finding')}, "
        f"{words.counted(len(opened), 'draft pull request')}, "
        f"{'one digest' if digest.posted else 'no digest'}. ",
        (f"In use: {stats.active}. Kept on purpose: {stats.permanent}.", "dim"),
    )
    return Group(
        head,
        _findings(scan.result.findings, outcomes, skipped),
        *(
            _line("not judged  ", each.subject, f": {each.reason}")
            for each in scan.result.abstained
        ),
        *(_line("not read  ", each.source, f": {each.reason}") for each in scan.result.blind),
        Text(),
        _where(opened, [each for each in cleanups if each.issue_url], digest, pages),
    )


def _findings(
    findings: Iterable[Finding],
    outcomes: Mapping[str, CleanupOutcome],
    skipped: Mapping[str, Skipped],
) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("flag", "verdict", "keeps", "what was done, or why not"):
        table.add_column(name, overflow="fold")
    table.columns[0].no_wrap = True
    for finding in sorted(findings, key=lambda each: (each.subject not in outcomes, each.subject)):
        kept = "" if finding.fixed_value is None else value_text(finding.fixed_value)
        table.add_row(
            Text(escape.terminal(finding.subject), "bold"),
            words.verdict(finding.verdict),
            Text(escape.terminal(kept)),
            _done(finding, outcomes.get(finding.subject), skipped.get(finding.subject)),
        )
    return table


def _done(finding: Finding, outcome: CleanupOutcome | None, skipped: Skipped | None) -> Text:
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


class _Pages(NamedTuple):
    channel: str
    temporal: str


def _where(
    opened: Sequence[CleanupOutcome],
    described: Sequence[CleanupOutcome],
    digest: DigestReport,
    pages: _Pages,
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
