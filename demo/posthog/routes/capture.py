"""Public capture: what the worker's own SDK sends is kept for the tests to read."""

import gzip
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.posthog.keys import PROJECT_TOKEN
from demo.posthog.replies import ApiError, invalid
from demo.posthog.shapes import Json, an_object
from demo.posthog.world import World


def routes(world: World) -> list[Route]:
    """The two addresses SDKs send to; both need the project token in the body."""

    async def capture(request: Request) -> Response:
        try:
            world.captured.extend(_events(await _payload(request)))
        except ApiError as error:
            reply = error.reply()
            return JSONResponse(reply.body, reply.status)
        return JSONResponse({"status": "Ok"})

    return [
        Route("/batch/", capture, methods=["POST"]),
        Route("/i/v0/e/", capture, methods=["POST"]),
    ]


async def _payload(request: Request) -> Json:
    raw = await request.body()
    try:
        if request.headers.get("content-encoding") == "gzip":
            raw = gzip.decompress(raw)
        payload = an_object(json.loads(raw))
    except (OSError, ValueError) as error:
        raise invalid("The body is not JSON.") from error
    if payload is None:
        raise invalid("The body is not a JSON object.")
    return payload


def _events(payload: Json) -> list[Json]:
    """The events of a batch or of a single capture, without the token."""
    batch: list[Json] = payload.get("batch", [payload])
    token = payload.get("api_key") or payload.get("token")
    if token != PROJECT_TOKEN:
        detail = "Project API key invalid. You can find your project API key in your settings."
        raise ApiError(401, "authentication_error", "invalid_api_key", detail)
    return [
        {name: value for name, value in event.items() if name not in {"api_key", "token"}}
        for event in batch
    ]
