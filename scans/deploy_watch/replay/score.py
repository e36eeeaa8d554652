"""How often the answers to recorded deploys are right, and how late."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import median

from scans.deploy_watch.replay.cases import Label
from scans.deploy_watch.verdicts import Verdict
from scans.model.base import Model

OUTAGE = "coincident_outage"
"""Quiet deploys beside an outage of something else: counted apart, because recorded cases hold far
more of them than a team meets."""

_Z95 = 1.959964
"""Standard normal quantile of 0.975."""


class Answer(Model):
    """What would have been said of one deploy."""

    id: str
    alarm_minute: int | None = None
    """The look at which the alert would have been sent; None: never."""
    verdict: Verdict
    series: str | None = None
    """Whose alarm it was: `total` or an issue."""


class Tally(Model):
    """Cases that belong together."""

    kind: str
    size: float | None = None
    """How many times the errors became; None where the deploy raised nothing."""
    rate: float | None = None
    """Errors per hour before the deploy; None for all together."""
    cases: int
    alarms: int
    minutes: float | None = None
    """Median look of the alarms."""

    @property
    def share(self) -> float:
        """Of the cases, those with an alarm: in [0, 1]."""
        return self.alarms / self.cases if self.cases else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies in nineteen of twenty samples (Wilson's score interval)."""
        if not self.cases:
            return 0.0, 1.0
        n, p, z2 = self.cases, self.share, _Z95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


class Score(Model):
    """How good the answers are, as far as the cases say what really happened."""

    cases: int
    verdicts: dict[Verdict, int]
    """The most frequent first."""
    unlabelled: int
    quiet: Tally
    """Deploys that raised nothing, without those beside an outage."""
    quiet_kinds: tuple[Tally, ...]
    rises: tuple[Tally, ...]
    """Deploys that raised the errors, by kind, size and rate."""


def scored(answers: Iterable[tuple[Answer, Label | None]]) -> Score:
    """Count the answers; what no label tells is only counted by verdict."""
    everything = list(answers)
    known = [(said, label) for said, label in everything if label is not None]
    quiet = [(said, label) for said, label in known if not label.raised]
    rises = [(said, label) for said, label in known if label.raised]
    verdicts = Counter(said.verdict for said, _ in everything)
    return Score(
        cases=len(everything),
        verdicts=dict(verdicts.most_common()),
        unlabelled=len(everything) - len(known),
        quiet=_tally([said for said, label in quiet if label.kind != OUTAGE], "all"),
        quiet_kinds=_by_cell(
            [(said, Label(raised=False, kind=label.kind)) for said, label in quiet]
        ),
        rises=_by_cell(rises),
    )


def _by_cell(answers: Sequence[tuple[Answer, Label]]) -> tuple[Tally, ...]:
    cells: defaultdict[Label, list[Answer]] = defaultdict(list)
    for said, label in answers:
        cells[label].append(said)
    in_order = sorted(cells, key=lambda label: (label.kind, label.size or 0, label.rate or 0))
    return tuple(_tally(cells[cell], cell.kind, cell.size, cell.rate) for cell in in_order)


def _tally(
    answers: Sequence[Answer], kind: str, size: float | None = None, rate: float | None = None
) -> Tally:
    minutes = [said.alarm_minute for said in answers if said.alarm_minute is not None]
    return Tally(
        kind=kind,
        size=size,
        rate=rate,
        cases=len(answers),
        alarms=len(minutes),
        minutes=median(minutes) if minutes else None,
    )
