"""What a terminal shows of the project's own past: false alarms, and what follows from them."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape
from scans.deploy_watch.replay.placebo import Placebo, Slot


def past_report(placebos: Sequence[Placebo], tau_scale: float | None, blind: str) -> RenderableType:
    """Return a row for each spread, the false alarms of the first one, and the conclusion.

    `tau_scale` is the smallest spread at which alerts may be on; None: none is.
    """
    return Group(*_parts(placebos, tau_scale, blind))


def _parts(
    placebos: Sequence[Placebo], tau_scale: float | None, blind: str
) -> Iterator[RenderableType]:
    if placebos:
        yield _by_spread(placebos)
        yield Text()
        yield from map(_alarm, placebos[0].alarms)
    if blind:
        yield Text(f"nothing was concluded: {escape.terminal(blind)}", "red")
    else:
        yield Text(_conclusion(tau_scale))


def _by_spread(placebos: Sequence[Placebo]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("spread")
    for name in ("slots", "false alarms", "per 1,000", "not judged", "highest evidence"):
        table.add_column(name, justify="right")
    for placebo in placebos:
        judged = len(placebo.slots) - placebo.refused
        alarms = len(placebo.alarms)
        share = f"{1000 * alarms / judged:.1f}" if judged else ""
        # A wider spread was asked only where a narrower one alarmed.
        highest = max((slot.evidence for slot in placebo.slots), default=0.0)
        table.add_row(
            "the project's own" if placebo.scale == 1 else f"times {placebo.scale:g}",
            *(f"{count:,}" for count in (len(placebo.slots), alarms)),
            share,
            f"{placebo.refused:,}",
            f"{highest:.3g}" if placebo.scale == 1 else "",
        )
    return table


def _alarm(slot: Slot) -> Text:
    return Text.assemble(
        ("false alarm ", "yellow"),
        f"{slot.at:%d %b %H:%M}, minute {slot.alarm_minute}: ",
        (escape.terminal(slot.series), "bold"),
        f", {slot.verdict}",
    )


def _conclusion(tau_scale: float | None) -> str:
    if tau_scale is None:
        return (
            "more than one false alarm even with four times the spread: leave "
            "`scans.deploy_watch.alerts` on `shadow`"
        )
    if tau_scale == 1:
        return "at most one false alarm: alerts may be switched on"
    return (
        f"at most one false alarm with {tau_scale:g} times the spread: alerts may be switched on; "
        "watches use that spread then, and find small rises later"
    )
