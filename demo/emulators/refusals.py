"""How GitHub says no."""

from typing import Any

from starlette.responses import JSONResponse, Response

DOCUMENTATION = "https://docs.github.com/rest"


def error(status: int, message: str, **more: Any) -> Response:
    """Return a refusal as GitHub words it; `more` are fields beside the message."""
    body = {"message": message, **more, "documentation_url": DOCUMENTATION, "status": str(status)}
    return JSONResponse(body, status)
