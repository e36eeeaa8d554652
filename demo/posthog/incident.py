"""The traffic of a shop around one deploy: four weeks of sessions and errors, and the time since.

Every hour is drawn from a seed of its own, and every purpose within it: what is ordered for the
time after the deploy moves no event of the time before, and a rollback none before it.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from demo.posthog.events import Event
from demo.posthog.incident_errors import KNOWN, Issue, listed, new_issue, released, stored
from demo.posthog.incident_order import IncidentOrder
from demo.posthog.shapes import Json

AHEAD = timedelta(hours=3)
"""How far beyond now the traffic is known; what lies ahead arrives when its time has come."""

_VISITORS = 20_000
_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
_DAILY_SWING = 0.15
_SMALL, _LONGER_DAYS = 0.05, 4
"""Before its history there was little of everything, for a little longer: errors that come out of
nothing would be new ones, and the beginning of the story an incident."""
_STARTS, _FINISHES = 0.4, 0.7
"""Sessions in which somebody begins to check out, and of these those in which they buy."""
_NOISY_A_MINUTE = 20
_HOURS = 10_000
"""More than lie before the deploy: no hour has a negative number."""
_NOISE = 2**44
"""Where the numbers of its events begin."""
_TRAFFIC, _ERRORS, _SURPLUS, _FUNNEL = range(4)


@dataclass(frozen=True)
class _Session:
    """One visit."""

    number: int
    name: str
    visitor: str
    at: datetime
    on_new: bool


class Incident:
    """All events of an order, oldest first, and those that have arrived."""

    def __init__(self, order: IncidentOrder, now: datetime) -> None:
        self.order = order
        self._new = new_issue(order)
        self._properties = {issue.id: stored(issue) for issue in (*KNOWN, self._new)}
        names = ("$pageview", "checkout_started", "order_completed", *self._properties)
        self._codes = {name: code for code, name in enumerate(names, 0x1000)}
        began = order.began.astimezone(UTC)
        self._began = began
        self._end = max(began, now) + AHEAD
        self._events = sorted(self._all(), key=lambda event: event.timestamp)
        self._moments = [event.timestamp for event in self._events]
        self._arrived = 0

    @property
    def issue(self) -> str | None:
        """The id of the issue that rises, if one does."""
        if self.order.kind == "bad_deploy":
            return self._new.id
        return KNOWN[0].id if self.order.kind in ("known_rise", "shared_rise") else None

    def arrive(self, now: datetime) -> list[Event]:
        """Return the events that have come since this was last asked."""
        before, self._arrived = self._arrived, bisect_right(self._moments, now)
        return self._events[before : self._arrived]

    def arrived(self) -> list[Event]:
        """Return all that have come so far."""
        return self._events[: self._arrived]

    def examples(self) -> list[Event]:
        """Return the first and the last arrived event of each name: what definitions show."""
        first = {event.name: event for event in reversed(self.arrived())}
        last = {event.name: event for event in self.arrived()}
        return [*first.values(), *last.values()]

    def forget_arrivals(self) -> None:
        """Let everything arrive once more: the tables were emptied."""
        self._arrived = 0

    def issues(self) -> list[Json]:
        """Return what the list of issues says of them."""
        first = self._began - timedelta(days=2 * self.order.history_days + _LONGER_DAYS)
        known = [listed(issue, first) for issue in KNOWN]
        bad = self.order.kind == "bad_deploy"
        return [*known, *([listed(self._new, self._began)] if bad else [])]

    def _all(self) -> Iterator[Event]:
        first = -24 * (2 * self.order.history_days + _LONGER_DAYS)
        last = math.ceil((self._end - self._began) / timedelta(hours=1))
        for hour in range(first, last):
            sessions = list(self._sessions(hour))
            yield from (self._event("$pageview", each, each.at, {}) for each in sessions)
            yield from self._errors(hour, sessions)
            if self.order.funnel or self.order.kind == "funnel_drop":
                yield from self._checkouts(hour, sessions)
            if hour >= 0:
                yield from self._surplus(hour, sessions)

    def _random(self, hour: int, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.order.seed, hour + _HOURS, purpose])

    def _level(self, hour: int) -> float:
        """The shop is busier in the afternoon than at night, never empty, and once was small."""
        of_day = (self._began + timedelta(hours=hour)).hour
        grown = 1 if hour >= -24 * self.order.history_days else _SMALL
        return grown * (1 + _DAILY_SWING * math.sin((of_day - 9) / 24 * 2 * math.pi))

    def _sessions(self, hour: int) -> Iterator[_Session]:
        rng = self._random(hour, _TRAFFIC)
        count = int(rng.poisson(self.order.sessions_per_hour * self._level(hour)))
        seconds = rng.uniform(0, 3600, count)
        visitors = rng.integers(0, _VISITORS, count)
        luck = rng.random(count)
        for place in range(count):
            at = self._began + timedelta(hours=hour, seconds=round(float(seconds[place]), 3))
            if at < self._end and not self._silent(at):
                name, visitor = f"visit-{hour}-{place}", f"visitor-{int(visitors[place]):05}"
                on_new = bool(luck[place] < self._share_of_new(at))
                yield _Session((hour + _HOURS) * 100_000 + place, name, visitor, at, on_new)

    def _silent(self, at: datetime) -> bool:
        if self.order.kind != "gap":
            return False
        minutes = (at - self._began) / timedelta(minutes=1)
        gap = self.order.gap
        return gap.after_minutes <= minutes < gap.after_minutes + gap.minutes

    def _share_of_new(self, at: datetime) -> float:
        release = self.order.release
        if release is None or at < self._began:
            return 0.0
        minutes = (at - self._began) / timedelta(minutes=1)
        return min(1.0, minutes / release.ramp_minutes) if release.ramp_minutes else 1.0

    def _errors(self, hour: int, sessions: list[_Session]) -> Iterator[Event]:
        """The errors that there always are, each met by somebody who is there."""
        rng = self._random(hour, _ERRORS)
        level = self.order.errors_per_hour * self._level(hour)
        for issue in KNOWN:
            count = min(int(rng.poisson(level * issue.share)), len(sessions))
            for place in rng.choice(len(sessions), count, replace=False) if count else ():
                yield self._failure(issue, sessions[int(place)])

    def _surplus(self, hour: int, sessions: list[_Session]) -> Iterator[Event]:
        kind = self.order.kind
        if kind == "noisy_client":
            yield from self._noise(hour)
        if kind not in ("bad_deploy", "known_rise", "shared_rise"):
            return
        rng = self._random(hour, _SURPLUS)
        issue = self._new if kind == "bad_deploy" else KNOWN[0]
        # Luck is drawn for every session, so that no order changes whom the others meet.
        share = (self.order.times - 1) * self.order.errors_per_hour / self.order.sessions_per_hour
        lasts = self.order.rolled_back_after()
        for session, luck in zip(sessions, rng.random(len(sessions)), strict=True):
            blamed = session.on_new or kind == "shared_rise" or self.order.release is None
            if luck < share and blamed and session.at - self._began < lasts:
                yield self._failure(issue, session)

    def _noise(self, hour: int) -> Iterator[Event]:
        """One browser in a loop."""
        lasts = self.order.rolled_back_after()
        for minute in range(60):
            since = timedelta(hours=hour, minutes=minute)
            if since < lasts and self._began + since < self._end:
                for place in range(_NOISY_A_MINUTE):
                    at = self._began + since + timedelta(seconds=3 * place)
                    number = _NOISE + (hour * 60 + minute) * _NOISY_A_MINUTE + place
                    on_new = self._share_of_new(at) > 0
                    session = _Session(number, "visit-loop", "visitor-loop", at, on_new)
                    yield self._failure(KNOWN[0], session)

    def _checkouts(self, hour: int, sessions: list[_Session]) -> Iterator[Event]:
        rng = self._random(hour, _FUNNEL)
        lasts = self.order.rolled_back_after()
        for session, luck in zip(sessions, rng.random((len(sessions), 2)), strict=True):
            if luck[0] >= _STARTS:
                continue
            since = session.at - self._began
            fallen = self.order.kind == "funnel_drop" and timedelta(0) <= since < lasts
            begins = session.at + timedelta(seconds=20)
            yield self._event("checkout_started", session, begins, {})
            if luck[1] < _FINISHES / (self.order.times if fallen else 1):
                buys = session.at + timedelta(seconds=200)
                yield self._event("order_completed", session, buys, {})

    def _failure(self, issue: Issue, session: _Session) -> Event:
        properties = self._properties[issue.id]
        if issue is self._new and self.order.commit is not None:
            properties = properties | released(self.order.commit, "hazelnut-web", self._began)
        return self._event("$exception", session, session.at + timedelta(seconds=2), properties)

    def _event(
        self, name: str, session: _Session, at: datetime, properties: dict[str, Any]
    ) -> Event:
        release = self.order.release
        told = {"$session_id": session.name, "$lib": "web", "$raw_user_agent": _AGENT}
        if release is not None:
            told["$release_id"] = release.new if session.on_new else release.old
        code = self._codes[properties.get("$exception_issue_id", name)]
        uuid = f"{code:08x}-0000-4000-8000-{session.number:012x}"
        return Event(uuid, name, session.visitor, at, properties | told)
