"""The curve of an incident as a picture: what was expected, and what happened.

Drawn for a phone: Slack shows it at about half of its size. Colours are of the palette of Okabe and
Ito, which people who see colours differently tell apart, and every line has a shape of its own too.
"""

import io
from typing import Any

from messages import escape
from messages.incident import numbers
from messages.incident.message import headline
from messages.incident.view import SHORT_SHA
from scans.deploy_watch.incident import Incident
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import Verdict

Axes = Any
"""The library's: half of its types are not known."""

WIDTH, HEIGHT = 1200, 675
"""Pixels: the shape that Slack shows uncut."""
_DOTS = 100

_BAND, _EXPECTED, _HAPPENED = "#c9dff0", "#0072b2", "#d55e00"
_DEPLOY, _CHANGE, _BACK = "#000000", "#8a3f72", "#00694c"
_GRID, _TEXT = "#dddddd", "#222222"
_MOST_CHANGES = 3
_LONGEST_NAME = 24
_LONGEST_TITLE = 72
"""Characters of its size that fit the picture's width."""
_POINT_MINUTES = 5
_CHARACTER = 0.0102
"""Width of a character of a name, as a share of the curve's: a little more than it takes."""


def curve_png(incident: Incident) -> bytes:
    """Return the picture as PNG; the same incident always makes the same bytes.

    Raises `ValueError` for an incident without a curve.
    """
    if not incident.curve:
        message = "an incident without a curve has no picture"
        raise ValueError(message)
    # Late, because a quarter of a second is too long for every command to wait for it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=(WIDTH / _DOTS, HEIGHT / _DOTS), dpi=_DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.075, 0.115, 0.9, 0.70))
    _curve(axes, incident)
    _marks(axes, incident)
    _frame(axes, incident)
    figure.text(0.02, 0.945, _title(incident), fontsize=20, color=_TEXT, parse_math=False)
    figure.text(0.02, 0.885, _subtitle(incident), fontsize=14, color="#555555", parse_math=False)
    written = io.BytesIO()
    # The library's version would change the bytes with every upgrade of it.
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _curve(axes: Axes, incident: Incident) -> None:
    """Draw the band, what was expected within it, and what happened, from five to five minutes."""
    points = incident.curve
    edges = [point.minute for point in points] + [points[-1].minute + _POINT_MINUTES]
    low, high, expected = (
        [*values, values[-1]]
        for values in (
            [point.low for point in points],
            [point.high for point in points],
            [point.expected for point in points],
        )
    )
    axes.fill_between(
        edges,
        low,
        high,
        step="post",
        color=_BAND,
        linewidth=0,
        label="where 19 of 20 quiet deploys stay",
    )
    axes.step(
        edges, expected, where="post", color=_EXPECTED, linewidth=2.2, linestyle=(0, (5, 2)),
        label="expected",
    )  # fmt: skip
    axes.plot(
        [point.minute + _POINT_MINUTES / 2 for point in points],
        [point.people for point in points],
        color=_HAPPENED, linewidth=3, marker="o", markersize=6.5, label="happened",
    )  # fmt: skip
    top = max(max(point.people for point in points), max(high), 1.0)
    # A quarter above the highest point, for the names of what is marked.
    axes.set_ylim(0, top * 1.36)
    axes.set_xlim(edges[0], edges[-1])


def _marks(axes: Axes, incident: Incident) -> None:
    """Mark what happened when; names stand in rows of their own, so that none covers another."""
    deploy = incident.deploy
    _mark(
        axes,
        0,
        f"deploy {_drawable(deploy.sha[:SHORT_SHA])}".strip(),
        _DEPLOY,
        "-",
        row=0,
        before=True,
    )
    if (onset := incident.alarm.onset) is not None:
        _mark(axes, onset, "it began", _HAPPENED, ":", row=1)
    for row, rival in enumerate(incident.rivals[:_MOST_CHANGES], 2):
        minute = (rival.at - deploy.at).total_seconds() / 60
        name = f"{_drawable(rival.key)} {_drawable(rival.what)}"
        _mark(axes, minute, name, _CHANGE, "-.", row)
    if (back := incident.rolled_back_by) is not None:
        minute = (back.at - deploy.at).total_seconds() / 60
        row = 2 + len(incident.rivals[:_MOST_CHANGES])
        _mark(axes, minute, "rolled back", _BACK, (0, (6, 2)), row)


def _mark(
    axes: Axes,
    minute: float,
    name: str,
    color: str,
    style: Any,
    row: int,
    *,
    before: bool = False,
) -> None:
    """Draw a line with its name after it, or before it; wherever it fits, if only there."""
    left, right = axes.get_xlim()
    if not left <= minute <= right:
        return
    axes.axvline(minute, color=color, linewidth=2.2, linestyle=style)
    width = len(name) * _CHARACTER * (right - left)
    to_the_left = minute + width > right or (before and minute - width >= left)
    axes.annotate(
        name,
        xy=(minute, 1 - 0.06 * row),
        xycoords=("data", "axes fraction"),
        xytext=(-6 if to_the_left else 6, -6),
        textcoords="offset points",
        ha="right" if to_the_left else "left",
        va="top",
        color=color,
        fontsize=14,
        fontweight="bold",
        parse_math=False,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
    )


def _frame(axes: Axes, incident: Incident) -> None:
    from matplotlib.ticker import MaxNLocator, MultipleLocator

    drop = incident.verdict is Verdict.CONVERSION_DROP
    people = f"people with {'an' if incident.alarm.series == TOTAL else 'the'} error"
    unit = "sessions that came to the end" if drop else people
    axes.set_ylabel(f"{unit}, per {_POINT_MINUTES} minutes", fontsize=15, color=_TEXT)
    axes.set_xlabel("minutes after the deploy", fontsize=15, color=_TEXT)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    left, right = axes.get_xlim()
    axes.xaxis.set_major_locator(MultipleLocator(15 if right - left <= 150 else 30))
    axes.tick_params(labelsize=14, colors=_TEXT)
    axes.grid(axis="y", color=_GRID, linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, frameon=False, fontsize=14,
        borderaxespad=0.2, handlelength=2.4,
    )  # fmt: skip


def _title(incident: Incident) -> str:
    return _drawable(headline(incident), _LONGEST_TITLE)


def _subtitle(incident: Incident) -> str:
    return _drawable(f"{incident.project}: {numbers.size(incident)}", 120)


def _drawable(text: str, limit: int = _LONGEST_NAME) -> str:
    """Return a text of characters that the library's own font has, which are Europe's."""
    shown = escape.cut(escape.terminal(text), limit)
    return "".join(each if ord(each) < 0x0530 or each == "…" else "?" for each in shown)


def described(incident: Incident) -> str:
    """Return in words what the picture shows, for those who do not see it."""
    said = f"{headline(incident)}. {numbers.size(incident)} {numbers.since(incident)}"
    highest = max(incident.curve, key=lambda point: point.people, default=None)
    if highest is None:
        return said
    return (
        f"{said} The most in five minutes were {highest.people}, where at most "
        f"{highest.high:.0f} are usual."
    )
