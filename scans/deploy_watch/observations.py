"""What was counted before a deploy and since: the detector's only input.

The unit is a *person* who met an error (`y`) per *session* (`x`). Minutes count from T0, the full
minute at which the deploy began; negative ones are before it. What nobody knows by name, such as
which release a person was on, is a number of its own and never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TOTAL = "total"
"""The series of all errors together; every other series is named by the id of its issue."""

UNKNOWN_RELEASE, OLD_RELEASE, NEW_RELEASE = -1, 0, 1


@dataclass(frozen=True)
class FunnelHours:
    """One declared funnel, hour by hour like the `History` that holds it."""

    entered: Sequence[int]
    """Sessions that took the first step in the hour."""
    converted: Sequence[int]
    """Of these, sessions that took the last one in time; everybody's time is over at T0 but that
    of whoever entered in the last minutes."""


@dataclass(frozen=True)
class FunnelMinutes:
    """One declared funnel since three hours before T0, by the minute of the first step."""

    entered: Mapping[int, int]
    converted: Mapping[int, int]
    """Of these, sessions that took the last step in time *so far*: of the newest minutes, not
    everybody's time is over."""


@dataclass(frozen=True)
class History:
    """What was normal: hour by hour, counted backwards from T0, oldest first.

    All sequences have one entry per hour; the last one is the hour that ends at T0.
    """

    sessions: Sequence[int]
    users: Sequence[int]
    """Distinct people with any error in the hour."""
    issues: Mapping[str, Sequence[int]] = field(default_factory=dict[str, Sequence[int]])
    """People per hour of each issue that has a series of its own, by the issue's id."""
    births: Sequence[int] = ()
    """For every issue first met in this time: the people it reached in its first two hours."""
    funnels: Mapping[str, FunnelHours] = field(default_factory=dict[str, FunnelHours])
    """By the funnel's name; one that could not be counted is not there."""
    plain_events: bool = False
    """Nothing tells whose errors these are, so every event counts as a person: they stray more."""


@dataclass(frozen=True)
class Rows:
    """Who met which issue when. Columns of one length, in any order.

    Two rows of the same issue, person and minute add up.
    """

    issue: Sequence[str] = ()
    person: Sequence[str] = ()
    """A name that is stable within the watch and says nothing else."""
    minute: Sequence[int] = ()
    events: Sequence[int] = ()
    release: Sequence[int] = ()
    """`NEW_RELEASE`, `OLD_RELEASE` or `UNKNOWN_RELEASE`; empty where nothing carries a release."""


@dataclass(frozen=True)
class Observed:
    """Everything visible at one look, from an hour before T0 on."""

    rows: Rows
    sessions: Mapping[int, int]
    """Sessions by minute, from three hours before T0 on."""
    on_new: Mapping[int, int] | None = None
    """Of these, those on the new release; None where sessions carry none."""
    born: Mapping[str, str] = field(default_factory=dict[str, str])
    """Issues without an event in the 90 days before T0: id to the file of the top in-app frame,
    which is empty where no frame tells."""
    funnels: Mapping[str, FunnelMinutes] = field(default_factory=dict[str, FunnelMinutes])
    """By the funnel's name."""
    blind: str = ""
    """Why this look could not read what it had to; it is then refused, never taken for quiet."""
    on_old: Mapping[int, int] | None = None
    """Those on the old release; None: all that are not on the new one. Where some sessions carry no
    release, this has to be told, since an unknown one is neither."""
