"""What a terminal shows. Foreign text is never markup, and never a control sequence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape, words
from messages.branch import value_text
from scans.model import (
    EventRemoval,
    Finding,
    Readiness,
    Removal,
    ScanResult,
    SuggestedAction,
    Usages,
)
from scans.model.action import Skipped
from scans.model.removal import CleanedFile

_READINESS_STYLE = {
    Readiness.SAFE: "green",
    Readiness.CAUTION: "yellow",
    Readiness.BLOCKED: "red",
}

_WITHOUT_REMOVAL = frozenset({SuggestedAction.OPEN_ISSUE, SuggestedAction.POST_ALERT})
"""What is asked of people even where nothing may be taken out."""

_WHYS = 2
"""Reasons in one cell; an event of every dashboard has dozens."""


def scan_report(
    results: Mapping[str, ScanResult], untold: Mapping[str, str] | None = None
) -> RenderableType:
    """Return one look's conclusions, scan by scan: found, not judged, not read.

    `results` are by name of scan; `untold` says why a scan was not run.
    """
    parts: list[RenderableType] = []
    titled = len(results) + len(untold or {}) > 1
    for scan, result in results.items():
        if titled:
            parts += [Text()] if parts else []
            parts.append(Text(words.scan(scan).capitalize(), "bold underline"))
        parts += [*_conclusions(result), summary(result, scan)]
    parts += [
        _line(f"{words.scan(scan).capitalize()} not looked at: ", "", why, style="dim")
        for scan, why in (untold or {}).items()
    ]
    return Group(*parts)


def _conclusions(result: ScanResult) -> Iterator[RenderableType]:
    if result.findings:
        # What somebody relies on comes first, as in the digest.
        yield findings_table(sorted(result.findings, key=lambda each: each.severity != "high"))
        yield Text()
    for each in result.abstained:
        yield _line("not judged ", each.subject, f": {each.reason}", style="yellow")
    for each in result.blind:
        yield _line("could not read ", each.source, f": {each.reason}", style="red")


def findings_table(findings: Iterable[Finding], skipped: Sequence[Skipped] = ()) -> Table:
    """Return one row per finding; `skipped` says why nothing is proposed about some."""
    why_not = {each.fingerprint: each for each in skipped}
    table = _table("subject", "verdict", "why → next")
    for finding in findings:
        following = _next(finding, why_not.get(finding.fingerprint))
        table.add_row(
            _foreign(finding.subject, "bold"),
            _verdict(finding),
            Text("\n").join((_foreign(finding.reason), *_where(finding), following)),
        )
    return table


def usages_list(found: Usages) -> RenderableType:
    """Return one line per call site, computed keys, helpers nobody calls, the cost."""
    named = [
        Text.assemble(
            escape.terminal(f"{use.file}:{use.line}: {use.kind} "),
            (escape.terminal(use.name), "bold"),
            escape.terminal(f"  {' ← '.join((use.method, *use.via))}"),
        )
        for use in found.usages
    ]
    computed = [
        _line("computed key ", f"{each.file}:{each.line}", f": {each.expression}", style="yellow")
        for each in found.dynamic
        if each.kind != "init"  # a project's own token, which is no key of anything
    ]
    idle = [
        _line(
            "never called ",
            f"{each.file}:{each.line}",
            f": {each.name} captures an event, and its name is written nowhere else",
            style="yellow",
        )
        for each in found.unused
    ]
    stats = found.stats
    cost = (
        f"{words.counted(len(found.usages), 'call site')} in {words.counted(stats.files, 'file')}"
    )
    skipped = f", {len(found.skipped)} skipped" if found.skipped else ""
    return Group(*named, *computed, *idle, Text(f"{cost}{skipped}, {stats.seconds:g} s"))


def removal_summary(removal: Removal | EventRemoval, *, written: bool) -> RenderableType:
    """Return what was taken out of a checkout and what a person has to decide about."""
    of_event = isinstance(removal, EventRemoval)
    subject = removal.event if of_event else removal.flag
    rest = "what only it used" if of_event else "the constant of its key"
    lines = [_line("", each.file, f": {_removed(each, rest)}") for each in removal.files]
    left = [
        _line("left ", f"{each.file}:{each.line}", f": {each.reason}", style="yellow")
        for each in removal.left
    ]
    unused = [
        _line("unused ", f"{file.file}:{name.line}", f": {name.name}", style="yellow")
        for file in removal.files
        for name in file.unused
    ]
    if not (removal.files or removal.left):
        return _line("", subject, ": already clean, nothing names it; nothing was written")
    outcome = {
        "removed": "no call site is left",
        "partial": "some places are left",
        "left": "nothing could be removed",
    }[removal.outcome]
    done = "written" if written and removal.files else "nothing was written"
    return Group(*lines, *unused, *left, _line("", subject, f": {outcome}; {done}"))


def _removed(cleaned: CleanedFile, rest: str) -> str:
    if cleaned.removed_sites:
        return f"{words.counted(cleaned.removed_sites, 'call site')} removed"
    return f"{rest} removed"


def schedules_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return one row per schedule; a row has `id`, `paused`, `note`, `next` and `last`."""
    table = _table("schedule", "state", "next", "last", "note")
    for row in rows:
        state = Text("paused", "yellow") if row["paused"] else Text("runs", "green")
        rest = (_foreign(str(row[name] or "")) for name in ("next", "last", "note"))
        table.add_row(_foreign(str(row["id"])), state, *rest)
    return table


