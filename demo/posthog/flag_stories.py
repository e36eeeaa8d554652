"""How one flag's life is told, in days before `now`."""

from dataclasses import dataclass
from typing import Any

from demo.posthog.filters import Filters

Shares = dict[bool | str | None, float]


@dataclass(frozen=True)
class Phase:
    """Calls between two points in time, `since_days` (exclusive) down to `until_days` ago.

    `shares` maps a response to its weight; one person gets one response for the whole phase.
    """

    shares: Shares
    since_days: float = 90
    until_days: float = 0


@dataclass(frozen=True)
class Calls:
    """The `$feature_flag_called` events of a flag; `lib` is the SDK that sent them."""

    per_day: int
    phases: tuple[Phase, ...]
    lib: str = "web"


@dataclass(frozen=True)
class FlagStory:
    """One flag. `changed_days` is the last change of `filters` or `active`.

    `before` are the filters until then; `None` means that only `active` changed, or nothing did.
    `touched_days` is a later edit of the tags alone, which is no change of behaviour.
    `silent_days` is the last call of a flag whose calls lie before the recorded events.
    """

    id: int
    key: str
    name: str
    created_days: float
    changed_days: float
    filters: Any
    before: Filters | None = None
    active: bool = True
    calls: Calls | None = None
    tags: tuple[str, ...] = ()
    touched_days: float | None = None
    silent_days: float | None = None
    archived: bool = False
    deleted: bool = False
    evaluation_runtime: str = "all"


def served(variant: str, *, per_day: int = 7, lib: str = "web") -> Calls:
    """Calls that got the same variant all the time."""
    return Calls(per_day, (Phase({variant: 1}),), lib)


def always_on(*, per_day: int = 7, lib: str = "web") -> Calls:
    """Calls that got `true` all the time."""
    return Calls(per_day, (Phase({True: 1}),), lib)


def always_off(*, per_day: int = 7, lib: str = "web") -> Calls:
    """Calls that got `false` all the time."""
    return Calls(per_day, (Phase({False: 1}),), lib)


def split(shares: Shares, *, per_day: int = 7, lib: str = "web") -> Calls:
    """Calls that got several responses all the time."""
    return Calls(per_day, (Phase(shares),), lib)
