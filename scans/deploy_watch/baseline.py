"""What is normal at a deploy: how many people to expect per session, and how far that strays.

The long past says what the rate is, the last three hours say what it is today. How far a series
strays by itself is learnt by predicting every hour of the past from the three before it.
"""

from collections.abc import Sequence
from math import ceil, sqrt

import numpy as np

from scans.deploy_watch.looks import Baseline, SeriesBaseline
from scans.deploy_watch.observations import TOTAL, History
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.timeline import Floats

MOST_ISSUES = 50
"""Issues with a series of their own: those with most people. The rest count in the total."""
TOTAL_WEIGHT = 0.5
"""Share of the evidence that the total may use; the issues have the rest in equal parts."""

RECENT_HOURS = 3
PAST_PEOPLE = 20
"""What the 28 days weigh against the last three hours, in people."""
PLACEBO_PAST_PEOPLE = 10
"""The same where the past is replayed."""

LEAST_TAU, MOST_TAU2 = 0.08, 1.0
"""No series is steadier than 8 % from hour to hour, and none is believed to stray more than 1."""
LEAST_TAU2_OF_EVENTS = 0.25
"""Spread of what is counted in plain events, which one client in a loop can double."""
SAFETY = 1.2
"""What the spread is multiplied with: it is estimated, and too little of it is a false alarm."""
PRIOR_TAU2, PRIOR_WORTH = 0.04, 30
"""Spread of a series without a past of its own, and the sum of squared expectations it is worth."""
INCIDENT_DEVIATIONS, INCIDENT_TAU2, INCIDENT_PEOPLE = 4, 0.25, 3
"""An hour so far above what it should be was an incident, and says nothing of quiet ones."""

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
    least = LEAST_TAU2_OF_EVENTS if history.plain_events else 0.0
    tau2 = np.maximum(spread(people, sessions), least) * scale
    here, elsewhere = people_for_new(history.births, len(sessions))
    return Baseline(
        series=tuple(
            _series(name, series, sessions, spread, len(issues))
            for name, series, spread in zip((TOTAL, *issues), people, tau2.tolist(), strict=True)
        ),
        hours=len(sessions),
        sessions_per_minute=float(sessions[-RECENT_HOURS:].sum()) / (60 * RECENT_HOURS),
        people_for_new=elsewhere,
        people_for_new_here=here,
    )


def spread(people: Floats, sessions: Floats) -> Floats:
    """Return tau2 of every series, the total first: its squared relative spread.

    `people` has one row per series and one column per hour. Every hour is predicted from the three
    before it; what is left of the error, beyond chance and beyond what so few people can tell,
    is how far the rate itself moves. Hours of old incidents are left out.
    """
    before, x_before = _preceding(people), _preceding(sessions)
    seen, x = people[:, RECENT_HOURS:], sessions[RECENT_HOURS:]
    a = PLACEBO_PAST_PEOPLE + before
    mu = x * a / (PLACEBO_PAST_PEOPLE / _rate(people, sessions)[:, None] + x_before)
    most = INCIDENT_DEVIATIONS * np.sqrt(mu + INCIDENT_TAU2 * mu**2) + INCIDENT_PEOPLE
    quiet = seen - mu <= most
    worth = (mu**2 * quiet).sum(axis=1)
    left = (((seen - mu) ** 2 - mu - mu**2 / a) * quiet).sum(axis=1)
    own = np.maximum(0, np.divide(left, worth, out=np.zeros_like(left), where=worth > 0))
    prior = max(own[0], PRIOR_TAU2) * PRIOR_WORTH
    shrunk: Floats = SAFETY * (own * worth + prior) / (worth + PRIOR_WORTH)
    return np.clip(shrunk, LEAST_TAU**2, MOST_TAU2)


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
    name: str, people: Floats, sessions: Floats, tau2: float, issues: int
) -> SeriesBaseline:
    a = PAST_PEOPLE + float(people[-RECENT_HOURS:].sum())
    rate = float(_rate(people[None], sessions)[0])
    return SeriesBaseline(
        series=name,
        a=a,
        b=PAST_PEOPLE / rate + float(sessions[-RECENT_HOURS:].sum()),
        k=1 / (1 / a + tau2),
        tau2=tau2,
        weight=TOTAL_WEIGHT if name == TOTAL else (1 - TOTAL_WEIGHT) / issues,
        people_per_hour=float(people.mean()) if len(people) else 0.0,
    )


def _rate(people: Floats, sessions: Floats) -> Floats:
    """Return people per session over the whole past: never zero, nor infinite."""
    rate: Floats = (people.sum(axis=1) + 0.5) / max(sessions.sum(), 1.0)
    return rate


def _preceding(hours: Floats) -> Floats:
    """Return the sum of the three hours before each hour that has them."""
    sums = np.cumsum(hours, axis=-1)
    summed = sums[..., RECENT_HOURS - 1 : -1].copy()
    summed[..., 1:] -= sums[..., : -RECENT_HOURS - 1]
    return summed
