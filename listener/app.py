"""The listener's doors: `/healthz`, `/readyz` and the signed `POST /scans`."""

import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import structlog
from pydantic import SecretStr, ValidationError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from listener.signature import Unverified, verify
from scans.model import Model
from workflows.names import SCAN_WORKFLOWS

log = structlog.get_logger(__name__)

BODY_LIMIT_BYTES = 1_048_576


class Unavailable(Exception):
    """The hand-over did not happen: Temporal is away. The caller may send the same again."""


class StartScan(Protocol):
    """Starts one scan; the same `delivery` never starts a second one."""

    def __call__(self, scan: str, project: str, *, delivery: str) -> Awaitable[str]:
        """Return the workflow's id. Raises `Unavailable`."""
        ...


class ScanWanted(Model):
    """Body of `POST /scans`."""

    project: str
    scan: str


@dataclass(frozen=True)
class Doors:
    """What the listener needs from the composition root."""

    projects: frozenset[str]
    secrets: Mapping[str, SecretStr]
    start_scan: StartScan
    ready: Callable[[], Awaitable[str]]
    """Empty when everything is there, else what is missing."""
    now: Callable[[], float] = time.time


def create_app(doors: Doors) -> Starlette:
    """Return the listener's application."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        missing = await doors.ready()
        if missing:
            return JSONResponse({"status": "not ready", "reason": missing}, status_code=503)
        return JSONResponse({"status": "ready"})

    async def scans(request: Request) -> Response:
        return await _scans(doors, request)

    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/scans", scans, methods=["POST"]),
        ]
    )
    # A redirect answers paths that are no doors, and names this host as the caller wrote it.
    app.router.redirect_slashes = False
    return app


async def _scans(doors: Doors, request: Request) -> Response:
    try:
        body = await _limited_body(request)
    except ClientDisconnect:
        return _refused(400, "the connection ended before the body did")
    if body is None:
        return _refused(413, f"the body is larger than {BODY_LIMIT_BYTES} bytes")
    try:
        client, signature = verify(doors.secrets, request.headers, body, now=doors.now())
    except Unverified as error:
        log.warning("request refused", door="/scans", reason=str(error))
        return _refused(401, str(error))
    try:
        wanted = ScanWanted.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "body"
        return _refused(400, f"{field}: {first['msg']}; allowed are `project` and `scan`")
    if wanted.scan not in SCAN_WORKFLOWS:
        return _refused(404, f"no such scan; there are: {', '.join(sorted(SCAN_WORKFLOWS))}")
    if wanted.project not in doors.projects:
        return _refused(404, f"no such project; there are: {', '.join(sorted(doors.projects))}")
    delivery = hashlib.sha256(signature.encode()).hexdigest()[:16]
    try:
        workflow_id = await doors.start_scan(wanted.scan, wanted.project, delivery=delivery)
    except Unavailable as error:
        log.warning("request could not be handed over", door="/scans", reason=str(error))
        return _refused(503, "Temporal is away; send the same request again later")
    log.info("scan requested", client=client, scan=wanted.scan, project=wanted.project)
    return JSONResponse({"workflow_id": workflow_id}, status_code=202)


async def _limited_body(request: Request) -> bytes | None:
    """Return the body, or None as soon as it is too large, whatever its header claims."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT_BYTES:
            return None
    return bytes(body)


def _refused(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=status)
