"""The control door's orders about Slack: presses, the pace, and Socket Mode."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from demo.emulators.github_stage import answered
from demo.emulators.pace import PaceOrder
from demo.emulators.presses import Presses, PressOrder
from demo.emulators.slack import Slack
from demo.emulators.socket_mode import Sockets

Json = dict[str, Any]


class SlackStage:
    """What the door can do; every order is a model that refuses what it does not know."""

    def __init__(self, slack: Slack, presses: Presses, sockets: Sockets) -> None:
        self._slack = slack
        self._presses = presses
        self._sockets = sockets

    def routes(self) -> list[Route]:
        """The addresses, below the door."""
        return [
            Route("/slack/press", answered(self._press), methods=["POST"]),
            Route("/slack/pace", answered(self._pace), methods=["POST"]),
            Route("/slack/sockets", answered(self._show_sockets), methods=["GET"]),
            Route("/slack/disconnect", answered(self._disconnect), methods=["POST"]),
            Route("/slack/responses", answered(self._responses), methods=["GET"]),
        ]

    async def _press(self, request: Request) -> Json:
        return await self._presses.press(PressOrder.model_validate_json(await request.body()))

    async def _pace(self, request: Request) -> Json:
        order = PaceOrder.model_validate_json(await request.body())
        self._slack.pace.set(order.seconds)
        return order.model_dump()

    async def _show_sockets(self, _: Request) -> Json:
        return {"open": self._sockets.count, "acknowledged": self._sockets.acknowledged}

    async def _disconnect(self, _: Request) -> Json:
        return {"disconnected": await self._sockets.disconnect()}

    async def _responses(self, _: Request) -> list[Json]:
        return self._slack.responses
