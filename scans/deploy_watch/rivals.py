"""What else may have done it: changes that are no merge, and the hosts of other people."""

from typing import Literal

from pydantic import AwareDatetime

from scans.model.base import Model


class Rival(Model):
    """A change in PostHog around the onset of a rise."""

    kind: Literal["flag", "experiment", "remote_config"]
    key: str
    at: AwareDatetime
    what: str
    """One clause: "switched on", "rollout 10 % to 100 %"; untrusted where it quotes."""
    by: str = ""
    url: str = ""
    exposed_failing_ratio: float | None = None
    """How many times as often people with the flag fail as everybody does; None: not known."""
