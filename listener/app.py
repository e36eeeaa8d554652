"""The listener's doors: who may call us, and what becomes of it. Each has a file of its own."""

from starlette.applications import Starlette
from starlette.routing import Route

from listener import deploys, github, health, posthog, scans, slack
from listener.doors import Doors
from listener.hand_overs import HandOvers
from listener.hearing import Hearing
from listener.metrics import Metrics
from listener.pressing import Pressing
from listener.way import Way

__all__ = ["Listener", "create_app"]


class Listener:
    """Everything behind the doors. Socket Mode presses buttons through the same."""

    def __init__(self, doors: Doors) -> None:
        self.metrics = Metrics()
        hand_overs = HandOvers(doors.most_handed_over_at_once, self.metrics)
        self.pressing = Pressing(doors, hand_overs)
        self.app = _app(doors, hand_overs, self.pressing, self.metrics)


def create_app(doors: Doors) -> Starlette:
    """Return the listener's application."""
    return Listener(doors).app


def _app(doors: Doors, hand_overs: HandOvers, pressing: Pressing, metrics: Metrics) -> Starlette:
    watching = doors.watching
    hearing = Hearing(watching, hand_overs, metrics) if watching else None
    way = Way(metrics)
    hints = way.through(posthog.door(doors, hand_overs))
    app = Starlette(
        routes=[
            *health.routes(doors, metrics),
            Route("/scans", way.through(scans.door(doors, hand_overs)), methods=["POST"]),
            Route("/deploys", way.through(deploys.door(doors, hearing)), methods=["POST"]),
            Route("/github", way.through(github.door(doors, hearing)), methods=["POST"]),
            Route("/slack", way.through(slack.door(doors, pressing)), methods=["POST"]),
            Route("/posthog", hints, methods=["POST"]),
            Route("/posthog/{rest}", hints, methods=["POST"]),
        ]
    )
    # A redirect answers paths that are no doors, and names this host as the caller wrote it.
    app.router.redirect_slashes = False
    return app
