"""Logs go to standard error, always: standard output belongs to answers that programs read.

Lines of libraries take the same way as ours. A failure that stands for something outside is one
line: its sentence says what to do, and its stack trace would say nothing more.
"""

import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any, cast

import structlog

from clients.secrecy import without_secrets

_EXPECTED = ("temporalio.exceptions", "ApplicationError")
"""What activities raise for errors of services; known by name, as nothing heavy is loaded here."""

Event = MutableMapping[str, Any]


def configure() -> None:
    """Send every log line to standard error: readable on a terminal, JSON lines elsewhere."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, _render(), _discreet],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name, _activity],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_expected_traces,
                structlog.processors.format_exc_info,
                _render(),
                _discreet,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _render() -> structlog.typing.Processor:
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(colors="NO_COLOR" not in os.environ)
    return structlog.processors.JSONRenderer()


def _discreet(_: Any, __: str, line: Any) -> str:
    """Take held secrets out of the finished line, whichever field they came in."""
    return without_secrets(line)


def _activity(_: Any, __: str, event: Event) -> Event:
    """Name the activity that Temporal's SDK logs about in fields of their own."""
    about: dict[str, Any] = getattr(event["_record"], "temporal_activity", {})
    for name in ("activity_type", "attempt", "workflow_id"):
        if name in about:
            event[name] = about[name]
    return event


def _without_expected_traces(_: Any, __: str, event: Event) -> Event:
    trace: object = event.get("exc_info")
    error = cast("tuple[object, ...]", trace)[1] if isinstance(trace, tuple) else None
    if (type(error).__module__, type(error).__name__) == _EXPECTED:
        del event["exc_info"]
        event["error"] = str(error)
    return event
