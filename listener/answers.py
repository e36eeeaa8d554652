"""What a door answers, and what that is called in the metrics."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

Outcome = Literal[
    "handed_over",
    "replayed",
    "nothing_to_do",
    "unverified",
    "malformed",
    "unknown",
    "oversized",
    "wrong_type",
    "unavailable",
    "busy",
]
"""What became of a delivery."""


@dataclass(frozen=True)
class Answer:
    """A delivery that was taken."""

    status: int
    body: Mapping[str, Any] | None
    """JSON; None for an answer without any."""
    outcome: Outcome
    event: str = ""
    """A word from a list that is known beforehand: never one that the sender made up."""
    after: Callable[[], Awaitable[None]] | None = None
    """What is left to do once the sender has the answer."""


class Refused(Exception):
    """A delivery that was not taken. The text names what is wrong, never what would be right."""

    def __init__(self, status: int, outcome: Outcome, reason: str, *, event: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.outcome: Outcome = outcome
        self.reason = reason
        self.event = event


def nothing_to_do(reason: str, *, event: str = "") -> Answer:
    """Return the answer to a delivery that is believed, and of which nothing follows."""
    body = {"status": "nothing to do", "reason": reason}
    return Answer(200, body, "nothing_to_do", event=event)


def malformed(reason: str, *, event: str = "") -> Refused:
    """Return the refusal of a body that makes no sense."""
    return Refused(400, "malformed", reason, event=event)


def unverified(reason: str) -> Refused:
    """Return the refusal of somebody who did not prove who they are."""
    return Refused(401, "unverified", reason)


def first_problem(error: ValidationError) -> str:
    """Return which field of a body is wrong, and how. What stood there is never repeated."""
    first = error.errors(include_input=False, include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])[:100] or "body"
    return f"{field}: {first['msg']}"
