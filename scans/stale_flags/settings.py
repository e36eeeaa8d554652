"""What an operator can set for this scan. All durations are days of 24 hours."""

from pydantic import Field

from scans.model.base import Model


class StaleFlagSettings(Model):
    """Thresholds of the judgement, and flags that are never judged."""

    stale_after_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Days without a change to rules or state after which a flag is stale.",
        json_schema_extra={"unit": "days"},
    )
    ops_stale_after_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="The same for flags that carry the tag `ops`, in days.",
        json_schema_extra={"unit": "days"},
    )
    experiment_ended_days: int = Field(
        default=14,
        ge=0,
        le=3650,
        description="Days after the end of an experiment before its flag is cleaned up.",
        json_schema_extra={"unit": "days"},
    )
    permanent_tags: tuple[str, ...] = Field(
        default=("permanent", "kill-switch", "keep"),
        description="Tags in PostHog that keep a flag forever; upper and lower case are the same.",
    )
    keep: tuple[str, ...] = Field(
        default=(),
        description="Keys of flags that are kept forever, exactly as PostHog spells them.",
        examples=[["maintenance-banner"]],
    )
    usage_window_days: int = Field(
        default=7,
        ge=1,
        le=90,
        description="Days of `$feature_flag_called` events that are read from a live project.",
        json_schema_extra={"unit": "days"},
    )
