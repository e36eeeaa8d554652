"""How events come: so many a day, with quiet weekends, alone or one after another in a session."""

from dataclasses import dataclass
from typing import Any

Volumes = tuple[tuple[float, float], ...]
"""`(since_days, per_day)`, oldest first; each holds until the next begins."""
Week = tuple[float, float, float, float, float, float, float]
"""Monday to Sunday, as a share of an average day."""

SHOPPING_WEEK: Week = (1.12, 1.12, 1.12, 1.12, 1.17, 0.75, 0.6)
OFFICE_WEEK: Week = (1.4, 1.4, 1.4, 1.4, 1.4, 0.0, 0.0)
HISTORY_DAYS = 180
Values = dict[str, tuple[Any, ...]]
"""A property's name to what it may hold; one value is drawn per event."""


def steadily(per_day: float, since_days: float = HISTORY_DAYS) -> Volumes:
    """The same all the time."""
    return ((since_days, per_day),)


@dataclass(frozen=True)
class Change:
    """From `days` before now on: what a property holds then, and on which share of the events."""

    days: float
    name: str
    values: tuple[Any, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Stream:
    """An event that comes on its own. `until_days` is when it stopped, in days before now."""

    name: str
    volumes: Volumes
    properties: Values
    lib: str = "web"
    until_days: float = 0
    week: Week = SHOPPING_WEEK
    change: Change | None = None


@dataclass(frozen=True)
class Step:
    """An event of a journey, reached by `share` of those who reached the one before.

    `lately` is that share from the journey's `changed_days` on.
    """

    name: str
    properties: Values
    share: float = 1.0
    lately: float | None = None
    names_cart: bool = True

    def reached_by(self, *, lately: bool) -> float:
        """The share that holds at one time."""
        return self.lately if lately and self.lately is not None else self.share


@dataclass(frozen=True)
class Journey:
    """Events that one person sends one after another, in a session of their own."""

    volumes: Volumes
    steps: tuple[Step, ...]
    changed_days: float = 0
    lib: str = "web"
    week: Week = SHOPPING_WEEK
