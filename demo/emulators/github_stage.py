"""The control door's orders about GitHub: merges, deployments, the webhook and its troubles."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.emulators.deploys import DeployOrder, Deploys
from demo.emulators.hooks import DeliverOrder, Hooks, told
from demo.emulators.incident import IncidentOrder, IncidentStage
from demo.emulators.webhooks import DisturbOrder, HookOrder, Webhooks

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Any]]


class ReleaseOrder(BaseModel):
    """Let go of what is held, in which order."""

    model_config = ConfigDict(extra="forbid")

    newest_first: bool = False


class GitHubStage:
    """What the door can do; every order is a model that refuses what it does not know."""

    def __init__(
        self, incident: IncidentStage, deploys: Deploys, webhooks: Webhooks, hooks: Hooks
    ) -> None:
        self._incident = incident
        self._deploys = deploys
        self._webhooks = webhooks
        self._hooks = hooks

    def routes(self) -> list[Route]:
        """The addresses, below the door."""
        return [
            Route("/incident", answered(self._play), methods=["POST"]),
            Route("/deployments", answered(self._deploy), methods=["POST"]),
            Route("/hook", answered(self._show_hook), methods=["GET"]),
            Route("/hook", answered(self._set_hook), methods=["POST"]),
            Route("/hook", answered(self._forget_hook), methods=["DELETE"]),
            Route("/hook/disturb", answered(self._disturb), methods=["POST"]),
            Route("/hook/release", answered(self._release), methods=["POST"]),
            Route("/hook/deliver", answered(self._deliver), methods=["POST"]),
            Route("/hook/deliveries", answered(self._deliveries), methods=["GET"]),
        ]

    async def _play(self, request: Request) -> Json:
        played = await self._incident.play(IncidentOrder.model_validate_json(await request.body()))
        if self._webhooks.hook is not None:
            order = DeliverOrder(event="push", before=played["before"], sha=played["after"])
            self._webhooks.announce("push", await self._hooks.payload(order))
            for each in played["merges"]:
                order = DeliverOrder(
                    event="pull_request", number=each["number"], sender=each["merged_by"]
                )
                self._webhooks.announce("pull_request", await self._hooks.payload(order))
        return played

    async def _deploy(self, request: Request) -> Json:
        return await self._deploys.play(DeployOrder.model_validate_json(await request.body()))

    async def _show_hook(self, _: Request) -> Json | None:
        hook = self._webhooks.hook
        return None if hook is None else hook.model_dump(exclude={"secret"})

    async def _set_hook(self, request: Request) -> Json:
        self._webhooks.hook = HookOrder.model_validate_json(await request.body())
        return self._webhooks.hook.model_dump(exclude={"secret"})

    async def _forget_hook(self, _: Request) -> Json:
        self._webhooks.hook = None
        return {}

    async def _disturb(self, request: Request) -> Json:
        order = DisturbOrder.model_validate_json(await request.body())
        self._webhooks.disturb(order)
        return order.model_dump()

    async def _release(self, request: Request) -> Json:
        order = ReleaseOrder.model_validate_json(await request.body() or b"{}")
        return {"released": await self._webhooks.release(newest_first=order.newest_first)}

    async def _deliver(self, request: Request) -> Json:
        return await self._hooks.deliver(DeliverOrder.model_validate_json(await request.body()))

    async def _deliveries(self, _: Request) -> list[Json]:
        return told(self._webhooks.deliveries)


def answered(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of an order: 422 for one that makes no sense, 409 for one in vain."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request))
        except ValidationError as refusal:
            return JSONResponse({"message": str(refusal)}, 422)
        except ValueError as refusal:
            return JSONResponse({"message": str(refusal)}, 409)

    return answer
