"""What others ask about us: whether we live, whether we are ready, and what we counted."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from listener.doors import Doors
from listener.metrics import CONTENT_TYPE, Metrics

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds: whoever asks through one is not on this machine, even if the proxy is."""


def routes(doors: Doors, metrics: Metrics) -> list[Route]:
    """Return the routes."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        missing = await doors.ready()
        if missing:
            return JSONResponse({"status": "not ready", "reason": missing}, status_code=503)
        return JSONResponse({"status": "ready"})

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", _shown(doors, metrics)),
    ]


def _shown(doors: Doors, metrics: Metrics) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        allowed = doors.metrics == "everyone" or (
            doors.metrics == "loopback" and _is_local(request)
        )
        if not allowed:
            reason = f"listener.metrics is {doors.metrics!r}, and this request is from elsewhere"
            return JSONResponse({"error": reason}, status_code=403)
        return Response(metrics.shown(), headers={"Content-Type": CONTENT_TYPE})

    return endpoint


def _is_local(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
