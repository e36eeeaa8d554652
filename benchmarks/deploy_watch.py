"""How often a deploy is blamed for nothing, and how soon it is found to have broken something.

    python benchmarks/deploy_watch.py [FILE ...]
    python benchmarks/deploy_watch.py --made 2000

Reads labelled recorded deploys, one JSON object per line, plain or gzipped, or makes some of its
own from a seed. Prints one JSON document: false alarms per 1,000 quiet deploys, by errors per hour
and by kind; outages of something else by rollout; for every kind of rise the share that was found
and the median minute. Everything stands twice, for the detector and for a plain rule on the same
deploys in the same run: twice as many errors in a quarter of an hour as in the hour before. Nothing
here passes or fails.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scans.deploy_watch.detector.timeline import Floats
from scans.deploy_watch.observations import History, Observed, Rows
from scans.deploy_watch.replay.answers import answer
from scans.deploy_watch.replay.cases import Case, CaseLook, Label
from scans.deploy_watch.replay.reading import read_case
from scans.deploy_watch.settings import DeployWatchSettings

OUTAGE = "coincident_outage"
SETTINGS = DeployWatchSettings()
HOURS, AFTER, PACE = 672, 120, 3
RATES = (5, 50, 500, 5000)
SIZES = (1.0, 1.0, 1.0, 1.0, 2.0, 5.0)

PLAIN_MINUTES, PLAIN_RATIO, PLAIN_EVENTS = 15, 2.0, 10
"""The plain rule: at least so many times the last hour's pace, over so many minutes, and at least
so many events."""


@dataclass(frozen=True)
class Result:
    """What both rules said of one deploy, and what is true."""

    raised: bool
    kind: str
    rate: float
    size: float
    rollout: str
    ours: int | None
    """The minute of the alarm."""
    plain: int | None


def main() -> None:
    """Print one JSON document."""
    started = time.process_time()
    words = sys.argv[1:]
    if words and words[0] != "--made":
        every = [judged(case, truth) for case, truth in recorded(words)]
    else:
        count = int(words[1]) if len(words) > 1 else 600
        every = [judged(made(seed), {}) for seed in range(count)]
    document = {
        "deploys": len(every),
        "milliseconds each": round(1000 * (time.process_time() - started) / len(every), 1),
        "detector": table(every, lambda one: one.ours),
        "plain rule": table(every, lambda one: one.plain),
    }
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def recorded(files: Sequence[str]) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Yield the deploys of files, with what is true of each."""
    for name in files:
        reader = gzip.open if name.endswith(".gz") else open
        with reader(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                yield read_case(document), document.get("truth", {})


def judged(case: Case, truth: dict[str, Any]) -> Result:
    """Return what both rules say of a deploy."""
    label = case.label or Label(raised=False)
    return Result(
        raised=label.raised,
        kind=label.kind,
        rate=label.rate or 0.0,
        size=label.size or 1.0,
        rollout=str(truth.get("rollout", "unknown")),
        ours=answer(case, SETTINGS).alarm_minute,
        plain=plain(case),
    )


def plain(case: Case) -> int | None:
    """Return the look at which the plain rule alerts."""
    usual = sum(case.before.rows.events) / 60 * PLAIN_MINUTES
    events: defaultdict[int, int] = defaultdict(int)
    for look in case.looks:
        rows = look.news.rows
        for minute, count in zip(rows.minute, rows.events, strict=True):
            events[minute] += count
        recent = range(max(0, look.minute - PLAIN_MINUTES), look.minute)
        seen = sum(events[minute] for minute in recent)
        if seen >= max(PLAIN_EVENTS, PLAIN_RATIO * usual * len(recent) / PLAIN_MINUTES):
            return look.minute
    return None


def table(every: Sequence[Result], said: Callable[[Result], int | None]) -> dict[str, Any]:
    """Return what one of the rules is worth."""
    quiet = [one for one in every if not one.raised and one.kind != OUTAGE]
    outages = [one for one in every if one.kind == OUTAGE]
    rises = [one for one in every if one.raised]
    return {
        "false alarms per 1,000": share(quiet, said, 1000),
        "by errors per hour": split(quiet, said, lambda one: f"{one.rate:g}", 1000),
        "by kind": split(quiet, said, lambda one: one.kind, 1000),
        "outages blamed, percent": split(outages, said, lambda one: one.rollout, 100),
        "found, percent": split(
            rises, said, lambda one: f"{one.kind} {one.size:g}x at {one.rate:g}/h", 100
        ),
    }


def split(
    every: Sequence[Result],
    said: Callable[[Result], int | None],
    by: Callable[[Result], str],
    per: int,
) -> dict[str, Any]:
    """Return the share of each group."""
    groups: defaultdict[str, list[Result]] = defaultdict(list)
    for one in every:
        groups[by(one)].append(one)
    return {name: share(groups[name], said, per) for name in sorted(groups)}


def share(every: Sequence[Result], said: Callable[[Result], int | None], per: int) -> Any:
    """Return how many alarmed of how many, the share, and the median minute."""
    minutes = [minute for one in every if (minute := said(one)) is not None]
    return {
        "alarms": f"{len(minutes)} of {len(every)}",
        "share": round(per * len(minutes) / len(every), 2) if every else None,
        "median minute": median(minutes) if minutes else None,
    }


def made(seed: int) -> Case:
    """Return a pretend deploy: a rate that drifts, and a rise at T0 or none."""
    chance = np.random.default_rng(seed)
    rate, size = RATES[seed % len(RATES)], SIZES[seed // len(RATES) % len(SIZES)]
    drift = np.exp(drifting(chance, HOURS + 3, 0.15))
    pace = np.maximum(rate * 30, 120) * (1 + 0.5 * np.sin(np.arange(HOURS + 3) * np.pi / 12))
    hourly = rate / 2 * drift * pace / pace.mean()
    users = drawn(chance, hourly[:HOURS])
    sessions = drawn(chance, pace[:HOURS])
    by_minute = np.repeat(hourly[HOURS - 1 : HOURS + 2], 60) / 60
    by_minute[60:] *= size
    people = drawn(chance, by_minute)
    users[-1] = sum(people[:60])
    rows = [(minute - 60, number) for minute, count in enumerate(people) for number in range(count)]
    exposed = drawn(chance, np.repeat(pace[HOURS - 3 : HOURS + 2], 60) / 60)
    looks = tuple(
        CaseLook(end, seen(rows, exposed, 0 if end == PACE + 1 else end - PACE, end, chance))
        for end in range(PACE + 1, AFTER, PACE)
    )
    past: tuple[int, ...] = tuple(users)
    return Case(
        id=str(seed),
        history=History(tuple(sessions), past, {"a": past}, (1, 1, 2)),
        files=(),
        before=seen(rows, exposed, -180, 0, chance),
        looks=looks,
        label=Label(
            raised=size > 1, kind="all_errors" if size > 1 else "clean", size=size, rate=rate
        ),
    )


def drawn(chance: np.random.Generator, mean: Floats) -> list[int]:
    """Return counts that chance makes of what is expected."""
    return [int(count) for count in chance.poisson(mean)]


def seen(
    rows: Sequence[tuple[int, int]],
    exposed: Sequence[int],
    start: int,
    end: int,
    chance: np.random.Generator,
) -> Observed:
    """Return what some minutes add: everybody is somebody else and makes one event or more."""
    inside = [row for row in rows if start <= row[0] < end]
    return Observed(
        rows=Rows(
            issue=["a"] * len(inside),
            person=[f"{minute}-{number}" for minute, number in inside],
            minute=[minute for minute, _ in inside],
            events=chance.geometric(0.6, len(inside)).tolist(),
        ),
        sessions={minute: exposed[minute + 180] for minute in range(start, end)},
    )


def drifting(chance: np.random.Generator, steps: int, deviation: float) -> Floats:
    """Return a path that wanders around nought and comes back within hours."""
    path, kept = np.zeros(steps), 0.6
    for step in range(1, steps):
        path[step] = kept * path[step - 1] + chance.normal(0, deviation * np.sqrt(1 - kept**2))
    return path


if __name__ == "__main__":
    main()
