"""Faults on order: which requests go wrong, how, and how often."""

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    # instead of the answer
    "status",
    "429",
    "429_concurrency",
    "missing_scope",
    "bare_error",
    "conflict",
    "reset",
    "garbage",
    # with the answer
    "slow",
    "half_body",
    # changes in the answer
    "foreign_next",
    "truncate",
    "no_rows",
    "capped_count",
    "old_server",
    "self_hosted",
    "lowercase_status",
    "activity_cursor",
    "breach",
    # inside a handler
    "ignored_names",
    "accepted_202",
    "no_system_tables",
]


class Fault(BaseModel):
    """One order. It applies to requests whose method and path match, `times` times.

    `route` is a glob over the path without the query (`*` also crosses slashes). `skip` requests
    pass first. `times: null` means until it is deleted.
    """

    model_config = ConfigDict(extra="forbid")

    route: str
    kind: Kind
    method: str = "*"
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    seconds: float = Field(default=37, ge=0)
    """`429`: announced wait. `slow`: actual delay."""
    retry_after: bool = False
    """`429`: whether a proxy in between added the header that PostHog does not send."""
    status: int = Field(default=503, ge=400, le=599)
    code: str | None = None
    """`status`: another code than the usual, such as `event_definitions_timeout`."""
    detail: str | None = None
    host: str = "https://internal-proxy.shop.example"
    """`foreign_next`: what the paging address starts with."""
    rows: int = Field(default=100, ge=0)
    """`truncate`: how many rows are left; `capped_count`: what `count` says."""
    polls: int = Field(default=1, ge=0)
    """`accepted_202`: how often a poll still answers 202."""
    outcome: Literal["complete", "failed", "crashed", "never"] = "complete"
    stale: bool = False
    """`accepted_202`: stale rows come along with the first 202."""

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is meant."""
        return self.method.upper() in {"*", method.upper()} and fnmatchcase(path, self.route)


class FaultBook:
    """The orders that are open, oldest first."""

    def __init__(self) -> None:
        self._open: list[Fault] = []

    @property
    def open(self) -> list[Fault]:
        """Orders not used up yet."""
        return list(self._open)

    def order(self, fault: Fault) -> None:
        """Add an order; several for one route are served one request each, in turn."""
        self._open.append(fault)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._open.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault this request meets, if any; counts it down."""
        fault = next((fault for fault in self._open if fault.matches(method, path)), None)
        if fault is None:
            return None
        if fault.skip:
            fault.skip -= 1
            return None
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._open.remove(fault)
        return fault
