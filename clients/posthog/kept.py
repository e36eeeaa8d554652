"""What is kept of the rows of each list: what a scan reads or shows, and nothing else.

A project's lists are megabytes of things no rule asks for: colours of surveys, results of insights,
a flag's conditions once more inside each of its experiments. Everything kept is redacted.
"""

from collections.abc import Callable
from typing import Any, cast

from clients.posthog.redaction import redacted
from scans.model import Json

_OF_NO_USE = frozenset(
    {
        "analytics_dashboards",
        "can_edit",
        "has_enriched_analytics",
        "is_eligible_for_experiment",
        "performed_rollback",
        "rollback_conditions",
        "usage_dashboard",
        "user_access_level",
    }
)

_REFERENCES = frozenset(
    {"feature_flag", "linked_flag", "targeting_flag", "internal_targeting_flag", "insight"}
)
"""Fields that hold another object, of which every list but its own keeps only which one it is."""

_NAMES = ("id", "short_id", "key", "name")

_ASKED = ("query", "filters")
"""Of an insight what it asks remains too: the list of insights leaves out what nobody saved."""


def flag(row: Json) -> Json:
    """Return a flag, with of each linked survey and feature only which one it is."""
    kept = {name: value for name, value in row.items() if name not in _OF_NO_USE}
    for links in ("surveys", "features"):
        if isinstance(kept.get(links), list):
            kept[links] = [_reference(each) for each in cast("list[Any]", kept[links])]
    return redacted(kept)


def experiment(row: Json) -> Json:
    """Return an experiment with its dates, metrics, variants and conclusion."""
    dropped = _OF_NO_USE | {"exposure_cohort", "scheduling_config"}
    return _referring({name: value for name, value in row.items() if name not in dropped})


def only(*fields: str) -> Callable[[Json], Json]:
    """Return a function that keeps these fields, as far as a row has them."""

    def keep(row: Json) -> Json:
        return _referring({name: row[name] for name in fields if name in row})

    return keep


def _referring(row: Json) -> Json:
    named = {
        name: _reference(value, _ASKED if name == "insight" else ())
        if name in _REFERENCES
        else value
        for name, value in row.items()
    }
    return redacted(named)


def _reference(value: Any, more: tuple[str, ...] = ()) -> Any:
    if not isinstance(value, dict):
        return value
    linked = cast("Json", value)
    return {name: linked[name] for name in (*_NAMES, *more) if name in linked}


early_access_feature = only("id", "name", "stage", "feature_flag", "payload", "created_at")
survey = only(
    "id",
    "name",
    "type",
    "linked_flag",
    "linked_flag_id",
    "targeting_flag",
    "internal_targeting_flag",
    "conditions",
    "start_date",
    "end_date",
    "archived",
    "created_at",
    "created_by",
)
insight = only(
    "id",
    "short_id",
    "name",
    "derived_name",
    "query",
    "filters",
    "saved",
    "deleted",
    "favorited",
    "dashboards",
    "tags",
    "last_viewed_at",
    "viewed_at",
    "last_modified_at",
    "created_at",
    "created_by",
)
action = only("id", "name", "steps", "deleted", "tags", "created_at", "created_by")
cohort = only(
    "id", "name", "filters", "groups", "query", "is_static", "deleted", "created_at", "created_by"
)
alert = only(
    "id",
    "name",
    "insight",
    "enabled",
    "state",
    "condition",
    "config",
    "threshold",
    "calculation_interval",
    "snoozed_until",
    "last_checked_at",
    "created_at",
    "created_by",
)
annotation = only(
    "id",
    "content",
    "date_marker",
    "creation_type",
    "scope",
    "deleted",
    "hidden_in_user_interface",
    "created_at",
    "created_by",
)
event_definition = only(
    "id",
    "name",
    "description",
    "tags",
    "owner",
    "verified",
    "hidden",
    "enforcement_mode",
    "created_at",
    "updated_at",
    "last_seen_at",
    "created_by",
)
property_definition = only("id", "name", "property_type", "is_numerical", "hidden", "verified")
