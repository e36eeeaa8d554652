"""Rows of counts, read tolerantly: unknown fields are ignored, impossible numbers are refused."""

from collections import defaultdict
from datetime import datetime
from typing import Annotated, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    model_validator,
)

from scans.evidence.times import moment
from scans.model.base import Foreign

Count = Annotated[StrictInt, Field(ge=0)]

NUMBERS = frozenset({"int", "int64", "uint64", "integer", "float", "float64", "double"})
"""How ClickHouse names what JSON calls a number."""

KINDS = {**dict.fromkeys(NUMBERS, "number"), "bool": "boolean"}


def _by_json_type(types: dict[str, int]) -> dict[str, int]:
    """Fold the names of types; null is how a value is absent, and no type."""
    folded: dict[str, int] = defaultdict(int)
    for name, rows in types.items():
        kind = name.lower()
        folded[KINDS.get(kind, kind)] += rows
    folded.pop("null", None)
    return dict(folded)


Types = Annotated[dict[StrictStr, Count], AfterValidator(_by_json_type)]


class Coverage(Foreign):
    """Rows of an event in one window, and how many of them carry each property."""

    count: Count
    carried: dict[StrictStr, Count] | None = Field(default=None, alias="with")
    """None is *not counted*; a property that is not in it was on no row."""
    types: dict[StrictStr, Types] | None = None

    @model_validator(mode="after")
    def _no_more_than_all(self) -> "Coverage":
        if any(rows > self.count for rows in (self.carried or {}).values()):
            raise ValueError("more rows carry a property than there are")
        return self


class Hour(Foreign):
    """Rows within one hour, and those among them that carry the property."""

    at: Annotated[StrictInt, Field(ge=0, lt=2**35)]
    """Unix seconds of its beginning; the bound, in the year 3058, fits a date."""
    rows: Count
    carried: Count

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        numbers = cast("list[object]", value)
        return dict(zip(("at", "rows", "carried"), numbers, strict=False))


class PropertyRow(Coverage):
    """One event of `property_usage`."""

    before: Coverage | None = None
    hourly: dict[StrictStr, tuple[Hour, ...]] = Field(default_factory=dict[str, tuple[Hour, ...]])
    cut: StrictBool = False
    """Whether some of its properties were left out."""


class Starts(Foreign):
    """Starts of a pair in one window, and how many of them were finished."""

    starts: Count
    finished: Count

    @model_validator(mode="after")
    def _no_more_than_all(self) -> "Starts":
        if self.finished > self.starts:
            raise ValueError("more starts are finished than there are")
        return self


class PairRow(Starts):
    """One pair of `pair_usage`."""

    before: Starts | None = None
    by: StrictStr = "$session_id"
    within_hours: StrictInt | None = None


class SessionRow(Foreign):
    """One group of `session_usage`."""

    sessions: Count
    shared: Count


def _moment_or_none(value: object) -> object:
    if value is None:
        return None
    read = moment(value)
    if read is None:
        raise ValueError("not an ISO 8601 time")
    return read


Moment = Annotated[datetime | None, BeforeValidator(_moment_or_none)]


class PropertyArrival(Foreign):
    """Rows with a property since the document's `since`."""

    count: Count
    first_seen: Moment = None


class ArrivalRow(Foreign):
    """One event of `event_arrivals`."""

    count: Count
    first_seen: Moment = None
    last_seen: Moment = None
    properties: dict[StrictStr, PropertyArrival] = Field(default_factory=dict[str, PropertyArrival])
