"""Pure judgement: what is true. One folder per scan, nouns shared by all in `scans.model`."""

from dataclasses import dataclass

from scans import dead_events, event_health, stale_flags
from scans.dead_events.settings import DeadEventSettings
from scans.event_health.settings import EventHealthSettings
from scans.model.base import Model
from scans.stale_flags.settings import StaleFlagSettings


@dataclass(frozen=True)
class Scan:
    """A kind of check, as the settings, the schedules and the command line know it."""

    name: str
    """The folder here, and the name in settings, fingerprints and branches."""
    title: str
    settings: type[Model]
    reported: tuple[str, ...]
    """The verdicts that a finding can carry; the others are never reported."""


SCANS = (
    Scan("stale_flags", "Stale flags", StaleFlagSettings, stale_flags.REPORTED),
    Scan("dead_events", "Dead events", DeadEventSettings, dead_events.REPORTED),
    Scan("event_health", "Event health", EventHealthSettings, event_health.REPORTED),
)
