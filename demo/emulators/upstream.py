"""Passing a request on to emulate, and its answer back."""

from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response

_OF_THE_CONNECTION = {
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "host",
    "keep-alive",
    "transfer-encoding",
}
"""Headers that describe one connection and not the message."""


async def forward(
    upstream: httpx.AsyncClient, request: Request, path: str, content: bytes
) -> httpx.Response:
    """Sends the request on under `path` (percent-encoded), with `content` as its body."""
    query = f"?{request.url.query}" if request.url.query else ""
    headers = [
        (name, value)
        for name, value in request.headers.items()
        if name not in _OF_THE_CONNECTION and name != "accept-encoding"
    ]
    return await upstream.request(request.method, path + query, headers=headers, content=content)


def as_response(answer: httpx.Response, body: Any = None) -> Response:
    """The answer for the client; `body` replaces the JSON that emulate sent."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in _OF_THE_CONNECTION and not name.startswith("access-control-")
    }
    content = answer.content if body is None else httpx.Response(200, json=body).content
    return Response(content, answer.status_code, headers)


def json_of(answer: httpx.Response) -> Any:
    """The answer's JSON, `None` when there is none."""
    if "json" not in answer.headers.get("content-type", "") or not answer.content:
        return None
    return answer.json()
