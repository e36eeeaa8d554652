"""What hangs on a flag: other flags, experiments, early access features, surveys, schedules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

from scans.evidence.sources import Sources
from scans.stale_flags import sources
from scans.stale_flags.items import (
    EarlyAccessFeature,
    Experiment,
    Flag,
    ScheduledChange,
    Survey,
)


@dataclass(frozen=True)
class Links:
    """What hangs on one flag."""

    dependents: tuple[str, ...]
    """Keys of flags, disabled and archived ones too, whose conditions ask for this one."""
    experiments: tuple[Experiment, ...]
    in_experiments: bool
    """Whether any experiment names the flag, one that cannot be read too."""
    scheduled: tuple[ScheduledChange, ...]
    """Executed ones too."""
    early_access: bool
    survey: bool


class _Mentions(Protocol):
    @property
    def flags(self) -> frozenset[int | str]: ...


T = TypeVar("T", bound=_Mentions)


class _ByFlag(Generic[T]):
    """Finds what mentions a flag, by the flag's id or key."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items: dict[int | str, list[T]] = defaultdict(list)
        for item in items:
            for name in item.flags:
                self._items[name].append(item)

    def of(self, flag: Flag) -> list[T]:
        return [*self._items.get(flag.id, ()), *self._items.get(flag.key, ())]


class AllLinks:
    """Every linked object of the project, ready to be asked flag by flag."""

    def __init__(self, opened: Sources, roster: Iterable[Mapping[str, Any]]) -> None:
        self._experiment_keys = _experiment_keys(opened.listing(sources.EXPERIMENTS).items)
        experiments = opened.items(sources.EXPERIMENTS, Experiment)
        alive = [one for one in experiments if not one.deleted]
        self._experiments = _ByFlag(alive)
        self._experiments_by_id = {one.id: one for one in alive if one.id is not None}
        features = opened.items(sources.EARLY_ACCESS_FEATURES, EarlyAccessFeature)
        self._features = _ByFlag(features)
        self._surveys = _ByFlag(opened.items(sources.SURVEYS, Survey))
        self._scheduled = opened.items(sources.SCHEDULED_CHANGES, ScheduledChange)
        self._dependents = _dependents(roster)

    def of(self, flag: Flag) -> Links:
        """Return what hangs on `flag`."""
        waiting = self._dependents.get(str(flag.id), set()) | self._dependents.get(flag.key, set())
        return Links(
            dependents=tuple(sorted(waiting - {flag.key})),
            experiments=(experiments := self._experiments_of(flag)),
            in_experiments=bool(experiments) or flag.key in self._experiment_keys,
            scheduled=tuple(c for c in self._scheduled if c.concerns == str(flag.id)),
            early_access=bool(flag.features or self._features.of(flag)),
            survey=bool(flag.surveys or self._surveys.of(flag)),
        )

    def _experiments_of(self, flag: Flag) -> tuple[Experiment, ...]:
        named = [self._experiments_by_id.get(number) for number in flag.experiment_ids]
        found = [*self._experiments.of(flag), *(one for one in named if one)]
        return tuple(sorted(set(found), key=lambda one: (one.id or 0, one.feature_flag_key or "")))


def _experiment_keys(items: Iterable[object]) -> frozenset[str]:
    members = (cast("dict[str, Any]", item) for item in items if isinstance(item, dict))
    keys: Iterable[object] = (item.get("feature_flag_key") for item in members)
    return frozenset(key for key in keys if isinstance(key, str))


def _dependents(roster: Iterable[Mapping[str, Any]]) -> Mapping[str, set[str]]:
    """Map the id or key of a flag, as text, to the keys of the flags that ask for it.

    PostHog's own endpoint lists active dependents only, so all filters are searched, whatever their
    format: a condition of type `flag` names the other flag by its id.
    """
    dependents: dict[str, set[str]] = defaultdict(set)
    for item in roster:
        if item.get("deleted") is not True:
            for name in _flag_conditions(item.get("filters")):
                dependents[name].add(str(item.get("key")))
    return dependents


def _flag_conditions(filters: object) -> Iterable[str]:
    waiting = [filters]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            members = cast("dict[str, Any]", value)
            if members.get("type") == "flag":
                yield str(members.get("key"))
            waiting.extend(members.values())
        elif isinstance(value, list):
            waiting.extend(cast("list[Any]", value))
