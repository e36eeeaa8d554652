"""How long one project takes to be judged, and how much memory that needs.

    python benchmarks/judge_projects.py [FLAGS] [EVENTS]      2000 20000

Makes the documents of a project of that size, a hundred million events counted by day among them,
and judges flags, dead events and event health as the scans do, in a process that has done nothing
else, set up as the command line and the worker are. `parse` is the time that `json.loads` takes for
the same documents, so `ratio` can be compared between machines. Seconds are those of the processor.
Memory is the peak of the whole process: libraries, documents as text and as objects, and the
judgement. The goal: judging within 1 s and 200 MiB. Nothing here passes or fails.
"""

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cli.main import GARBAGE
from scans import dead_events, event_health, stale_flags
from scans.model import CapturedNames, Documents

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

WINDOW = 180

EVERYONE: list[dict[str, Any]] = [{"properties": [], "rollout_percentage": 100, "variant": None}]
SOME: list[dict[str, Any]] = [
    {"properties": [{"key": "email", "type": "person", "value": "x"}], "rollout_percentage": 50}
]

Made = TypeVar("Made")


def main() -> None:
    """Print one JSON document with times in seconds and memory in MiB."""
    gc.set_threshold(*GARBAGE)
    flags, events = [*(int(word) for word in sys.argv[1:3]), 2000, 20000][:2]
    text = json.dumps(project(flags, events))
    parse, documents = timed(lambda: json.loads(text))
    told = Documents(documents, complete_by_declaration=True, now=NOW)
    code = [captured(events)]
    flag_seconds, flagged = timed(
        lambda: stale_flags.assess(told, stale_flags.StaleFlagSettings(), NOW)
    )
    rules = dead_events.DeadEventSettings()
    event_seconds, judged = timed(lambda: dead_events.assess(told, code, rules, NOW))
    health = event_health.EventHealthSettings()
    health_seconds, healthy = timed(lambda: event_health.assess(told, (), (), health, NOW))
    judging = flag_seconds + event_seconds + health_seconds
    document = {
        "flags": flagged.subjects,
        "events": judged.subjects,
        "counted": sum(row["count"] for row in documents["event_usage"]["rows"].values()),
        "documents, MiB": round(len(text) / 2**20, 1),
        "parse, seconds": round(parse, 3),
        "flags, seconds": round(flag_seconds, 3),
        "events, seconds": round(event_seconds, 3),
        "health, seconds": round(health_seconds, 3),
        "all, seconds": round(judging, 3),
        "ratio": round(judging / parse, 2),
        "peak, MiB": round(peak(), 1),
        "found": sum(len(each.candidates) for each in (flagged, judged, healthy)),
    }
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def timed(make: Callable[[], Made]) -> tuple[float, Made]:
    """Return the seconds of this process that something took, and what it made."""
    gc.collect()
    started = time.process_time()
    made = make()
    return time.process_time() - started, made


def peak() -> float:
    """Return the largest memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def project(flags: int, events: int) -> dict[str, Any]:
    """Return the documents of one project: flags and what hangs on them, events by day."""
    chance = random.Random(7)  # noqa: S311 - a project, not a secret
    return {
        "feature_flags": listing(flag(number, chance) for number in range(flags)),
        "experiments": listing(experiment(number) for number in range(flags // 10)),
        "activity_log": listing(edit(number, flags, chance) for number in range(flags // 2)),
        "scheduled_changes": listing([]),
        "early_access_features": listing([]),
        "surveys": listing([]),
        "flag_usage": counts(
            {
                f"flag-{n}": {"count": 9, "last_seen": ago(1), "responses": {"true": 9}}
                for n in range(0, flags, 2)
            }
        ),
        "event_usage": counts({f"event_{n}": usage(chance) for n in range(events)}),
        "event_definitions": listing(
            {"name": f"event_{n}", "last_seen_at": ago(200)} for n in range(events)
        ),
        "insights": listing(insight(number, events, chance) for number in range(500)),
        "property_usage": counts({f"event_{n}": coverage(chance) for n in range(0, 600, 2)}),
        "pair_usage": counts({}),
        "actions": listing([]),
        "cohorts": listing([]),
        "alerts": listing([]),
    }


def captured(events: int) -> CapturedNames:
    """Return code that captures half of the events, and some that never came."""
    names = [f"event_{number}" for number in range(0, events, 2)]
    return CapturedNames(
        repository="my-org/shop", names=tuple(sorted([*names, "never_a", "never_b"]))
    )


def ago(days: float) -> str:
    """Return a time so many days before now."""
    return (NOW - timedelta(days=days)).isoformat()


def listing(items: Any) -> dict[str, Any]:
    """Return a list response."""
    results = list(items)
    return {"count": len(results), "next": None, "previous": None, "results": results}


def counts(rows: dict[str, Any]) -> dict[str, Any]:
    """Return a document of counts."""
    return {"as_of": NOW.isoformat(), "window_days": WINDOW, "rows": rows}


def flag(number: int, chance: random.Random) -> dict[str, Any]:
    """Return one flag; every third is decided."""
    return {
        "id": number,
        "key": f"flag-{number}",
        "name": "What it is for",
        "filters": {"groups": EVERYONE if number % 3 == 0 else SOME, "multivariate": None},
        "active": True,
        "archived": False,
        "deleted": False,
        "created_at": ago(chance.randrange(10, 400)),
        "updated_at": ago(chance.randrange(1, 10)),
        "experiment_set": [number] if number % 10 == 0 else [],
        "surveys": [],
        "features": [],
        "tags": ["team-a"],
        "evaluation_runtime": "all",
    }


def experiment(number: int) -> dict[str, Any]:
    """Return one experiment that is over."""
    dates = {"start_date": ago(200), "end_date": ago(90)}
    return {"id": number, "name": "Try", "feature_flag_key": f"flag-{number * 10}", **dates}


def edit(number: int, flags: int, chance: random.Random) -> dict[str, Any]:
    """Return one entry of the activity log."""
    changes = [{"type": "FeatureFlag", "action": "changed", "field": "filters"}]
    return {
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": str(number % flags),
        "detail": {"changes": changes},
        "created_at": ago(chance.randrange(20, 300)),
    }


def usage(chance: random.Random) -> dict[str, Any]:
    """Return an event's row: one in fifty is dead, one in three is scarce."""
    silent = chance.randrange(10, 80) if chance.random() < 1 / 50 else 0
    volume = 84 if chance.random() < 2 / 3 else 1
    daily = [chance.randrange(volume + 1) for _ in range(WINDOW - silent)] + [0] * silent
    since = next((index for index, count in enumerate(reversed(daily)) if count), 0)
    return {"count": sum(daily), "users": 5, "last_seen": ago(since), "daily": daily}


def coverage(chance: random.Random) -> dict[str, Any]:
    """Return thirty properties of an event, of which one in a hundred has dropped."""
    before = {f"property_{n}": 40_000 for n in range(30)}
    carried = {name: 100 if chance.random() < 1 / 100 else 10_000 for name in before}
    types = {name: {"string": count} for name, count in carried.items()}
    earlier = {"count": 40_000, "with": before, "types": {}}
    return {"count": 10_000, "with": carried, "types": types, "before": earlier}


def insight(number: int, events: int, chance: random.Random) -> dict[str, Any]:
    """Return a saved insight of three events."""
    series = [
        {"kind": "EventsNode", "event": f"event_{chance.randrange(events)}"} for _ in range(3)
    ]
    source = {"kind": "FunnelsQuery", "series": series}
    return {"id": number, "saved": True, "query": {"kind": "InsightVizNode", "source": source}}


if __name__ == "__main__":
    main()
