"""What a terminal shows of replayed deploys: how often it would have been wrong, and how late."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape, words
from scans.deploy_watch.replay.score import OUTAGE, Score, Tally


def case_report(score: Score) -> RenderableType:
    """Return the verdicts and, as far as the cases are labelled, how good they are."""
    return Group(*_parts(score))


def _parts(score: Score) -> Iterator[RenderableType]:
    yield Text(f"{words.counted(score.cases, 'case')}: {_verdicts(score)}")
    if score.quiet_kinds:
        yield Text()
        yield _quiet_table(score)
    if score.rises:
        yield Text()
        yield _rises_table(score.rises)
        yield Text("share of the deploys that were found / median minute of the alarm", "dim")
    if score.unlabelled and (score.quiet_kinds or score.rises):
        yield Text()
        yield Text(f"{words.counted(score.unlabelled, 'case')} without a label: not counted above")


def _verdicts(score: Score) -> str:
    counts = (f"{count:,} {verdict}" for verdict, count in score.verdicts.items())
    return ", ".join(counts) or "nothing to judge"


def _quiet_table(score: Score) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("deploys that raised nothing")
    for name in ("cases", "alarms", "per 1,000", "19 of 20 samples"):
        table.add_column(name, justify="right")
    for tally in sorted(score.quiet_kinds, key=lambda each: each.kind == OUTAGE):
        beside = " (apart)" if tally.kind == OUTAGE else ""
        table.add_row(_kind(tally) + beside, *_per_thousand(tally))
    if score.quiet.cases:
        table.add_row("all but outages", *_per_thousand(score.quiet), style="bold")
    return table


def _per_thousand(tally: Tally) -> list[str]:
    low, high = (1000 * end for end in tally.interval)
    return [
        f"{tally.cases:,}",
        f"{tally.alarms:,}",
        f"{1000 * tally.share:.1f}",
        f"{low:.1f} to {high:.1f}",
    ]


def _rises_table(rises: Sequence[Tally]) -> Table:
    """Return one row for each kind and size, one column for each rate of errors."""
    rates = sorted({tally.rate or 0 for tally in rises})
    rows: dict[tuple[str, float], dict[float, Tally]] = {}
    for tally in rises:
        rows.setdefault((_kind(tally), tally.size or 0), {})[tally.rate or 0] = tally
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("deploys that raised the errors")
    table.add_column("times", justify="right")
    for rate in rates:
        table.add_column(f"{rate:g}/h", justify="right")
    for (kind, size), cells in rows.items():
        table.add_row(kind, f"{size:g}", *(_found(cells.get(rate)) for rate in rates))
    return table


def _found(tally: Tally | None) -> str:
    if tally is None:
        return ""
    when = "" if tally.minutes is None else f" / {tally.minutes:g}"
    return f"{100 * tally.share:.0f} %{when}"


def _kind(tally: Tally) -> str:
    return escape.terminal(tally.kind) or "unnamed"
