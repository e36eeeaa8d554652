"""The project's own past as a picture: how near each quiet slot came to an alarm."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from messages import escape, words
from scans.deploy_watch.replay.placebo import Placebo, Slot

Axes = Any
"""The library's: half of its types are not known."""

SIZE_INCHES, DOTS_PER_INCH = (10.0, 4.2), 110
QUIET, REFUSED, ALARM, LIMIT = "#0072b2", "#b8b8b8", "#d55e00", "#222222"
"""Of the palette of Okabe and Ito, which people who see colours differently tell apart."""
LEAST, MOST = 1e-3, 1e6
"""Evidence beyond these is drawn at the edge: it says no more than *none*, or *without doubt*."""
ROOM = 50
"""Above the highest point, for the legend and for names of alarms."""
SHOWN_NAME = 24
"""Characters of an issue's id beside its alarm."""


def placebo_picture(placebo: Placebo, project: str, needed: float) -> bytes:
    """Return a PNG of all slots over time: highest evidence beside what alerts, alarms marked.

    `needed` is the evidence that alerts.
    """
    # The library takes half a second to load, and most commands draw nothing.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=SIZE_INCHES, dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    _draw(figure.add_subplot(), placebo, project, needed)
    drawn = BytesIO()
    # The library's version would change the bytes with every upgrade of it.
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _draw(axes: Axes, placebo: Placebo, project: str, needed: float) -> None:
    quiet = [slot for slot in placebo.slots if slot.alarm_minute is None and not slot.refused]
    refused = [slot for slot in placebo.slots if slot.refused and slot.alarm_minute is None]
    _points(axes, quiet, QUIET, "o", "quiet")
    _points(axes, refused, REFUSED, "x", "not judged")
    _points(axes, placebo.alarms, ALARM, "D", "false alarm")
    for slot in placebo.alarms:
        _name(axes, slot)
    axes.axhline(needed, color=LIMIT, linewidth=1, linestyle="--", label=f"alerts: {needed:.0f}")
    axes.set_yscale("log")
    axes.set_ylim(LEAST / 2, MOST * ROOM)
    axes.set_xlabel("UTC")
    axes.set_ylabel("highest evidence in two hours")
    axes.set_title(_title(placebo, project), loc="left", fontsize=10, parse_math=False)
    axes.grid(visible=True, axis="y", linewidth=0.3)
    axes.legend(loc="upper left", ncols=4, fontsize=8, frameon=False)
    axes.tick_params(labelsize=8)


def _points(axes: Axes, slots: Sequence[Slot], colour: str, marker: str, label: str) -> None:
    if slots:
        axes.scatter(
            [slot.at for slot in slots],
            [_shown(slot) for slot in slots],
            s=14,
            color=colour,
            marker=marker,
            label=f"{label}: {len(slots)}",
        )


def _name(axes: Axes, slot: Slot) -> None:
    # An issue's id is foreign text: never mathematics, and never long.
    axes.annotate(
        f"{escape.terminal(slot.series[:SHOWN_NAME])}, minute {slot.alarm_minute}",
        (slot.at, _shown(slot)),
        textcoords="offset points",
        xytext=(4, 6),
        fontsize=7,
        parse_math=False,
    )


def _shown(slot: Slot) -> float:
    return min(max(slot.evidence, LEAST), MOST)


def _title(placebo: Placebo, project: str) -> str:
    slots = words.counted(len(placebo.slots), "slot")
    alarms = words.counted(len(placebo.alarms), "false alarm")
    times = "" if placebo.scale == 1 else f", spread times {placebo.scale:g}"
    return f"{project}: {slots} of two hours in which nothing was deployed, {alarms}{times}"
