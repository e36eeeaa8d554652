"""What a scan wants to know of PostHog beyond the lists: values of queries, never their text."""

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from scans.model.base import Model


class Pair(Model):
    """An event that begins something and an event that ends it."""

    start: str = Field(description="The event that begins it.", examples=["export_started"])
    finish: str = Field(description="The event that ends it.", examples=["export_finished"])
    also: tuple[str, ...] = Field(
        default=(),
        description="Other events that end it too, as `failed` does beside `completed`.",
        examples=[["export_failed"]],
    )
    by: str = Field(
        default="$session_id",
        description="`$session_id`, or the property whose value both events share.",
    )
    within_hours: int = Field(
        default=24,
        ge=1,
        le=24 * 28,
        description="How long after the start a finish still counts.",
        json_schema_extra={"unit": "hours"},
    )
    source: Literal["declared", "learnt"] = Field(
        default="declared", description="Who says that they belong together."
    )

    @property
    def key(self) -> str:
        """The pair's row in `pair_usage`."""
        return f"{self.start} -> {' | '.join((self.finish, *self.also))}"


class PropertyOf(Model):
    """One property of one event."""

    event: str
    name: str


class MetricOf(Model):
    """One metric of one experiment, as the list of experiments has it."""

    experiment: int
    metric: dict[str, Any]


class Questions(Model):
    """What is asked in queries. Empty fields cost nothing."""

    flag_window_days: int = 7
    """Days of `$feature_flag_called` before now: document `flag_usage`."""
    event_window_days: int = 180
    """Whole UTC days, today among them, of every event: document `event_usage`."""
    recent_days: int = 7
    baseline_days: int = 28
    """The last days, and the days before those, that `property_usage` and `pair_usage` compare."""
    coverage: tuple[str, ...] = ()
    """Events whose properties are counted: document `property_usage`."""
    hourly: tuple[PropertyOf, ...] = ()
    """Properties whose coverage is wanted by hour, to date its drop: `property_usage` rows."""
    pairs: tuple[Pair, ...] = ()
    """Document `pair_usage`."""
    sessions: tuple[tuple[str, ...], ...] = ()
    """Groups of events of which is asked whether they share sessions: document `session_usage`."""
    arrivals: tuple[str, ...] = ()
    """Events of which is asked whether they ever arrived: document `event_arrivals`."""
    arrived_properties: tuple[PropertyOf, ...] = ()
    """Properties of which the same is asked, since `arrivals_since`."""
    arrivals_since: AwareDatetime | None = None
    """None: since the beginning of time."""
    older: tuple[str, ...] = ()
    """Events that fell silent before the days of `event_usage`: document `older_event_usage`."""
    older_days: int = 730
    """Whole UTC days, today among them, in which these are counted."""
    results: tuple[MetricOf, ...] = ()
    """Whose outcome is wanted, the most wanted first: document `experiment_results`."""
