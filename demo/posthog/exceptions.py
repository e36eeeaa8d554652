"""Errors of the shop, as error tracking stores them: with a release or none, resolved or raw."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha512
from typing import Any, Literal

from demo.posthog.flag_items import iso
from demo.posthog.shapes import Json
from demo.posthog.streams import Stream, steadily

_PROJECT, _COMMIT = "hazelnut-web", "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"


@dataclass(frozen=True)
class Failure:
    """One issue: an error of one kind, and what the servers it went through made of it."""

    issue: str
    type: str
    value: str
    per_day: int
    function: str
    source: str
    release: Literal["none", "single", "map"]
    """`single` is the newest form, `map` the one before; server-side languages have none."""
    resolved: bool = True
    lib: str = "web"
    status: str = "active"
    first_days: int = 80


FAILURES = (
    Failure(
        "0192d000-0000-7000-8000-00000000e001", "TypeError", "total is undefined", 2,
        "renderTotal", "src/pages/CartPage.tsx", "single",
    ),
    Failure(
        "0192d000-0000-7000-8000-00000000e002", "NetworkError", "Failed to fetch", 1,
        "request", "https://shop.example/assets/app.js", "map", resolved=False,
        status="pending_release",
    ),
    Failure(
        "0192d000-0000-7000-8000-00000000e003", "KeyError", "'vat_id'", 1, "rate_for",
        "hazelnut/services/tax.py", "none", resolved=False, lib="posthog-python",
    ),
)  # fmt: skip


def streams() -> tuple[Stream, ...]:
    """The `$exception` events of every issue."""
    return tuple(
        Stream(
            "$exception",
            steadily(failure.per_day, failure.first_days),
            {name: (value,) for name, value in stored(failure).items()},
            failure.lib,
        )
        for failure in FAILURES
    )


def stored(failure: Failure) -> Json:
    """The properties of one event after ingestion."""
    fingerprint = sha512(f"{failure.type}:{failure.function}".encode()).hexdigest()[:24]
    # Sources and functions are those of frames that were resolved; raw ones leave them empty.
    return _releases(failure) | {
        "$exception_list": [_exception(failure)],
        "$exception_types": [failure.type],
        "$exception_values": [failure.value],
        "$exception_sources": [failure.source] if failure.resolved else [],
        "$exception_functions": [failure.function] if failure.resolved else [],
        "$exception_handled": False,
        "$exception_fingerprint": fingerprint,
        "$exception_proposed_fingerprint": fingerprint,
        "$exception_fingerprint_record": [{"type": "exception", "pieces": ["Exception Type"]}],
        "$exception_issue_id": failure.issue,
    }


def _exception(failure: Failure) -> Json:
    frame = _resolved_frame(failure) if failure.resolved else _raw_frame(failure)
    return {
        "id": failure.issue.replace("e0", "f0"),
        "type": failure.type,
        "value": failure.value,
        "mechanism": {"handled": False, "type": "generic", "synthetic": False},
        "stacktrace": {"type": "resolved" if failure.resolved else "raw", "frames": [frame]},
    }


def _resolved_frame(failure: Failure) -> Json:
    return {
        "raw_id": "b7a1c5/0",
        "mangled_name": "r",
        "line": 31,
        "column": 14,
        "source": failure.source,
        "in_app": True,
        "resolved_name": failure.function,
        "lang": "javascript",
        "resolved": True,
        "synthetic": False,
        "suspicious": False,
    }


def _raw_frame(failure: Failure) -> Json:
    """As the SDK sent it: other names for the same things."""
    return {
        "platform": "python" if failure.lib == "posthog-python" else "web:javascript",
        "filename": failure.source,
        "function": failure.function,
        "lineno": 12,
        "colno": None,
        "in_app": True,
    }


def _releases(failure: Failure) -> Json:
    if failure.release == "none":
        return {}
    release: Json = {
        "version": _COMMIT,
        "project": _PROJECT,
        "timestamp": "2026-01-05T09:58:00Z",
        "metadata": {"git": {"repo_name": _PROJECT, "branch": "main", "commit_id": _COMMIT}},
    }
    if failure.release == "map":
        # A release's hash is that of the project followed by the version, without a separator.
        return {
            "$exception_releases": {sha512(f"{_PROJECT}{_COMMIT}".encode()).hexdigest(): release}
        }
    return {"$exception_release": release | {"id": "0192e0c4-1111-7000-9000-0000000000aa"}}


def issues(now: datetime) -> list[Json]:
    """What the list of issues says of them; counts come from a query."""
    return [_issue(failure, now) for failure in FAILURES]


def _issue(failure: Failure, now: datetime) -> Json:
    assignee: dict[str, Any] | None = {"id": 1, "type": "user"} if failure.per_day > 1 else None
    return {
        "id": failure.issue,
        "status": failure.status,
        "name": failure.type,
        "description": failure.value,
        "first_seen": iso(now - timedelta(days=failure.first_days)),
        "assignee": assignee,
        "external_issues": [],
        "cohort": None,
    }
