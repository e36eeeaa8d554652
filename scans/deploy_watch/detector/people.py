"""Who counts, and when: people instead of events, because one client in a loop sends thousands.

A person counts in a series at the first minute seen, and again only after an hour without. The
hour before T0 is loaded for that, or everyone who keeps failing would look new at T0. Whoever sends
most of an issue is left out of it once that is a lot: only the one, since in a crash loop every
victim sends dozens. Data that arrives late changes what was counted before, so nothing is frozen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scans.deploy_watch.detector.timeline import Integers, Timeline
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE, Rows

QUIET_MINUTES = 60
"""Minutes without an error after which a person counts again."""
EVENTS_OF_A_LOOP = 20
"""Events of one person in one issue above which the top one is left out of it."""
FIRST_MINUTE = -60
"""Rows begin an hour before T0."""

MINUTE_BITS, RELEASE_BITS, PERSON_BITS = 13, 2, 24
"""Room in a code for five days after T0, three releases, and sixteen million people: an incident
that waited for the end of a weekend is looked at on Monday."""
END_MINUTE = FIRST_MINUTE + (1 << MINUTE_BITS)
MOST_COLUMNS = 1 << 12
_AFTER_ALL_RELEASES = 2
"""An unknown release sorts after both: of two rows in one minute the one that knows it counts."""


@dataclass(frozen=True)
class Counted:
    """People who counted, by column and minute; columns are series, the total first."""

    people: Timeline
    on_old: Timeline
    on_new: Timeline
    rows: int
    """Rows since T0."""
    tagged_rows: int
    """Of these, those that carry a release."""


class People:
    """Everyone who met an error, as far as it is known; grows as more becomes visible."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Count one column per series besides the total, in this order."""
        self._columns = {issue: place for place, issue in enumerate(columns, start=1)}
        self._column_of_issue: list[int] = []
        self._issues: dict[str, int] = {}
        self._persons: dict[str, int] = {}
        self._events: dict[int, int] = {}
        self._names: list[str] = []
        self._left_out: dict[int, int] = {}
        self._to_come = np.zeros((5, 0), dtype=np.int64)
        self._rows = np.zeros((5, 0), dtype=np.int64)
        self._codes = np.zeros(0, dtype=np.int64)

    def column(self, series: str) -> int:
        """Return the column of a series; 0, the total's, for issues that have none of their own."""
        return self._columns.get(series, 0)

    def has(self, issue: str) -> bool:
        """Return whether an issue has a column of its own."""
        return issue in self._columns

    def watch(self, issues: Iterable[str]) -> None:
        """Give each of these issues a column of its own, if it has none yet."""
        fresh = [issue for issue in issues if issue not in self._columns]
        for issue in fresh:
            if len(self._columns) + 1 < MOST_COLUMNS:
                self._columns[issue] = len(self._columns) + 1
        if any(issue in self._issues for issue in fresh):
            self._column_of_issue = [self._columns.get(issue, 0) for issue in self._issues]
            self._encode_all()

    def add(self, rows: Rows) -> None:
        """Take in rows that became visible."""
        if len(rows.issue):
            self._to_come = np.concatenate([self._to_come, self._numbered(rows)], axis=1)

    def counted(self, minute: int) -> Counted:
        """Count everybody before a minute after T0, which is later than that of the last call."""
        self._take(minute)
        subject, at, release = _decoded(self._codes)
        first = np.ones(len(subject), dtype=bool)
        first[1:] = (subject[1:] != subject[:-1]) | (np.diff(at) > QUIET_MINUTES)
        cells = (subject[first] >> PERSON_BITS) * (minute - FIRST_MINUTE) + at[first]
        on = release[first]
        since = self._rows[3, self._rows[2] >= 0]
        return Counted(
            people=self._timeline(cells, minute),
            on_old=self._timeline(cells[on == OLD_RELEASE], minute),
            on_new=self._timeline(cells[on == NEW_RELEASE], minute),
            rows=len(since),
            tagged_rows=int(np.count_nonzero(since != _AFTER_ALL_RELEASES)),
        )

    def reached(self, issue: str) -> int:
        """Return how many people an issue has met since T0, everybody once."""
        column = self._columns[issue]
        low, high = np.searchsorted(self._codes, [_code(column), _code(column + 1)])
        subject, at, _ = _decoded(self._codes[low:high])
        return len(np.unique(subject[at >= -FIRST_MINUTE]))

    def _numbered(self, rows: Rows) -> Integers:
        """Return columns of numbers: issue, person, minute, release, events."""
        issues, persons = self._issues, self._persons
        known = len(issues)
        issue = [issues.setdefault(name, len(issues)) for name in rows.issue]
        person = [persons.setdefault(name, len(persons)) for name in rows.person]
        for name in list(issues)[known:]:
            self._column_of_issue.append(self._columns.get(name, 0))
        release = rows.release if len(rows.release) else [UNKNOWN_RELEASE] * len(issue)
        numbered = np.array([issue, person, rows.minute, release, rows.events], dtype=np.int64)
        numbered[3][numbered[3] == UNKNOWN_RELEASE] = _AFTER_ALL_RELEASES
        inside = (numbered[2] >= FIRST_MINUTE) & (numbered[2] < END_MINUTE)
        return numbered[:, inside]

    def _take(self, minute: int) -> None:
        """Count the rows that lie before a minute and were not counted yet."""
        arrived = self._to_come[2] < minute
        added, self._to_come = self._to_come[:, arrived], self._to_come[:, ~arrived]
        if not added.shape[1]:
            return
        self._rows = np.concatenate([self._rows, added], axis=1)
        if self._loops(added):
            self._encode_all()
            return
        # Two sorted runs: the stable sort merges them in one pass.
        codes = np.concatenate([self._codes, np.sort(self._encoded(added))])
        self._codes = np.sort(codes, kind="stable")

    def _loops(self, added: Integers) -> bool:
        """Add up events; return whether anybody else is now left out of an issue."""
        sums, changed = self._events, False
        for issue, person, count in zip(*added[[0, 1, 4]].tolist(), strict=True):
            pair = issue << PERSON_BITS | person
            total = sums[pair] = sums.get(pair, 0) + count
            if total > EVENTS_OF_A_LOOP:
                changed |= self._leave_out(issue, person, total)
        return changed

    def _leave_out(self, issue: int, person: int, total: int) -> bool:
        top = self._left_out.get(issue)
        if top == person:
            return False
        if top is not None:
            if not self._names or len(self._names) < len(self._persons):
                self._names = list(self._persons)
            # By name where two are level, so that the order of arrival decides nothing.
            if (-total, self._names[person]) > (
                -self._events[issue << PERSON_BITS | top],
                self._names[top],
            ):
                return False
        self._left_out[issue] = person
        return True

    def _encode_all(self) -> None:
        self._codes = np.sort(self._encoded(self._rows))

    def _encoded(self, rows: Integers) -> Integers:
        """Return a code per row for the total and for the column of its issue."""
        issue, person, minute, release, _ = rows
        if self._left_out:
            out = np.full(len(self._issues), -1)
            out[list(self._left_out)] = list(self._left_out.values())
            kept = person != out[issue]
            issue, person, minute, release, _ = rows[:, kept]
        column = np.array(self._column_of_issue, dtype=np.int64)[issue]
        low = (person << MINUTE_BITS | (minute - FIRST_MINUTE)) << RELEASE_BITS | release
        own = column > 0
        return np.concatenate([low, (column[own] * _code(1)) | low[own]])

    def _timeline(self, cells: Integers, minute: int) -> Timeline:
        shape = (len(self._columns) + 1, minute - FIRST_MINUTE)
        counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        return Timeline.of(counts.astype(np.float64), FIRST_MINUTE)


def _code(column: int) -> int:
    """Return the lowest code of a column."""
    return column << (PERSON_BITS + MINUTE_BITS + RELEASE_BITS)


def _decoded(codes: Integers) -> tuple[Integers, Integers, Integers]:
    """Return whom in which column a code means, the minute since the first one, the release."""
    subject = codes >> (MINUTE_BITS + RELEASE_BITS)
    minute = (codes >> RELEASE_BITS) & ((1 << MINUTE_BITS) - 1)
    return subject, minute, codes & ((1 << RELEASE_BITS) - 1)
