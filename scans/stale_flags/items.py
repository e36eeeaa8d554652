"""What PostHog sends about flags, read tolerantly: one model per item, unknown fields ignored.

A field that decides something and has an unexpected type makes the item unreadable, never a
default: `ValidationError` is raised and the caller abstains. Servers of different ages leave fields
out, so absent and null mean the same everywhere.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from scans.model.base import Foreign


def _looks_like_a_time(value: object) -> object:
    # Numbers are valid times to pydantic. PostHog sends ISO 8601, so a number is something else.
    if value is None or (isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError("not an ISO 8601 time")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        raise ValueError("out of range") from None


def _null_is_false(value: object) -> object:
    return False if value is None else value


def _null_is_empty(value: object) -> object:
    return () if value is None else value


def _only_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _any_linked(value: object) -> bool | None:
    """Links come as arrays, and the published types say objects: only their presence counts."""
    return None if value is None else bool(value)


def _only_count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


Moment = Annotated[datetime, BeforeValidator(_looks_like_a_time), AfterValidator(_in_utc)]
Switch = Annotated[StrictBool, BeforeValidator(_null_is_false)]
Words = Annotated[tuple[StrictStr, ...], BeforeValidator(_null_is_empty)]
Linked = Annotated[bool | None, BeforeValidator(_any_linked)]
Reference = StrictInt | StrictStr | None
Told = Annotated[str | None, BeforeValidator(_only_text)]
ToldCount = Annotated[int | None, BeforeValidator(_only_count)]
"""What is shown and decides nothing: of another type it is as good as absent."""

DEEPEST = 32
"""Levels of nesting in filters that PostHog writes are about six; more is an attack."""


class FlagReference(Foreign):
    """A flag as other objects mention it."""

    id: StrictInt | None = None
    key: StrictStr | None = None

    @property
    def names(self) -> frozenset[int | str]:
        """The id where there is one, else the key: keys can be taken over by a newer flag."""
        named = self.key if self.id is None else self.id
        return frozenset() if named is None else frozenset({named})


class ExperimentHint(Foreign):
    """What a flag says about an experiment that uses it."""

    id: StrictInt | None = None
    is_running: Switch = False


def _without_payload_values(filters: object) -> object:
    """Keep of the payloads only whether there are any: with a personal key they are clear text."""
    if not isinstance(filters, dict):
        return filters
    kept = dict(cast("dict[str, Any]", filters))
    if _deeper_than(kept, DEEPEST):
        raise ValueError("nested too deeply")
    payloads: object = kept.pop("payloads", None)
    if payloads is None or isinstance(payloads, dict):
        values = cast("Mapping[str, object]", payloads or {}).values()
        return {**kept, "payloads": any(value is not None for value in values)}
    return {**kept, "payloads": "unreadable"}


def _deeper_than(value: object, limit: int) -> bool:
    level: list[object] = [value]
    for _ in range(limit):
        if not level:
            return False
        level = [child for parent in level for child in _children(parent)]
    return bool(level)


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).values()
    return cast("list[Any]", value) if isinstance(value, list) else ()


class Flag(Foreign):
    """A feature flag. `filters` is as sent, except that `payloads` is only their presence."""

    id: StrictInt
    key: Annotated[StrictStr, Field(min_length=1)]
    active: StrictBool
    archived: Switch = False
    deleted: Switch = False
    filters: Any = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    last_called_at: Moment | None = None
    tags: Words = ()
    experiment_set: tuple[Reference, ...] | None = None
    """Ids of linked experiments; None if this server does not say."""
    experiment_set_metadata: Annotated[
        tuple[ExperimentHint, ...], BeforeValidator(_null_is_empty)
    ] = ()
    surveys: Linked = None
    features: Linked = None
    evaluation_runtime: StrictStr | None = None
    evaluation_contexts: Words = ()
    bucketing_identifier: StrictStr | None = None
    is_remote_configuration: Switch = False
    has_encrypted_payloads: Switch = False
    is_used_in_replay_settings: Switch = False

    @field_validator("filters", mode="before")
    @classmethod
    def _drop_payload_values(cls, filters: object) -> object:
        return _without_payload_values(filters)

    @property
    def experiment_ids(self) -> tuple[int, ...]:
        """Ids of linked experiments, as far as this server says."""
        return tuple(one for one in self.experiment_set or () if isinstance(one, int))

    @property
    def enabled(self) -> bool:
        """Whether the release conditions count at all. Archiving disables a flag too."""
        return self.active and not self.archived

    @property
    def has_payload(self) -> bool:
        """Whether any payload is set. What cannot be read counts as one."""
        filters: object = self.filters
        payloads = isinstance(filters, dict) and cast("dict[str, Any]", filters).get("payloads")
        return self.has_encrypted_payloads or bool(payloads)


def _one_of(item: object, *names: str) -> object:
    """Refuse a row of another kind, which would otherwise be read as a row about no flag."""
    if isinstance(item, dict):
        row = cast("dict[str, Any]", item)
        if not row.keys() & set(names):
            raise ValueError(f"none of {', '.join(names)}")
        return row
    return item


class Experiment(Foreign):
    """An experiment. Its state comes from its dates, which every version of PostHog has."""

    id: StrictInt | None = None
    name: Told = None
    conclusion: Told = None
    """`won`, `lost`, `inconclusive`, `stopped_early` or `invalid`, where a person has said so."""
    feature_flag_key: StrictStr | None = None
    feature_flag: FlagReference | None = None
    start_date: Moment | None = None
    end_date: Moment | None = None
    deleted: Switch = False

    @model_validator(mode="before")
    @classmethod
    def _is_one(cls, item: object) -> object:
        return _one_of(item, "feature_flag", "feature_flag_key", "start_date", "end_date")

    @property
    def flags(self) -> frozenset[int | str]:
        """The flag that splits its people, by id or key."""
        return (self.feature_flag or FlagReference(key=self.feature_flag_key)).names

    def ended(self, now: datetime) -> bool:
        """Whether it has an end, and that end has come."""
        return self.end_date is not None and self.end_date <= now

    def running(self, now: datetime) -> bool:
        """Whether it was started and has not ended; without a start it is a draft."""
        return self.start_date is not None and not self.ended(now)


class Activity(Foreign):
    """One entry of the activity log. All three wire shapes carry the same items."""

    activity: StrictStr | None = None
    scope: StrictStr | None = None
    item_id: Reference = None
    created_at: Moment
    fields: tuple[str, ...] | None = None
    """Names of the changed fields; None if the entry does not say. Values are not kept."""

    @model_validator(mode="before")
    @classmethod
    def _keep_field_names(cls, item: object) -> object:
        if not isinstance(item, dict):
            return item
        entry = cast("dict[str, Any]", item)
        return {**entry, "fields": _changed_fields(entry.get("detail"))}


def _changed_fields(detail: object) -> tuple[str, ...] | None:
    if not isinstance(detail, dict):
        return None
    changes: object = cast("dict[str, Any]", detail).get("changes")
    if not isinstance(changes, list):
        return () if changes is None else None
    named = [cast("dict[str, Any]", c) for c in cast("list[Any]", changes) if isinstance(c, dict)]
    return tuple(str(change.get("field")) for change in named)


class ScheduledChange(Foreign):
    """A change of a flag that somebody has planned. Executed and failed ones are listed too."""

    model_name: StrictStr | None = None
    record_id: Reference
    scheduled_at: Moment | None = None
    executed_at: Moment | None = None
    is_recurring: Switch = False
    end_date: Moment | None = None

    @property
    def concerns(self) -> str:
        """Id of the flag it will change, as text; empty if it changes something else."""
        about_flags = (self.model_name or "FeatureFlag") == "FeatureFlag"
        return str(self.record_id) if about_flags else ""

    def pending(self, now: datetime) -> bool:
        """Whether it is still to come. A change without a readable time is."""
        if self.is_recurring:
            return self.end_date is None or self.end_date > now
        return self.executed_at is None and (self.scheduled_at is None or self.scheduled_at > now)


def _as_reference(value: object) -> object:
    if isinstance(value, str):
        return {"key": value}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"id": value}
    return value


LooseReference = Annotated[FlagReference | None, BeforeValidator(_as_reference)]


class EarlyAccessFeature(Foreign):
    """A feature that users enrol themselves in; its flag is its switch. Null is none."""

    feature_flag: LooseReference

    @property
    def flags(self) -> frozenset[int | str]:
        """Its switch, by id or key."""
        return self.feature_flag.names if self.feature_flag else frozenset()


class Survey(Foreign):
    """A survey, with every way in which it can hang on a flag."""

    linked_flag_id: StrictInt | None = None
    linked_flag: LooseReference = None
    targeting_flag: LooseReference = None
    internal_targeting_flag: LooseReference = None

    @model_validator(mode="before")
    @classmethod
    def _is_one(cls, item: object) -> object:
        return _one_of(item, *cls.model_fields)

    @property
    def flags(self) -> frozenset[int | str]:
        """The flags that show or target it, by id or key."""
        linked = FlagReference(id=self.linked_flag_id)
        named = (linked, self.linked_flag, self.targeting_flag, self.internal_targeting_flag)
        return frozenset[int | str]().union(*(one.names for one in named if one))


class UsageRow(Foreign):
    """Calls of one flag within the window of the document."""

    count: StrictInt | None = None
    users: ToldCount = None
    last_seen: Moment | None = None
    responses: dict[StrictStr, StrictInt | StrictFloat] = Field(
        default_factory=dict[str, int | float]
    )
    """Calls by the value that was answered, as text; null is `null` or empty."""


class UsageDocument(Foreign):
    """Calls per flag within a window: our own shape, live or out of a folder."""

    as_of: Moment | None = None
    window_days: StrictInt | StrictFloat | None = None
    rows: dict[str, Any]
