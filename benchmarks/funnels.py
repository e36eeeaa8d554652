"""How often a declared funnel is blamed for nothing, and how soon a loss is found.

    python benchmarks/funnels.py [QUIET] [LOSSES]      2000 200

Makes up projects from a seed: sessions with a daily shape, a share that converts and that drifts by
itself, hours of old trouble, and a deploy that changes nothing (`QUIET` of them for each number of
sessions) or that divides the conversion (`LOSSES` for each number and size). Prints one JSON
document: false alarms per 1,000, and for each size the share that was found and the median minute.
Nothing here passes or fails.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scans.deploy_watch.detector.timeline import Floats, Integers
from scans.deploy_watch.funnels.rule import funnel_baseline, funnel_look
from scans.deploy_watch.looks import WatchState
from scans.deploy_watch.observations import FunnelHours, FunnelMinutes
from scans.deploy_watch.settings import DeployWatchSettings, Funnel

HOURS = 672
BEFORE, AFTER = 180, 120
PACE = 3
ENTERED_PER_HOUR = (30, 100, 300, 1000, 5000)
SIZES = (1.5, 2.0, 3.0, 10.0)
"""What the conversion is divided by."""
QUIET_KINDS = ("clean", "clean", "clean", "surge", "gap", "late")

FUNNEL = Funnel(name="checkout", steps=("cart", "paid"), within_minutes=20)
SETTINGS = DeployWatchSettings(funnels=(FUNNEL,))


@dataclass(frozen=True)
class Made:
    """One pretend deploy of a pretend project."""

    hours: FunnelHours
    entered: Integers
    """By minute, from three hours before T0."""
    leaving: Integers
    """Of these, sessions whose last step comes so many minutes later: (minutes, delay)."""


def main() -> None:
    """Print one JSON document."""
    quiet, losses = [*(int(word) for word in sys.argv[1:3]), 2000, 200][:2]
    started = time.process_time()
    told = {
        "false alarms per 1,000": {
            f"{rate}/h": 1000 * len(alarms(rate, 1.0, quiet)) / quiet for rate in ENTERED_PER_HOUR
        },
        "found": {
            f"divided by {size:g}": {
                f"{rate}/h": in_short(alarms(rate, size, losses), losses)
                for rate in ENTERED_PER_HOUR
            }
            for size in SIZES
        },
        "seconds": round(time.process_time() - started, 1),
    }
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def in_short(minutes: list[int], cases: int) -> str:
    """Return the share that was found, and when."""
    share = f"{100 * len(minutes) / cases:.0f} %"
    return f"{share} / {median(minutes):.0f}" if minutes else share


def alarms(rate: float, size: float, cases: int) -> list[int]:
    """Return the minutes of the alarms among so many deploys."""
    found = (alarm_of(made(rate, size, seed), SETTINGS) for seed in range(cases))
    return [minute for minute in found if minute is not None]


def alarm_of(deploy: Made, settings: DeployWatchSettings) -> int | None:
    """Return the minute at which a watch would alert."""
    (funnel,) = settings.funnels
    known, state = funnel_baseline(funnel, deploy.hours, settings), WatchState()
    for minute in range(PACE, AFTER + 1, PACE):
        said = funnel_look(known, seen_at(deploy, minute), state, settings, minute=minute)
        if said.alarms:
            return minute
        state = WatchState(convinced=(said.series.series,) if said.convinced else ())
    return None


def seen_at(deploy: Made, minute: int) -> FunnelMinutes:
    """Return what is known at a minute after T0: last steps that have come by then."""
    minutes = np.arange(-BEFORE, minute)
    entered = deploy.entered[: len(minutes)]
    delays = np.arange(int(deploy.leaving.shape[1]))
    there = minutes[:, None] + delays < minute
    converted: Integers = (deploy.leaving[: len(minutes)] * there).sum(axis=1)
    return FunnelMinutes(
        dict(zip(minutes.tolist(), entered.tolist(), strict=True)),
        dict(zip(minutes.tolist(), converted.tolist(), strict=True)),
    )


def made(rate: float, size: float, seed: int) -> Made:
    """Return one deploy; `size` divides the conversion from T0 on."""
    rng = np.random.default_rng([seed, int(rate), int(size * 100)])
    kind = str(rng.choice(QUIET_KINDS)) if size == 1 else "clean"
    hour = np.arange(HOURS + 3) + rng.uniform(0, 24)
    shape = (1 + rng.uniform(0.2, 0.7) * np.sin(2 * np.pi * hour / 24)) * drift(rng, 0.1, 24)
    share = rng.uniform(0.05, 0.6) * drift(rng, rng.uniform(0.03, 0.2), rng.uniform(6, 48))
    share = np.clip(share, 0.005, 0.95)
    for start in rng.integers(0, HOURS - 30, rng.poisson(2)):
        share[start : start + rng.integers(2, 12)] *= rng.uniform(0.1, 0.7)
    entered = rng.poisson(rate * shape[:HOURS])
    hours = FunnelHours(entered.tolist(), rng.binomial(entered, share[:HOURS]).tolist())
    return Made(
        hours, *watched(rng, rate / 60 * shape[HOURS - 3 :], share[HOURS - 3 :], size, kind)
    )


def watched(
    rng: np.random.Generator, pace: Floats, share: Floats, size: float, kind: str
) -> tuple[Integers, Integers]:
    """Return the minutes around T0: who entered, and how much later they converted."""
    minute = np.arange(-BEFORE, AFTER)
    at = (minute + BEFORE) // 60
    pace, share = pace[at], share[at] / np.where(minute >= 0, size, 1.0)
    if kind == "surge":
        pace = pace * np.where(minute >= rng.integers(-60, 90), rng.uniform(2, 6), 1)
    entered = rng.poisson(pace)
    within = FUNNEL.within_minutes
    delay = np.exp(-np.arange(within) / rng.uniform(2, 12))
    late = 12
    converted = rng.binomial(entered, share)
    leaving = rng.multinomial(converted, delay / delay.sum())
    leaving = arriving(rng, leaving, late if kind == "late" else 4)
    if kind == "gap":
        first, length = int(rng.integers(-60, 100)) + BEFORE, int(rng.integers(10, 50))
        entered[first : first + length] = 0
        delays = np.arange(int(leaving.shape[1]))
        leaves = np.arange(len(minute))[:, None] + delays
        lost = (leaves >= first) & (leaves < first + length)
        leaving = np.where(lost, 0, leaving)
        leaving[first : first + length] = 0
    return entered, leaving


def arriving(rng: np.random.Generator, leaving: Integers, latest: int) -> Integers:
    """Delay one last step in fourteen by up to `latest` minutes."""
    delayed = rng.binomial(leaving, 1 / 14)
    longer = np.zeros((leaving.shape[0], leaving.shape[1] + latest), dtype=np.int64)
    longer[:, : leaving.shape[1]] = leaving - delayed
    longer[:, latest:] += delayed
    return longer


def drift(rng: np.random.Generator, deviation: float, memory: float) -> Floats:
    """Return a level that strays by itself, hour by hour, with so many hours of memory."""
    keep = float(np.exp(-1 / memory))
    steps = rng.standard_normal(HOURS + 3) * deviation * np.sqrt(1 - keep * keep)
    levels = np.array(list(walk(steps, keep, float(rng.standard_normal() * deviation))))
    return np.exp(levels)


def walk(steps: Floats, keep: float, level: float) -> Iterator[float]:
    """Yield an autoregressive walk."""
    for step in steps.tolist():
        level = keep * level + step
        yield level


if __name__ == "__main__":
    main()
