"""Pure judgement: what is true. One folder per scan, nouns shared by all in `scans.model`."""

from dataclasses import dataclass

from scans import dead_events, event_health, stale_flags
from scans.dead_events.settings import DeadEventSettings
from scans.event_health.settings import EventHealthSettings
from scans.evidence.event_usage import EVENT_USAGE
from scans.model.base import Model
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.sources import FLAGS


@dataclass(frozen=True)
class Scan:
    """A kind of check, as the settings, the schedules and the command line know it."""

    name: str
    """The folder here, and the name in settings, fingerprints and branches."""
    title: str
    settings: type[Model]
    reported: tuple[str, ...]
    """The verdicts that a finding can carry; the others are never reported."""
    decisive: str
    """The document without which nothing can be concluded."""


SCANS = (
    Scan("stale_flags", "Stale flags", StaleFlagSettings, stale_flags.REPORTED, FLAGS),
    Scan("dead_events", "Dead events", DeadEventSettings, dead_events.REPORTED, EVENT_USAGE),
    Scan("event_health", "Event health", EventHealthSettings, event_health.REPORTED, EVENT_USAGE),
)
