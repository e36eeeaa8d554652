"""`system.*`: what people of the project made, with the columns PostHog gives each table.

A boolean of PostHog is 0 or 1 here, an object is its JSON text, and who did it is mostly missing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demo.posthog.hogql.refusals import NotCovered
from demo.posthog.shapes import Json, an_object

NUMBER, TEXT, JSON, MOMENT, SWITCH = "number", "text", "json", "moment", "switch"
_TYPES = {
    NUMBER: ("Nullable(Int64)", "BIGINT"),
    TEXT: ("Nullable(String)", "VARCHAR"),
    JSON: ("Nullable(String)", "VARCHAR"),
    MOMENT: ("Nullable(DateTime64(6, '{zone}'))", "TIMESTAMP"),
    SWITCH: ("UInt8", "INTEGER"),
}
_KEYS = ("id", "short_id", "key", "scope", "activity", "item_id", "stage", "type", "status")
"""Columns that are never null."""


@dataclass(frozen=True)
class SystemTable:
    """`columns` maps a column to its kind; `paths` to where an item of the API has it instead."""

    columns: dict[str, str]
    paths: dict[str, tuple[str, ...]]

    @property
    def types(self) -> dict[str, str]:
        """ClickHouse type of each column; `{zone}` stands for the project's."""
        return {name: self._type(name, kind) for name, kind in self.columns.items()}

    def _type(self, name: str, kind: str) -> str:
        type_ = _TYPES[kind][0]
        known = name in _KEYS or name == "created_at"
        return type_[len("Nullable(") : -1] if known and type_.startswith("Null") else type_

    @property
    def stored(self) -> dict[str, str]:
        """DuckDB type of each column."""
        return {name: _TYPES[kind][1] for name, kind in self.columns.items()}

    def rows(self, items: Iterable[Json]) -> list[Json]:
        """What the API lists, as rows."""
        return [
            {name: _cell(kind, self._value(item, name)) for name, kind in self.columns.items()}
            for item in items
        ]

    def _value(self, item: Json, name: str) -> Any:
        value: Any = item
        for step in self.paths.get(name, (name,)):
            value = (an_object(value) or {}).get(step)
        return value


def _table(paths: dict[str, tuple[str, ...]] | None = None, /, **kinds: str) -> SystemTable:
    """A table from the names of its columns, in groups by kind, separated by spaces."""
    columns = {name: kind for kind, names in kinds.items() for name in names.split()}
    return SystemTable(columns, paths or {})


SYSTEM_TABLES = {
    "activity_logs": _table(
        text="id activity item_id scope", json="detail", moment="created_at"
    ),
    "feature_flags": _table(
        number="id rollout_percentage", text="key name", json="filters", moment="created_at",
        switch="deleted",
    ),
    "experiments": _table(
        {"feature_flag_id": ("feature_flag", "id")},
        number="id feature_flag_id", text="name description", json="filters parameters",
        moment="created_at updated_at start_date end_date", switch="archived",
    ),
    "early_access_features": _table(
        {"feature_flag_id": ("feature_flag", "id")},
        number="feature_flag_id", text="id name description stage documentation_url",
        moment="created_at",
    ),
    "surveys": _table(
        text="id name type", json="questions appearance", moment="start_date end_date created_at"
    ),
    "annotations": _table(
        {"dashboard_item_id": ("dashboard_item",), "created_by_id": ("created_by", "id")},
        number="id dashboard_item_id dashboard_id created_by_id",
        text="content scope creation_type", moment="date_marker created_at updated_at",
        switch="deleted",
    ),
    "insights": _table(
        {"created_by_id": ("created_by", "id")},
        number="id created_by_id", text="short_id name description",
        json="filters query query_metadata", moment="created_at last_modified_at updated_at",
        switch="deleted saved favorited",
    ),
    "actions": _table(
        {"steps_json": ("steps",)},
        number="id", text="name description", json="steps_json", moment="created_at updated_at",
        switch="deleted",
    ),
    "cohorts": _table(
        number="id version count", text="name description", json="filters groups query",
        moment="created_at last_calculation", switch="deleted is_static",
    ),
    "alerts": _table(
        {"insight_id": ("insight", "id")},
        number="insight_id", text="id name state calculation_interval", json="condition config",
        moment="created_at last_notified_at last_checked_at next_check_at snoozed_until",
        switch="enabled skip_weekend",
    ),
}  # fmt: skip


def _cell(kind: str, value: Any) -> Any:
    if kind == SWITCH:
        return int(bool(value))
    if value is None:
        return None
    if kind == JSON:
        return json.dumps(value)
    if kind == MOMENT:
        return datetime.fromisoformat(str(value)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if kind == NUMBER and not isinstance(value, int | float):
        raise NotCovered(f"{value!r} as a number of a system table is not covered")
    return int(value) if kind == NUMBER else str(value)
