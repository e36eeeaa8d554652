"""What a status and a body mean: a JSON object, or one error of the tree.

Sentences change between versions of PostHog, statuses and codes do not: the text is shown to
people, and decides nothing but how long to wait.
"""

import json
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

from clients.errors import (
    AddressWrong,
    AnswerUnusable,
    ClientError,
    CredentialsRejected,
    NotFound,
    RateLimited,
    RequestRefused,
    ScopeMissing,
    ServerFailed,
    TimedOut,
)
from scans.model import Json

SERVICE = "PostHog"

_AVAILABLE_IN = re.compile(r"available in (\d+) second")
_SCOPE = re.compile(r"required scope '([\w:]+)'")


class Malformed(ValueError):
    """JSON that is not what it should be: what, and where."""


def parse_object(body: bytes) -> Json:
    """Return the JSON object in `body`. Raises `Malformed`."""
    try:
        value: object = json.loads(body.decode("utf-8-sig"), parse_constant=_not_json)
    except UnicodeDecodeError as error:
        raise Malformed(f"not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Malformed(f"not JSON at {where}: {error.msg}") from None
    except RecursionError:
        raise Malformed("nested too deeply to be read") from None
    except ValueError as error:
        raise Malformed(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Malformed(f"not a JSON object but {type(value).__name__}")
    return cast("Json", value)


def _not_json(word: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which Python reads and JSON does not have."""
    raise ValueError(f"the word {word}")


def read_answer(request: str, status: int, headers: Mapping[str, str], body: bytes) -> Json:
    """Return the JSON object of an answer.

    A failed query answers 400 or 500 with its own status instead of an error: that is returned
    too, for whoever polls. Everything else that is not a success raises the error it stands for.
    """
    try:
        answer = parse_object(body)
    except Malformed as error:
        if 200 <= status < 300:
            raise AnswerUnusable(SERVICE, request, str(error)) from None
        answer = None
    if answer is not None and (200 <= status < 300 or _is_failed_query(answer)):
        return answer
    raise _error(request, status, headers, answer, body)


def _is_failed_query(answer: Json) -> bool:
    return isinstance(answer.get("query_status"), dict)


def _error(
    request: str, status: int, headers: Mapping[str, str], answer: Json | None, body: bytes
) -> ClientError:
    detail = f"{status}: {_said(answer, body)}"
    retry_after = _header_seconds(headers)
    if status == 429 or (status == 503 and retry_after is not None):
        wait = retry_after if retry_after is not None else _announced_seconds(detail)
        return RateLimited(SERVICE, request, detail, retry_after=wait)
    if status in (402, 403):
        return ScopeMissing(SERVICE, request, detail, advice=_permission_advice(detail))
    if 300 <= status < 400:
        target = urlsplit(headers.get("location", ""))
        seen = f"{status}: sent on to {target.scheme}://{target.hostname}"
        return AddressWrong(SERVICE, request, seen, advice="set host to where PostHog itself is")
    if status == 404 and answer is None:
        return AddressWrong(SERVICE, request, detail)
    return _SIMPLE.get(status, ServerFailed if status >= 500 else RequestRefused)(
        SERVICE, request, detail
    )


_SIMPLE: dict[int, type[ClientError]] = {
    401: CredentialsRejected,
    404: NotFound,
    408: TimedOut,
}


def _said(answer: Json | None, body: bytes) -> str:
    """Return the sentence of an error body, whichever of PostHog's forms it has."""
    if answer is None:
        return "an answer that is not JSON" if body.strip() else "an empty answer"
    said: list[Any] = [answer]
    several = answer.get("list")
    if isinstance(several, list):
        said += cast("list[Any]", several)
    for each in said:
        for name in ("detail", "error") if isinstance(each, dict) else ():
            text = cast("Json", each).get(name)
            if isinstance(text, str) and text:
                return text
    return "no reason given"


def _permission_advice(detail: str) -> str:
    if scope := _SCOPE.search(detail):
        return f"give the personal API key the scope {scope[1]}"
    if "project" in detail and "access to" in detail:
        return "give the personal API key access to the project, or check project_id"
    return ""


def _announced_seconds(text: str) -> float | None:
    found = _AVAILABLE_IN.search(text)
    return float(found[1]) if found else None


def _header_seconds(headers: Mapping[str, str]) -> float | None:
    """Return `Retry-After` in seconds; its date form is read against the answer's own `Date`."""
    value = headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            until = parsedate_to_datetime(value)
            seconds = (until - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
