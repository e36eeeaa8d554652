"""What kind of server this is: its edition, its limits, and where its resources live."""

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Edition = Literal["cloud", "free", "old"]
Home = Literal["project", "environment"]


class Modes(BaseModel):
    """One server's ways. They hold for every request until they are changed; faults are single."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    edition: Edition = "cloud"
    """`free` is self-hosted, `old` a server of years ago; `editions.py` has what differs."""
    throttle: Literal["off", "cloud", "legacy"] = "off"
    """Which rates hold for requests with a key; `legacy` allows 120 HogQL queries an hour."""
    queries_per_hour: int | None = Field(default=None, ge=1)
    """A project's own hourly rate of queries, in place of the usual one."""
    concurrent_queries: int | None = Field(default=None, ge=1)
    """Queries that may run at once; the cloud allows 3. None: as many as come."""
    query_seconds: float = Field(default=0, ge=0, le=60)
    """How long every query takes at least, so that queries sent together do run together."""
    homes: dict[str, Home] = Field(default_factory=dict[str, Home])
    """Where a family of paths (`query`, `error_tracking`, …) answers; elsewhere it is 404. A family
    that is not named answers under `projects/` and under `environments/`."""

    experiment_answers: Literal["newer", "older"] = "newer"
    """Whether results of experiments compare with a baseline, or give chances by variant."""

    def changed(self, given: dict[str, Any]) -> "Modes":
        """These modes with some of them set anew; raises `ValidationError`."""
        return Modes.model_validate(self.model_dump() | given)


def read_modes(words: Iterable[str]) -> Modes:
    """Modes from `name=value` words; a value may be JSON. Raises `ValueError` for anything else."""
    given: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise ValueError(f"{word!r} is no mode; write name=value")
        given[name] = _read(value)
    return Modes.model_validate(given)


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
