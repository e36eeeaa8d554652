"""What the control door takes: the bodies of its requests, and nothing beside them."""

from pydantic import BaseModel, ConfigDict, Field

from demo.posthog.shapes import Json


class FlagOrder(BaseModel):
    """`replace` first, then `add`, then `patch` by key. Flags may be partial items."""

    model_config = ConfigDict(extra="forbid")

    replace: list[Json] | None = None
    add: list[Json] = Field(default_factory=list[Json])
    patch: dict[str, Json] = Field(default_factory=dict[str, Json])


class ObjectOrder(BaseModel):
    """`replace` first, then `add`; whole items, or events as `{event, distinct_id, …}`."""

    model_config = ConfigDict(extra="forbid")

    replace: list[Json] | None = None
    add: list[Json] = Field(default_factory=list[Json])


class DefinitionOrder(BaseModel):
    """Fields of event definitions by name, right or wrong; they stay until a reset."""

    model_config = ConfigDict(extra="forbid")

    patch: dict[str, Json]


class KeyOrder(BaseModel):
    """A key the server is to know; `projects: null` means every project."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern="^phx_")
    scopes: list[str]
    projects: list[int] | None = [1]


class MergeOrder(BaseModel):
    """An issue that goes into another one."""

    model_config = ConfigDict(extra="forbid")

    issue: str
    into: str


class WaitOrder(BaseModel):
    """How much time passes at once for the rate limits, and for nothing else."""

    model_config = ConfigDict(extra="forbid")

    seconds: float = Field(ge=0)
