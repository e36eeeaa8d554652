"""The release conditions of a flag, format version 1, after PostHog's own evaluation.

`filters` without a version, or with the number 1, is version 1. Version 2 has rules instead of
groups, and anything else is not known: neither is ever judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, ValidationError

from scans.model.base import Foreign

Percentage = Annotated[StrictInt | StrictFloat, Field(ge=0, le=100)]

KNOWN = frozenset(
    {
        "version",
        "groups",
        "multivariate",
        "payloads",
        "aggregation_group_type_index",
        "super_groups",
        "holdout_groups",
        "holdout",
        "feature_enrollment",
        "early_exit",
    }
)


class Group(Foreign):
    """One set of conditions; all of `properties` must hold."""

    properties: tuple[dict[str, Any], ...] | None = None
    rollout_percentage: Percentage | None = None
    variant: StrictStr | None = None
    aggregation_group_type_index: StrictInt | None = None

    @property
    def share(self) -> int | float:
        """Percent of those who match; null and missing are evaluated as 100."""
        return 100 if self.rollout_percentage is None else self.rollout_percentage


class Variant(Foreign):
    """One value of a multivariate flag, with its share in percent."""

    key: StrictStr
    rollout_percentage: Percentage | None = None


class Multivariate(Foreign):
    """The variants in the order in which shares are handed out. Legacy rows hold `{}`."""

    variants: tuple[Variant, ...] | None = None


class Filters(Foreign):
    """Version 1. A null `groups` is not a list, so it is not version 1 as we know it."""

    groups: tuple[Group, ...] = ()
    multivariate: Multivariate | None = None
    payloads: StrictBool = False
    aggregation_group_type_index: StrictInt | None = None
    super_groups: tuple[Any, ...] | None = None
    holdout_groups: tuple[Any, ...] | None = None
    holdout: dict[str, Any] | None = None
    feature_enrollment: StrictBool | None = None
    early_exit: Any = None

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Empty for a boolean flag."""
        return (self.multivariate and self.multivariate.variants) or ()

    def aggregated(self, group: Group) -> bool:
        """Whether `group` decides per company, account or the like, not per person."""
        indices = (self.aggregation_group_type_index, group.aggregation_group_type_index)
        return any(index is not None for index in indices)

    def universal(self, group: Group) -> bool:
        """Whether `group` matches every person."""
        return not group.properties and group.share == 100 and not self.aggregated(group)


@dataclass(frozen=True)
class Unreadable:
    """Why `filters` cannot be judged. `cause` is the same for all flags with the same trouble."""

    cause: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """One sentence, with the detail where there is one."""
        return f"{self.cause} ({self.detail})" if self.detail else self.cause


def read_filters(filters: object) -> Filters | Unreadable:
    """Read `filters` as an item holds them, payload values already dropped."""
    if not isinstance(filters, dict):
        return Unreadable("its filters are missing or not an object")
    raw = cast("Mapping[str, Any]", filters)
    if "version" in raw and not _is_one(raw["version"]):
        return Unreadable("its filters have a format that this version does not know")
    try:
        return Filters.model_validate(raw)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"][:3])
        return Unreadable("a value in its filters has an unexpected type", place)


def unknown_members(filters: object) -> bool:
    """Whether `filters` holds members that version 1, as we know it, does not have."""
    return isinstance(filters, dict) and not KNOWN.issuperset(cast("dict[str, Any]", filters))


def _is_one(version: object) -> bool:
    # `True == 1` in Python; in a filter it is a format nobody has described.
    return isinstance(version, int | float) and not isinstance(version, bool) and version == 1
