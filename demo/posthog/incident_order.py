"""What the control door takes to play a deploy: when, of which kind, and how hard it hits."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from demo.shop import FILES
from demo.shop.incident import ERROR, MERGES, edited, stack

Kind = Literal[
    "bad_deploy", "quiet", "known_rise", "shared_rise", "gap", "noisy_client", "funnel_drop"
]


class ErrorOrder(BaseModel):
    """Type and message of the error that a bad deploy brings."""

    model_config = ConfigDict(extra="forbid")

    type: str = ERROR[0]
    value: str = ERROR[1]


class FrameOrder(BaseModel):
    """A frame of its stack, by the path in the repository."""

    model_config = ConfigDict(extra="forbid")

    source: str
    line: int
    column: int = 1
    function: str
    in_app: bool = True


def shop_stack() -> list[FrameOrder]:
    """The stack of the shop's own bad merge, in the lines of its newest commit."""
    texts: dict[str, str] = {}

    def read(path: str) -> str:
        return texts.get(path) or (FILES / path).read_text("utf-8")

    for merge in MERGES:
        texts |= edited(merge, read)
    return [FrameOrder.model_validate(frame) for frame in stack(read)]


class ReleaseOrder(BaseModel):
    """Every event tells its release; the new one takes over within `ramp_minutes` of the deploy."""

    model_config = ConfigDict(extra="forbid")

    old: str
    new: str
    ramp_minutes: float = Field(default=30, ge=0)
    project: str = "hazelnut-web"


class GapOrder(BaseModel):
    """When nothing arrives, in minutes after the deploy."""

    model_config = ConfigDict(extra="forbid")

    after_minutes: float = 20
    minutes: float = 25


class IncidentOrder(BaseModel):
    """Four weeks of traffic and errors before `began`, and what a deploy made of them since.

    The same order with another `ended` tells the same past: nothing before that minute changes.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    began: AwareDatetime
    """When the deploy was done."""
    ended: AwareDatetime | None = None
    """When it was rolled back: from then on the surplus is gone."""
    times: float = Field(default=5.0, gt=1)
    """How many times as many errors as before there are; for a funnel, by what it falls."""
    errors_per_hour: float = Field(default=15, gt=0, le=5000)
    sessions_per_hour: float = Field(default=80, gt=0, le=20_000)
    error: ErrorOrder = ErrorOrder()
    frames: list[FrameOrder] = Field(default_factory=shop_stack, min_length=1)
    """The crash first, as `POST /_control/incident` of the emulators answers them."""
    commit: str | None = None
    """The release that the new error names, if it names one."""
    release: ReleaseOrder | None = None
    gap: GapOrder = GapOrder()
    funnel: bool = False
    """Whether people check out as well; always so for `funnel_drop`."""
    history_days: int = Field(default=28, ge=0, le=28)
    seed: int = 7

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.kind == "shared_rise" and self.release is None:
            raise ValueError("a shared rise is one on both releases: name them")
        if self.ended is not None and self.ended <= self.began:
            raise ValueError("a deploy ends after it began")
        return self

    def rolled_back_after(self) -> timedelta:
        """How long the surplus lasts."""
        return timedelta.max if self.ended is None else self.ended - self.began
