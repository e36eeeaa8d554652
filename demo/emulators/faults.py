"""Faults on order: what goes wrong, where, how often, and requests that stand still.

The two holds exist to end a worker at an exact point. `hold_before` stops a request before it has
any effect, `hold_after` lets the effect happen and withholds the answer. A held request waits for
`release` or for its client to go away.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from demo.emulators.ledger import Exchange

LOOK_SECONDS = 0.02

FaultKind = Literal[
    "status", "429", "403_secondary", "slow", "reset", "half_body", "hold_before", "hold_after"
]


class Fault(BaseModel):
    """An order: the next `times` requests that match, after `skip` of them, meet this fault."""

    model_config = ConfigDict(extra="forbid")

    service: Literal["github", "slack", "git"]
    method: str = "*"
    """A glob, as `path` is."""
    path: str = "*"
    """Without the service's prefix: `/repos/my-org/shop/pulls`, `/api/chat.postMessage`."""
    kind: FaultKind
    times: int = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    seconds: float = Field(default=1.0, ge=0)
    """How slow `slow` is, and what `Retry-After` says for `429` and `403_secondary`."""
    status: int = Field(default=500, ge=400, le=599)
    """The answer of `status`."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Additional headers of the answer."""

    @model_validator(mode="after")
    def _git_streams(self) -> "Fault":
        if self.service == "git" and self.kind in ("half_body", "hold_after"):
            raise ValueError(f"{self.kind} needs the whole answer first; git's is a stream")
        return self

    def matches(self, exchange: Exchange) -> bool:
        """Is this a request the order means?"""
        return (
            exchange.service == self.service
            and fnmatchcase(exchange.method, self.method)
            and fnmatchcase(exchange.path, self.path)
        )


@dataclass
class Hold:
    """A request that stands still right now."""

    exchange: Exchange
    kind: FaultKind
    released: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Faults:
    """The orders that are still to be carried out, and the requests that are held."""

    orders: list[Fault] = field(default_factory=list[Fault])
    holds: list[Hold] = field(default_factory=list[Hold])

    def take(self, exchange: Exchange) -> Fault | None:
        """The fault for this request, if any; the first order that matches counts down."""
        for order in self.orders:
            if not order.matches(exchange):
                continue
            if order.skip:
                order.skip -= 1
                continue
            order.times -= 1
            if not order.times:
                self.orders.remove(order)
            exchange.fault = order.kind
            return order
        return None

    async def hold(self, exchange: Exchange, kind: FaultKind, gone: Callable[[], bool]) -> bool:
        """Stands still until released (`True`) or until the client has gone (`False`).

        `gone` is asked again and again: waiting for a message about it would swallow the parts of
        a body that has not been read yet.
        """
        hold = Hold(exchange, kind)
        self.holds.append(hold)
        try:
            while not hold.released.is_set() and not gone():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(hold.released.wait(), LOOK_SECONDS)
            return hold.released.is_set()
        finally:
            self.holds.remove(hold)

    def release(self) -> int:
        """Lets every held request go on; returns how many there were."""
        for hold in self.holds:
            hold.released.set()
        return len(self.holds)

    def clear(self) -> None:
        """Forgets all orders. What is held stays held."""
        self.orders.clear()
