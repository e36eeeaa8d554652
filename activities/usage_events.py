"""The door to the team's own statistics: one typed event per scan, off unless configured."""

from temporalio import activity

from clients.usage_events import UsageEvents
from scans.model.usage_event import ScanFinished


class UsageEventActivities:
    """Holds the queue; the SDK behind it is built only when usage events are enabled."""

    def __init__(self, events: UsageEvents) -> None:
        self._events = events

    @activity.defn(name="scan_finished")
    def scan_finished(self, event: ScanFinished) -> bool:
        """Record that a scan finished; returns whether anything is sent."""
        return self._events.scan_finished(event)
