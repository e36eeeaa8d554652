"""One look at a deploy, from what was counted to what is said."""

from collections.abc import Collection

import numpy as np

from scans.deploy_watch.detector.curve import POINT_MINUTES, curve
from scans.deploy_watch.detector.judging import judged
from scans.deploy_watch.detector.lines import line
from scans.deploy_watch.detector.measured import measured
from scans.deploy_watch.detector.newness import new_issues
from scans.deploy_watch.detector.people import END_MINUTE, People
from scans.deploy_watch.detector.recovery import recovered
from scans.deploy_watch.detector.refusal import why_not
from scans.deploy_watch.detector.series import Expected
from scans.deploy_watch.detector.sessions import Sessions
from scans.deploy_watch.detector.standing import Found, after, verdict
from scans.deploy_watch.detector.timeline import Timeline
from scans.deploy_watch.looks import Baseline, CurvePoint, Look, SeriesLook, WatchState
from scans.deploy_watch.observations import TOTAL, Observed
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict

WATCH_EVIDENCE = 20.0
"""Evidence from which on a series is named; nobody is told."""


def look(
    baseline: Baseline,
    seen: Observed,
    state: WatchState,
    settings: DeployWatchSettings,
    *,
    minute: int,
    files: Collection[str] = (),
) -> Look:
    """Return what is known at one look.

    `seen` is everything visible, `state` that of the look before, `minute` the whole minutes after
    T0 up to which rows count, and `files` those that the deploy touched. A look that could not read
    what it had to is refused and never taken for quiet.
    """
    watch = Watch(baseline, settings, files, state)
    watch.add(seen)
    return watch.look(minute, blind=seen.blind)


class Watch:
    """A deploy that is watched: takes in what becomes visible, and judges at every look.

    `look` does the same from everything at once; here the looks of a recorded deploy are cheap.
    """

    def __init__(
        self,
        baseline: Baseline,
        settings: DeployWatchSettings,
        files: Collection[str] = (),
        state: WatchState | None = None,
    ) -> None:
        """Begin, or go on where a `state` was left."""
        self._baseline, self._settings = baseline, settings
        self._files = frozenset(files)
        self._state = state or WatchState()
        self._expected = Expected.of(baseline)
        self._people = People(self._expected.names[1:])
        self._sessions = Sessions()
        self._born: dict[str, str] = {}

    @property
    def state(self) -> WatchState:
        """What the next look has to know."""
        return self._state

    @property
    def verdict(self) -> Verdict:
        """What would be said if the watch ended now."""
        return verdict(self._state, self._baseline)

    def add(self, seen: Observed) -> None:
        """Take in what became visible since the last call."""
        self._born |= seen.born
        self._people.watch(seen.born)
        self._people.add(seen.rows)
        self._sessions.add(seen.sessions, seen.on_new, seen.on_old)

    def judge(self, minute: int, *, blind: str = "") -> Found:
        """Judge what was taken in, up to a minute after T0; `state` then has what comes of it."""
        found = self._found(minute, blind)
        self._state, alerting = after(found, self._state)
        if self._state.alarm is None and alerting is not None:
            alarm = self._measured(found, alerting)
            update = {"alarm": alarm, "alarm_minute": minute}
            self._state = self._state.model_copy(update=update)
        return found

    def look(self, minute: int, *, blind: str = "") -> Look:
        """Judge, and say everything that people may want to see."""
        found = self.judge(minute, blind=blind)
        alarm = self._state.alarm
        if alarm is not None and not found.refused:
            alarm = self._measured(found, alarm.series)
            self._state = self._state.model_copy(update={"alarm": alarm})
        in_evidence = self._in_evidence(found)
        return Look(
            minute=minute,
            verdict=self.verdict,
            alarm=alarm,
            alarm_minute=self._state.alarm_minute,
            in_evidence=in_evidence,
            refused=found.refused,
            log=self._line(found, in_evidence),
            recovered=self._recovered(found, alarm),
            curve=() if blind else self._curve(found, alarm),
            state=self._state,
        )

    def _found(self, minute: int, blind: str) -> Found:
        if minute > self._expected.end:
            self._expected = Expected.of(self._baseline, end=END_MINUTE)
        counted, exposure = self._people.counted(minute), self._sessions.until(minute)
        refused = blind or why_not(self._baseline, counted.people, exposure.all, minute)
        rates, new = None, []
        if not refused:
            needed = -np.log(self._settings.alpha)
            rates = judged(counted, exposure, self._expected, minute, self._state.steps, needed)
        if not blind:
            new = new_issues(self._baseline, self._people, self._born, self._files)
        names = self._expected.names
        return Found(minute, refused, counted, exposure, rates, tuple(new), names)

    def _measured(self, found: Found, series: str) -> SeriesLook:
        return measured(found, series, self._expected, self._people.column(series))

    def _in_evidence(self, found: Found) -> tuple[SeriesLook, ...]:
        alarm, names = self._state.alarm, [one.issue for one in found.new]
        if found.rates:
            strong = found.rates.log_evidence >= np.log(WATCH_EVIDENCE)
            names += [found.names[place] for place in np.flatnonzero(strong).tolist()]
            names += filter(None, (self._state.held_series, alarm.series if alarm else ""))
        looks = [self._measured(found, name) for name in dict.fromkeys(names)]
        if alarm and alarm.series not in names:
            # Nothing was judged, so what was seen last stands.
            looks.append(alarm)
        return tuple(sorted(looks, key=lambda one: (-one.evidence, one.series)))

    def _recovered(self, found: Found, alarm: SeriesLook | None) -> bool:
        if alarm is None or found.refused:
            return False
        row, sessions = self._people.column(alarm.series), found.exposure.all
        quiet = self._settings.recovery_minutes
        usual = self._usual(found, alarm.series)
        return recovered(found.counted.people, usual, sessions, row, found.minute, quiet)

    def _curve(self, found: Found, alarm: SeriesLook | None) -> tuple[CurvePoint, ...]:
        series = alarm.series if alarm else TOTAL
        row, usual = self._people.column(series), self._usual(found, series)
        people = found.counted.people
        if usual is None:
            return curve(people, None, 1.0, row, found.minute)
        k = self._expected.shape(np.array([60]), 60 + POINT_MINUTES)[row, 0]
        return curve(people, usual, float(k), row, found.minute)

    def _usual(self, found: Found, series: str) -> Timeline | None:
        """Return what is expected of every series; None where this one has no past."""
        known = series in self._expected.names
        return self._expected.people(found.exposure.all) if known else None

    def _line(self, found: Found, in_evidence: tuple[SeriesLook, ...]) -> str:
        alarm = self._state.alarm
        shown = alarm or next(iter(in_evidence), None)
        if shown is None and found.rates:
            strongest = int(found.rates.log_evidence.argmax())
            shown = self._measured(found, found.names[strongest])
        return line(found, shown, 1 / self._settings.alpha, self.verdict)
