"""Groundskeeper's own events, through PostHog's SDK. Off means that no client is ever built."""

from posthog import Posthog
from pydantic import SecretStr

from scans.model.usage_event import ScanFinished

QUEUE_EVENTS = 1_000
"""Events kept while PostHog is away; beyond that the oldest way out is to lose them."""


class UsageEvents:
    """Queues typed events; never blocks, never raises, never sends anything when it is off."""

    def __init__(self, *, enabled: bool, host: str, api_key: SecretStr | None) -> None:
        self._sdk: Posthog | None = None
        if enabled and api_key is not None:
            self._sdk = Posthog(
                api_key.get_secret_value(),
                host=host,
                max_queue_size=QUEUE_EVENTS,
                # A worker that goes down does not wait for statistics.
                max_retries=1,
                timeout=3,
                disable_geoip=True,
                enable_exception_autocapture=False,
            )

    def scan_finished(self, event: ScanFinished) -> bool:
        """Queue the event; return whether anything will be sent."""
        if self._sdk is None:
            return False
        # The run is the actor: no person, no machine and no repository is identified by it.
        self._sdk.capture(
            "groundskeeper scan finished",
            distinct_id=event.run_id,
            properties=event.model_dump(mode="json") | {"$process_person_profile": False},
        )
        return True

    def close(self) -> None:
        """Send what is queued and stop the SDK's thread."""
        if self._sdk is not None:
            self._sdk.shutdown()
