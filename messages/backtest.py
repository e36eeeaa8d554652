"""What a terminal shows of the past: how much would have been said, and how often too early."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape, words
from scans.backtest import Backtest, Look, Reported

SHOWN = 3
"""Names in one cell; the rest is a number."""


def backtest_report(told: Backtest) -> RenderableType:
    """Return one row per look, what was withdrawn later, and the sum of it."""
    if not told.looks:
        return Text("No look at the past was possible.")
    # Where the past of what makes a removal safe is not known, a column of noughts would lie.
    with_safe = any(look.safe for look in told.looks)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("day", "findings", *(["safe"] if with_safe else []), "not judged"):
        table.add_column(name, justify="right" if name != "day" else "left")
    for name in ("new", "gone"):
        table.add_column(name, overflow="fold")
    for look in told.looks:
        table.add_row(*_cells(look, with_safe=with_safe))
    return Group(table, Text(), *_withdrawn(told.reported), _sum(told), *_blind(told))


def _cells(look: Look, *, with_safe: bool) -> list[Text | str]:
    counts = (look.findings, *((look.safe,) if with_safe else ()), look.abstained)
    return [f"{look.at:%Y-%m-%d}", *map(str, counts), _names(look.new), _names(look.gone)]


def _names(names: Sequence[str]) -> Text:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return Text(escape.terminal(", ".join(names[:SHOWN])) + more)


def _withdrawn(reported: Sequence[Reported]) -> Iterator[Text]:
    for row in reported:
        if row.withdrawn:
            yield Text.assemble(
                ("withdrawn ", "yellow"),
                (escape.terminal(row.subject), "bold"),
                f": {words.verdict(row.verdict)}, reported from {row.first:%d %b} "
                f"to {row.last:%d %b}, and in use again later",
            )


def _sum(told: Backtest) -> Text:
    looks, reported, withdrawn = told.looks, len(told.reported), told.withdrawn
    busiest = max(looks[1:], key=lambda look: len(look.new), default=looks[0])
    share = f" ({100 * withdrawn / reported:.0f} %)" if reported else ""
    return Text(
        f"{words.counted(len(looks), 'look')} from {looks[0].at:%d %b} to {looks[-1].at:%d %b}: "
        f"{reported} reported, {withdrawn} of them withdrawn later{share}. "
        f"{len(looks[0].new)} at once on the first day; after that at most "
        f"{len(busiest.new) if len(looks) > 1 else 0} new a look."
    )


def _blind(told: Backtest) -> Iterator[Text]:
    newest = {blind.source: blind.reason for look in told.looks for blind in look.blind}
    for source, reason in newest.items():
        count = sum(any(blind.source == source for blind in look.blind) for look in told.looks)
        what = escape.terminal(f"{source}: {reason}")
        yield Text(f"could not read {what} (in {words.counted(count, 'look')})", "red")
