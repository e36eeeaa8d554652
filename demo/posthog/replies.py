"""What a handler may answer: a body with its schema, or an error envelope."""

from dataclasses import dataclass, field
from typing import Any

from demo.posthog.hogql.refusals import GAP_CODE


@dataclass(frozen=True)
class Reply:
    """A JSON body and the name of the schema in `contract/` that it must fit."""

    body: Any
    schema: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


class ApiError(Exception):
    """An error answer in PostHog's envelope."""

    def __init__(self, status: int, kind: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.code = code
        self.detail = detail

    def reply(self, headers: dict[str, str] | None = None) -> Reply:
        """The envelope."""
        body = {"type": self.kind, "code": self.code, "detail": self.detail, "attr": None}
        return Reply(body, "error-envelope", self.status, headers or {})


def not_found(detail: str = "Not found.") -> ApiError:
    """404."""
    return ApiError(404, "invalid_request", "not_found", detail)


def invalid(detail: str, code: str = "invalid_input") -> ApiError:
    """400 for a body or a query PostHog would refuse."""
    return ApiError(400, "validation_error", code, detail)


def gap(detail: str, status: int = 400) -> ApiError:
    """What this server cannot do is refused loudly, with a code PostHog never sends."""
    return ApiError(status, "test_server", GAP_CODE, f"The test server cannot do this: {detail}")