def summary(result: ScanResult, scan: str = "stale_flags") -> Text:
    """Return one look in one paragraph. Never an all-clear where something was not read."""
    stats, ready = result.stats, Counter(each.readiness for each in result.findings)
    looked, found = words.counted(stats.subjects, words.SUBJECT[scan]), len(result.findings)
    parts = [f"{looked} looked at, {words.counted(found, 'finding')}"]
    if judged := sum(ready[each] for each in Readiness):
        rest = found - judged
        parts += [
            f": {ready[Readiness.SAFE]} safe to remove, {ready[Readiness.CAUTION]} to look at "
            f"first, {ready[Readiness.BLOCKED]} blocked"
            + (f", {rest} that nothing can be removed of" if rest else "")
        ]
    kept = f"{stats.permanent} permanent, " if stats.permanent else ""
    parts += [f". {stats.active} in use, {kept}{len(result.abstained)} not judged."]
    if result.blind:
        count = words.counted(len(result.blind), "source")
        parts.append(f" {count} could not be read: nothing is concluded from what is missing.")
    return Text("".join(parts))


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _foreign(text: str, style: str = "") -> Text:
    return Text(escape.terminal(text), style)


def _line(before: str, subject: str, after: str, style: str = "") -> Text:
    return Text.assemble(
        (before, style), (escape.terminal(subject), "bold"), escape.terminal(after)
    )


def _verdict(finding: Finding) -> Text:
    """Return the verdict and, below it, what may be done: in the words that `--fail-on` takes."""
    text = Text(words.verdict(finding.verdict))
    if finding.readiness is not None:
        text.append("\n").append(finding.readiness.value, _READINESS_STYLE[finding.readiness])
    if finding.fixed_value is not None:
        text.append(escape.terminal(f", keeps {value_text(finding.fixed_value)}"))
    return text


def _where(finding: Finding) -> Iterator[Text]:
    """Return the first place, as an editor opens it, and how many more there are."""
    places = [f"{site.file}:{site.line}" for site in finding.call_sites]
    if places:
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield _foreign(f"{places[0]}{more}", "dim")


def _next(finding: Finding, skipped: Skipped | None) -> Text:
    """Return what is to be done, and why it is no more than that, in words that name what it is."""
    if skipped is not None:
        return Text(f"→ nothing: {words.BLOCKED_BY[skipped.blocked_by]}")
    action = words.ACTION[finding.suggested_action]
    if not finding.blocked_by:
        return Text(f"→ {action}")
    asked = action if finding.suggested_action in _WITHOUT_REMOVAL else "nothing"
    whys = finding.readiness_reasons or [words.BLOCKED_BY[each] for each in finding.blocked_by]
    more = f"; and {len(whys) - _WHYS} more" if len(whys) > _WHYS else ""
    return _foreign(f"→ {asked}: {'; '.join(whys[:_WHYS])}{more}")
