"""How a deploy's errors are counted: decided once from the past, and kept until its watch ends.

People of one kind can only be compared with people of the same kind. What PostHog's servers and
SDKs give differs from project to project, so it is looked at once, at T0.
"""

from typing import Literal

from scans.model.base import Model

Unit = Literal["person", "session", "place", "event"]
"""Whom an error counts for. `person` is what the detector was made for; where errors name no real
person it is the session, else the address and host it happened at, else every event by itself."""


class Counting(Model):
    """What the queries of one watch have in common."""

    exposure: str = "$pageview"
    """The event whose sessions are counted; empty: every event with a session."""
    unit: Unit = "person"
    issue_column: bool = True
    """Whether the server follows merged issues; older ones have the property of the event alone."""
    spares_bots: bool = False
    """Whether the server tells named bots, which are then left out on both sides."""
    release_property: str = ""
    """The property in which sessions carry their release; empty where none of them does."""
    notes: tuple[str, ...] = ()
    """What is unusual about it, to be said once: one sentence each."""
