"""What an operator can set for this scan. All durations are days of 24 hours."""

from pydantic import Field

from scans.model.base import Model


class DeadEventSettings(Model):
    """Thresholds of the judgement, and events that are never judged."""

    min_silence_days: int = Field(
        default=7,
        ge=1,
        le=365,
        description="Days without an event that are never called silence, whatever its rhythm.",
        json_schema_extra={"unit": "days"},
    )
    rhythm_factor: float = Field(
        default=8,
        ge=1,
        le=100,
        description="How many times its usual longest gap an event must be silent.",
        json_schema_extra={"unit": "times"},
    )
    rhythm_window_days: int = Field(
        default=90,
        ge=7,
        le=365,
        description="Days up to the last day with events from which the usual gap is taken.",
        json_schema_extra={"unit": "days"},
    )
    min_events: int = Field(
        default=20,
        ge=2,
        le=1_000_000,
        description="Events in those days below which there is no rhythm to speak of.",
        json_schema_extra={"unit": "events"},
    )
    on_branch_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Days that a capture must be on the default branch before it should have run.",
        json_schema_extra={"unit": "days"},
    )
    complete: bool = Field(
        default=False,
        description="Whether the configured repositories are all that send events.",
    )
    keep: tuple[str, ...] = Field(
        default=(),
        description="Names of events that are never judged; `*` stands for any characters.",
    )
