"""The one port in front of GitHub's and Slack's emulators: API, pages to look at, control door."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from demo.emulators.gate import Answer, Gate
from demo.emulators.ledger import Service

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def application(
    gate: Gate, answers: dict[Service, Answer], pages: Sequence[BaseRoute], control: Mount | None
) -> Starlette:
    """The application.

    `answers` maps a service to what answers it; its API lives below `/{service}`. `pages` come
    first: they are for people and share that prefix, as they do at the real services. The door of
    Socket Mode is among them.
    """
    doors = list[BaseRoute]([control]) if control else list[BaseRoute]()
    apis = [_api(gate, service, answer) for service, answer in answers.items()]
    return Starlette(routes=[*doors, *pages, *apis, Route("/healthz", _healthy)])


def _api(gate: Gate, service: Service, answer: Answer) -> Route:
    async def serve(request: Request) -> Response:
        path = f"/{request.path_params['path']}"
        body = await request.body()
        return await gate.pass_through(request, service, path, answer, body=body)

    return Route(f"/{service}/{{path:path}}", serve, methods=METHODS)


async def _healthy(_: Request) -> Response:
    return JSONResponse({"ok": True})
