"""How many dead events are found, how soon, and how many living ones are called dead.

    python benchmarks/dead_events.py [SEED …]      1 2 3 4 5

Generates histories whose truth is known (`event_histories.py`) and judges them on each of 150 days,
with the 180 days before it as evidence, by the scan itself and by a plain rule: silent for 30 days.
An alarm is the first day of an unbroken run of days on which an event is called dead. It is right
if the event never comes again because it died. Recall is the share of the dead that were found
within the horizon after their last arrival; `sparse` are dead events that came less than in most
weeks, of which nothing is promised.
"""

import json
import statistics
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.event_histories import DAYS, LEAD, SPARSE, History, histories
from scans.dead_events import DeadEventSettings, Verdict, assess
from scans.model import Documents

SEEDS = (1, 2, 3, 4, 5)

WINDOW = 180

HORIZON = 60

PLAIN_DAYS = 30

START = datetime(2026, 1, 4, 23, 59, tzinfo=UTC)
"""The end of the first day of every history."""

Rule = Callable[[Sequence[History], int], Collection[str]]
"""The names that are called dead at the end of a day."""


@dataclass
class Score:
    """What came of one rule, over all seeds."""

    right: int = 0
    wrong: int = 0
    dead: int = 0
    found_after: list[int] = field(default_factory=list[int])
    """Days from the last arrival to the alarm."""
    sparse_dead: int = 0
    sparse_found: int = 0
    wrong_by_kind: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def precision(self) -> float:
        """The share of the alarms that are right."""
        return self.right / max(1, self.right + self.wrong)

    def recall(self, horizon: int = HORIZON) -> float:
        """Return the share of the dead that were found within so many days."""
        return sum(1 for days in self.found_after if days <= horizon) / max(1, self.dead)

    def figures(self) -> dict[str, Any]:
        """Return what is printed."""
        return {
            "precision": round(self.precision, 4),
            f"recall within {HORIZON} days": round(self.recall(), 4),
            "recall within 30 days": round(self.recall(30), 4),
            "median days to detection": statistics.median(self.found_after or [-1]),
            "alarms": self.right + self.wrong,
            "wrong": self.wrong,
            "wrong by kind": self.wrong_by_kind,
            "dead": self.dead,
            "sparse found": f"{self.sparse_found} of {self.sparse_dead}",
        }


def main() -> None:
    """Print one JSON document with the figures of both rules."""
    seeds = [int(word) for word in sys.argv[1:]] or list(SEEDS)
    rules: dict[str, Rule] = {"dead_events": by_scan, "silent for 30 days": by_silence}
    figures = {name: score(rule, seeds).figures() for name, rule in rules.items()}
    events = len(histories(seeds[0]))
    document = {"seeds": seeds, "events per seed": events, "days": DAYS - LEAD, "rules": figures}
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def score(rule: Rule, seeds: Iterable[int], every: int = 1) -> Score:
    """Judge the histories of every seed, on each day, or once in `every` days."""
    total = Score()
    for seed in seeds:
        events = histories(seed)
        _add(total, events, _alarms(rule, events, every))
    return total


def _alarms(rule: Rule, events: Sequence[History], every: int) -> dict[str, list[int]]:
    """Return the days on which each event began to be called dead."""
    alarms: dict[str, list[int]] = {event.name: [] for event in events}
    before: Collection[str] = frozenset()
    for day in range(LEAD, DAYS, every):
        called = frozenset(rule(events, day))
        for name in called - frozenset(before):
            alarms[name].append(day)
        before = called
    return alarms


def _add(total: Score, events: Sequence[History], alarms: dict[str, list[int]]) -> None:
    for event in events:
        days = alarms[event.name]
        right = [day for day in days if event.died is not None and day >= event.died]
        total.right += len(right)
        total.wrong += len(days) - len(right)
        if len(days) > len(right):
            kind = total.wrong_by_kind
            kind[event.kind] = kind.get(event.kind, 0) + len(days) - len(right)
        if event.died is not None and event.kind in SPARSE:
            total.sparse_dead += 1
            total.sparse_found += bool(right)
        elif event.died is not None:
            total.dead += 1
            total.found_after += [right[0] - event.died + 1] if right else []


def by_scan(events: Sequence[History], day: int) -> list[str]:
    """Ask the scan, with nothing but the count."""
    now = START + timedelta(days=day)
    rows = {event.name: row(event.counts[day - WINDOW + 1 : day + 1], now) for event in events}
    counted = {"as_of": now.isoformat(), "window_days": WINDOW, "rows": rows}
    documents = Documents({"event_usage": counted}, complete_by_declaration=True, now=now)
    judged = assess(documents, [], DeadEventSettings(), now)
    return [one.name for one in judged.candidates if one.verdict is Verdict.STOPPED]


def row(daily: Sequence[int], now: datetime) -> dict[str, Any]:
    """Return a row of `event_usage`; the last event of a day comes at noon."""
    last = next((index for index, count in enumerate(reversed(daily)) if count), None)
    noon = now.replace(hour=12, minute=0)
    seen = (noon - timedelta(days=last)).isoformat() if last is not None else None
    return {"count": sum(daily), "last_seen": seen, "daily": list(daily)}


def by_silence(events: Sequence[History], day: int) -> list[str]:
    """Call everything dead that came before, and not for 30 days."""
    return [
        event.name
        for event in events
        if any(event.counts[day - WINDOW + 1 : day + 1])
        and not any(event.counts[day - PLAIN_DAYS + 1 : day + 1])
    ]


if __name__ == "__main__":
    main()
