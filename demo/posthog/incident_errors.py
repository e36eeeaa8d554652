"""The errors of an incident, as error tracking stores them: with a stack whose crash is last."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha512
from typing import Any

from demo.posthog.flag_items import iso
from demo.posthog.incident_order import FrameOrder, IncidentOrder
from demo.posthog.shapes import Json

_ID = "0192d000-0000-7000-8000-00000000{}"
_LIBRARY = {
    "raw_id": "c2d0e7/9",
    "mangled_name": "bn",
    "line": 5529,
    "column": 18,
    "source": "node_modules/react-dom/cjs/react-dom-client.production.js",
    "in_app": False,
    "resolved_name": "renderWithHooks",
    "lang": "javascript",
    "resolved": True,
    "synthetic": False,
    "suspicious": False,
}
"""What calls every component: somebody else's code, outermost."""


@dataclass(frozen=True)
class Issue:
    """An error of one kind; `share` is its part of the errors that there always are."""

    id: str
    type: str
    value: str
    frames: tuple[FrameOrder, ...]
    share: float = 0.0


def _known(name: str, type_: str, value: str, function: str, source: str, share: float) -> Issue:
    frame = FrameOrder(source=source, line=12, function=function)
    return Issue(_ID.format(name), type_, value, (frame,), share)


KNOWN = (
    _known(
        "e101", "TypeError", "total is undefined", "CartPage", "web/src/pages/CartPage.tsx", 0.4
    ),
    _known("e102", "NetworkError", "Failed to fetch", "request", "web/src/lib/api.ts", 0.3),
    _known("e103", "RangeError", "Invalid currency", "formatCents", "web/src/lib/money.ts", 0.2),
    _known("e104", "ReferenceError", "gtag is not defined", "App", "web/src/App.tsx", 0.1),
)
"""Errors that the shop has lived with for long; the first one rises where a known one does."""


def new_issue(order: IncidentOrder) -> Issue:
    """Return the issue of the bad merge."""
    return Issue(_ID.format("bad1"), order.error.type, order.error.value, tuple(order.frames))


def stored(issue: Issue) -> Json:
    """Return the properties of one event after ingestion; session and release come on top."""
    fingerprint = sha512(f"{issue.type}:{issue.value}".encode()).hexdigest()[:24]
    # PostHog resolves to paths as the bundler knew them: below the folder that was built.
    sources = [frame.source.removeprefix("web/") for frame in issue.frames]
    frames = [
        _frame(frame, source, place)
        for place, (frame, source) in enumerate(zip(issue.frames, sources, strict=True))
    ]
    exception = {
        "id": f"{issue.id[:-4]}f0{issue.id[-2:]}",
        "type": issue.type,
        "value": issue.value,
        "mechanism": {"handled": False, "type": "generic", "synthetic": False},
        "stacktrace": {"type": "resolved", "frames": [*frames, _LIBRARY][::-1]},
    }
    return {
        "$exception_list": [exception],
        "$exception_types": [issue.type],
        "$exception_values": [issue.value],
        "$exception_sources": list(dict.fromkeys(sources)),
        "$exception_functions": [frame.function for frame in issue.frames],
        "$exception_handled": False,
        "$exception_fingerprint": fingerprint,
        "$exception_proposed_fingerprint": fingerprint,
        "$exception_fingerprint_record": [{"type": "exception", "pieces": ["Exception Type"]}],
        "$exception_issue_id": issue.id,
    }


def _frame(frame: FrameOrder, source: str, place: int) -> dict[str, Any]:
    return {
        "raw_id": f"b7a1c5/{place}",
        "mangled_name": "abc"[place % 3],
        "line": frame.line,
        "column": frame.column,
        "source": source,
        "in_app": frame.in_app,
        "resolved_name": frame.function,
        "lang": "javascript",
        "resolved": True,
        "synthetic": False,
        "suspicious": False,
    }


def released(version: str, project: str, at: datetime) -> Json:
    """Return the release of an event, as error tracking writes it."""
    return {
        "$exception_release": {
            "id": "0192e0c4-1111-7000-9000-0000000000bb",
            "version": version,
            "project": project,
            "timestamp": iso(at),
            "metadata": {"git": {"repo_name": project, "branch": "main", "commit_id": version}},
        }
    }


def listed(issue: Issue, first_seen: datetime) -> Json:
    """Return what the list of issues says of it."""
    return {
        "id": issue.id,
        "status": "active",
        "name": issue.type,
        "description": issue.value,
        "first_seen": iso(first_seen),
        "assignee": None,
        "external_issues": [],
        "cohort": None,
    }
