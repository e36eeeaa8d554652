"""What the listener counts. `docs/listener.md` lists it, and a test compares the two."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from listener.answers import Outcome

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper ends: the goal of 50 ms is one of them, and so are the 3 s that Slack waits."""


class Metrics:
    """The numbers of one listener, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._deliveries = Counter(
            "groundskeeper_deliveries",
            "Requests to the doors, by what became of them.",
            ["door", "event", "outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "groundskeeper_answer_seconds",
            "Time from the head of a request to its answer.",
            ["door"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.in_flight = Gauge(
            "groundskeeper_hand_overs_in_flight",
            "Deliveries on their way to Temporal.",
            registry=self._registry,
        )
        self.watches = Counter(
            "groundskeeper_watches_heard",
            "Watches that this process started or reached.",
            registry=self._registry,
        )
        self.connected = Gauge(
            "groundskeeper_socket_mode_connected",
            "Whether Slack's Socket Mode is connected: 1 or 0.",
            registry=self._registry,
        )

    def count(self, door: str, event: str, outcome: Outcome, seconds: float) -> None:
        """Count one delivery that was answered after `seconds`."""
        self._deliveries.labels(door, event, outcome).inc()
        self._seconds.labels(door).observe(seconds)

    def names(self) -> set[str]:
        """Return what our own metrics are called, as a scrape shows them."""
        families = self._registry.collect()
        ours = (each for each in families if each.name.startswith("groundskeeper_"))
        return {f"{each.name}_total" if each.type == "counter" else each.name for each in ours}

    def shown(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self._registry)
