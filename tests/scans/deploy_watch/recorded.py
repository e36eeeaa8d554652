"""Made-up recorded deploys, small enough to read."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from scans.deploy_watch.observations import Observed, Rows

HOURS = 28 * 24
LOOKS = range(4, 119, 3)
ISSUE, OLD_FILE, NEW_FILE = 7, "src/cart.ts", "src/pay.ts"


def recorded(
    name: str = "case",
    *,
    seed: int = 1,
    times: float = 1.0,
    tagged: bool = False,
    labelled: bool = True,
    looks: int = len(LOOKS),
) -> dict[str, Any]:
    """Return a case of a project with 200 sessions and 10 failing people an hour.

    From T0 on errors are `times` as frequent; a minute is seen at the first look after it.
    """
    rng = np.random.default_rng(seed)
    users = rng.poisson(10, HOURS).tolist()
    failing = rng.poisson(np.where(np.arange(-60, 120) < 0, 1.0, times) / 6)
    rows = [
        [ISSUE, int(person), int(minute), 1, *([int(minute >= 0)] if tagged else [])]
        for person, minute in enumerate(np.repeat(np.arange(-60, 120), failing))
    ]
    sessions = [
        [minute, int(count), *([int(count)] if tagged else [])]
        for minute, count in enumerate(rng.poisson(200 / 60, 120))
    ]
    case = {
        "id": name,
        "t0": "2026-06-01T10:00:00Z",
        "history": {
            "hours": HOURS,
            "sessions": rng.poisson(200, HOURS).tolist(),
            "users": users,
            "issues": [{"issue": ISSUE, "users": [*users], "events": [*users]}],
            "births": [1, 1, 2],
        },
        "before": {
            "rows": [row for row in rows if row[2] < 0],
            "sessions_by_minute": rng.poisson(200 / 60, 180).tolist(),
        },
        "deploy_files": [OLD_FILE, NEW_FILE],
        "looks": [_look(minute, rows, sessions) for minute in LOOKS][:looks],
    }
    if tagged:
        case["releases"] = {"old": "3f0c91aa", "new": "b7720d10"}
    if labelled:
        raised = times > 1
        case |= {
            "label": int(raised),
            "kind": "all_errors" if raised else "clean",
            "truth": {"size": times, "rate": 10},
        }
    return case


def _look(minute: int, rows: list[list[int]], sessions: list[list[int]]) -> dict[str, Any]:
    first = minute - 3 if minute > LOOKS[0] else 0
    return {
        "minute": minute,
        "rows": [row for row in rows if first <= row[2] < minute],
        "sessions_by_minute": [each for each in sessions if first <= each[0] < minute],
    }


def sum_of(seen: Observed, news: Observed) -> Observed:
    """Return everything that is visible once `news` has come to what was `seen` before."""
    old, new = seen.rows, news.rows
    rows = Rows(
        issue=[*old.issue, *new.issue],
        person=[*old.person, *new.person],
        minute=[*old.minute, *new.minute],
        events=[*old.events, *new.events],
        release=[*old.release, *new.release],
    )
    on_new = None if seen.on_new is None else _added(seen.on_new, news.on_new or {})
    return Observed(
        rows=rows,
        sessions=_added(seen.sessions, news.sessions),
        on_new=on_new,
        born={**news.born, **seen.born},
        blind=news.blind,
    )


def _added(first: Mapping[int, int], second: Mapping[int, int]) -> dict[int, int]:
    total = dict(first)
    for minute, count in second.items():
        total[minute] = total.get(minute, 0) + count
    return total
