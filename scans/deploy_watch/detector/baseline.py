"""What is normal at a deploy: how many people to expect per session, and how far that strays.

The long past says what is usual and how far a series strays from it by itself; the last hours say
where it stands today. Both are learnt per series, and so is how many people a new issue needs.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, sqrt

import numpy as np

from scans.deploy_watch.detector.timeline import Floats
from scans.deploy_watch.detector.wander import Wander, wander
from scans.deploy_watch.looks import Baseline, SeriesBaseline
from scans.deploy_watch.observations import TOTAL, History
from scans.deploy_watch.settings import DeployWatchSettings

MOST_ISSUES = 50
"""Issues with a series of their own: those with most people. The rest count in the total."""
TOTAL_WEIGHT = 0.5
"""Share of the evidence that the total may use; the issues have the rest in equal parts."""

RECENT_HOURS = 3
LEAST_TAU2_OF_EVENTS = 0.25
"""Spread of what is counted in plain events, which one client in a loop can double."""

LARGE_BIRTH = 3
"""People whom a new issue has to reach in two hours to be told from the crowd."""
LEAST_PEOPLE_FOR_NEW = 5
CHANCE_OF_A_BIRTH = 3e-4
"""Chance that an ordinary new issue of the two hours reaches as many people as one that alerts."""
CHANCE_OF_A_BIRTH_HERE = 2e-4
SHARE_OF_BIRTHS_HERE = 0.08
"""Ordinary new issues whose top frame lies in the deploy's files by chance."""
HOURS_AT_RISK = 2


def baseline(
    history: History, settings: DeployWatchSettings, *, tau_scale: float = 1.0
) -> Baseline:
    """Return what is normal after this history.

    `tau_scale` multiplies the spread of every series, as the project's own past may demand; the
    settings can only demand more.
    """
    scale = max(tau_scale, settings.tau_scale)
    issues = _busiest(history)
    sessions = np.asarray(history.sessions, dtype=np.float64)
    people = np.asarray([history.users, *(history.issues[name] for name in issues)], np.float64)
    strays = wander(people, sessions)
    least = LEAST_TAU2_OF_EVENTS if history.plain_events else 0.0
    strays = replace(
        strays, tau2=np.maximum(strays.tau2, least) * scale, known=strays.known * scale
    )
    here, elsewhere = people_for_new(history.births, len(sessions))
    return Baseline(
        series=_series((TOTAL, *issues), people, sessions, strays),
        hours=len(sessions),
        sessions_per_minute=float(sessions[-RECENT_HOURS:].sum()) / (60 * RECENT_HOURS),
        people_for_new=elsewhere,
        people_for_new_here=here,
    )


def people_for_new(births: Sequence[int], hours: int) -> tuple[int, int]:
    """Return whom a new issue has to reach: in a file of the deploy, and elsewhere.

    Ordinary new issues come all the time. Their sizes are taken to fall off with the square, so
    that the rate of the large ones tells how rare a still larger one is.
    """
    per_hour = (len(births) + 0.5) / max(hours, 1)
    large = sum(reached >= LARGE_BIRTH for reached in births)
    expected = HOURS_AT_RISK * per_hour * (large + 1) / (len(births) + 4)

    def least(expected: float, chance: float) -> int:
        return max(LEAST_PEOPLE_FOR_NEW, ceil(LARGE_BIRTH * sqrt(expected / chance)))

    here = least(expected * SHARE_OF_BIRTHS_HERE, CHANCE_OF_A_BIRTH_HERE)
    return here, least(expected, CHANCE_OF_A_BIRTH)


def _busiest(history: History) -> list[str]:
    ranked = sorted(history.issues, key=lambda name: (-sum(history.issues[name]), name))
    return ranked[:MOST_ISSUES]


def _series(
    names: Sequence[str], people: Floats, sessions: Floats, strays: Wander
) -> tuple[SeriesBaseline, ...]:
    hour = np.array([0]), 60
    rate = strays.usual * (1 + strays.level * strays.fading(*hour)[:, 0])
    k = strays.shape(*hour)[:, 0]
    past = max(float(sessions.sum()), 1.0)
    others = (1 - TOTAL_WEIGHT) / max(1, len(names) - 1)
    return tuple(
        SeriesBaseline(
            series=name,
            a=float(rate[row]) * past,
            b=past,
            k=float(k[row]),
            tau2=float(strays.tau2[row]),
            memory_minutes=float(strays.memory[row]),
            level=float(strays.level[row]),
            known=float(strays.known[row]),
            weight=others if row else TOTAL_WEIGHT,
            people_per_hour=float(people[row].mean()) if people.size else 0.0,
        )
        for row, name in enumerate(names)
    )
