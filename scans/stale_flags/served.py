"""What does the configuration serve? The groups are walked as PostHog evaluates them.

Evaluation order (PostHog, `facade/filters.py` and the flags service): holdouts and super groups
first, then the groups in order, and the first one that matches a person decides. PostHog's own
staleness check leaves most of these out; a wrong constant here is a wrong removal later, so
whatever is not understood is `Unreadable` and whatever depends on the person is `Conditional`.
"""

from dataclasses import dataclass

from scans.model.finding import FixedValue
from scans.stale_flags.filters import Filters, Group, Unreadable, read_filters, unknown_members
from scans.stale_flags.items import Flag


@dataclass(frozen=True)
class Constant:
    """Everyone gets `value`."""

    value: FixedValue
    why: str


@dataclass(frozen=True)
class Conditional:
    """It depends on who asks."""

    why: str


Served = Constant | Conditional | Unreadable


def served(flag: Flag) -> Served:
    """Return what everyone gets, if everyone gets the same. First match wins."""
    filters = read_filters(flag.filters)
    if isinstance(filters, Unreadable):
        return filters
    if not flag.enabled:
        return Constant(value=False, why="a disabled flag is false for everyone")
    if special := _decided_before_groups(filters):
        return Conditional(special)
    if not filters.groups and unknown_members(flag.filters):
        return Unreadable("its filters have no groups and members that this version does not know")
    if not filters.groups:
        return Constant(value=False, why="a flag without groups is false for everyone")
    return _walk(filters)


def highest_rollout(flag: Flag) -> int | float | None:
    """Return the largest share of any group in percent; None if the filters cannot be read."""
    filters = read_filters(flag.filters)
    if isinstance(filters, Unreadable):
        return None
    return max((group.share for group in filters.groups), default=0)


def has_holdout(flag: Flag) -> bool:
    """Whether some people are held out, whatever the groups say."""
    filters = read_filters(flag.filters)
    return isinstance(filters, Filters) and bool(filters.holdout or filters.holdout_groups)


def _decided_before_groups(filters: Filters) -> str:
    special = {
        "a holdout keeps some people out": filters.holdout or filters.holdout_groups,
        "super groups are evaluated first": filters.super_groups,
        "evaluation may end early": filters.early_exit,
        "people enrol themselves": filters.feature_enrollment,
    }
    return next((why for why, present in special.items() if present), "")


def _walk(filters: Filters) -> Served:
    reachable = [group for group in filters.groups if group.share > 0]
    if not reachable:
        return Constant(value=False, why="every group has a rollout of 0 %")
    values: list[FixedValue | None] = []
    for group in reachable:
        values.append(_value(filters, group))
        if filters.universal(group):
            return _decided_by(values)
    if all(filters.aggregated(group) for group in reachable):
        return Conditional("it decides per group of people, not per person")
    return Conditional("no group matches everyone")


def _decided_by(values: list[FixedValue | None]) -> Served:
    """Judge the groups up to and including the first universal one; later ones are unreachable."""
    value = values[-1]
    if value is None:
        return Conditional("its variants share the traffic")
    if any(earlier != value for earlier in values):
        return Conditional("an earlier group serves another value")
    return Constant(value=value, why="a group without conditions is rolled out to 100 %")


def _value(filters: Filters, group: Group) -> FixedValue | None:
    """Return the only value that `group` can serve, or None if it serves several."""
    if not filters.variants:
        return True
    if any(variant.key == group.variant for variant in filters.variants):
        return group.variant
    # Shares are cumulative slices in order: [40, 100] serves both.
    first = next((v for v in filters.variants if v.rollout_percentage != 0), None)
    return first.key if first and first.rollout_percentage == 100 else None
