"""Every number of the detector, in one table. None stands anywhere else."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scans.model.base import Model

Minutes = Annotated[int, Field(ge=1, le=240)]


class Funnel(Model):
    """A way through the product whose conversion is watched as errors are."""

    name: str = Field(
        min_length=1, max_length=80, description="What people call it.", examples=["checkout"]
    )
    steps: tuple[Annotated[str, StringConstraints(min_length=1, max_length=200)], ...] = Field(
        min_length=2,
        max_length=6,
        description="Events in their order, by name.",
        examples=[["cart_viewed", "order_placed"]],
    )
    within_minutes: Minutes = Field(
        default=30, description="Time from the first step to the last, within one session."
    )


class DeployWatchSettings(Model):
    """What a watch goes by. Defaults were measured on simulated deploys: docs/scans."""

    alerts: Literal["shadow", "on"] = Field(
        default="shadow",
        description="`shadow` judges and logs; `on` tells people, once the project's own past "
        "has shown that the rule is quiet there.",
    )
    environments: tuple[str, ...] = Field(
        default=("production", "prod", "live"),
        description="Environments whose deploys are watched, by name, in any case.",
    )
    minutes_between_looks: float = Field(
        default=3.0,
        gt=0,
        le=30,
        description="Pause between two looks. A slower one saves queries and finds later.",
        json_schema_extra={"unit": "minutes"},
    )
    watch_minutes: Minutes = Field(
        default=120,
        description="How long a deploy is watched once all of the traffic has moved to it.",
        json_schema_extra={"unit": "minutes"},
    )
    most_watch_minutes: int = Field(
        default=240,
        ge=1,
        le=1440,
        description="How long a deploy is watched at most, however slowly it is rolled out.",
        json_schema_extra={"unit": "minutes"},
    )
    alpha: float = Field(
        default=0.005,
        gt=0,
        lt=1,
        description="Nominal chance of a false alarm per deploy; evidence of 1/alpha alerts.",
        json_schema_extra={"unit": "probability"},
    )
    recovery_minutes: Minutes = Field(
        default=30,
        description="Quiet time after which an incident counts as over.",
        json_schema_extra={"unit": "minutes"},
    )
    silent_hours: int = Field(
        default=24,
        ge=0,
        le=168,
        description="How long the same error is not told again, unless it grew much worse.",
        json_schema_extra={"unit": "hours"},
    )
    tau_scale: float = Field(
        default=1.0,
        ge=1,
        le=16,
        description="Multiplies the spread a series is granted; 2 halves false alarms and finds "
        "small rises later.",
        json_schema_extra={"unit": "times"},
    )
    exposure_event: str = Field(
        default="$pageview",
        min_length=1,
        max_length=200,
        description="Event whose sessions errors are compared with; where it never arrives, every "
        "event with a session counts.",
    )
    release_property: str = Field(
        default="",
        max_length=200,
        description="Property of your own in which events carry their release, on errors and on "
        "`exposure_event`; PostHog's own properties are read anyway.",
        examples=["app_release"],
    )
    funnels: tuple[Funnel, ...] = Field(
        default=(), max_length=10, description="Ways through the product to watch as well."
    )
