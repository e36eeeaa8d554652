"""The stack of an error as error tracking stores it, the crash first.

Stacks are stored with the crash last and the outermost exception first; servers see to that,
whatever the SDK sent. Those of before mid-2026 stored what came, and some SDKs sent it first:
there a function that only ever begins a program or a thread tells which end is which. A frame has
other names for the same things before and after its source map was found.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from scans.deploy_watch.incident import Frame
from scans.model import Json

MOST_FRAMES = 40
"""Kept of one error: a recursion has thousands."""
MOST_CHARACTERS = 300
"""Of a path or a function's name."""

CRASH_FIRST: Final = frozenset(
    {
        "posthog-android",
        "posthog-elixir",
        "posthog-flutter",
        "posthog-go",
        "posthog-java",
        "posthog-php",
        "posthog-rs",
        "posthog-server",
    }
)
"""SDKs that sent the crash first, as PostHog's own ingestion lists them."""

_BEGINS = frozenset(
    {"main", "main.main", "{main}", "run", "runtime.goexit", "java.lang.Thread.run", "<module>"}
)
"""Functions that nothing of the program calls."""


def exceptions(value: Any) -> list[Json]:
    """Return the exceptions of `$exception_list`, whether it came as a list or as its JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    listed = cast("list[Any]", value) if isinstance(value, list) else []
    return [cast("Json", one) for one in listed if isinstance(one, dict)]


def frames(value: Any, lib: Any = None) -> tuple[Frame, ...]:
    """Return the frames of `$exception_list`, those of the root cause first, each crash first."""
    found: list[Frame] = []
    for one in reversed(exceptions(value)):
        stack = [_frame(frame) for frame in _stack(one)]
        found += stack if _begins_with_the_crash(stack, lib) else stack[::-1]
    return tuple(frame for frame in found if frame.file or frame.function)[:MOST_FRAMES]


def top_file(value: Any, lib: Any = None) -> str:
    """Return the file of the crash, or of what called it, in the project's own code; or nothing."""
    return next((frame.file for frame in frames(value, lib) if frame.in_app and frame.file), "")


def _stack(exception: Json) -> Iterator[Json]:
    trace = exception.get("stacktrace")
    listed = cast("Json", trace).get("frames") if isinstance(trace, dict) else None
    for frame in cast("list[Any]", listed) if isinstance(listed, list) else []:
        if isinstance(frame, dict):
            yield cast("Json", frame)


def _frame(frame: Json) -> Frame:
    """Return one frame from either form.

    A resolved one has `source` and `resolved_name`, and keeps the bundle's name in `mangled_name`;
    as the SDK sent it, the names are `filename`, `lineno` and `function`.
    """
    processed = any(name in frame for name in ("source", "resolved_name", "mangled_name", "raw_id"))
    resolved = frame.get("resolved") is not False if processed else not _is_bundled(frame)
    return Frame(
        file=_text(frame.get("source"))
        or _text(frame.get("filename"))
        or _text(frame.get("module")),
        line=_line(frame.get("line")) or _line(frame.get("lineno")),
        function=_text(frame.get("resolved_name"))
        or _text(frame.get("function"))
        or _text(frame.get("mangled_name")),
        in_app=frame.get("in_app") is not False,
        resolved=resolved,
    )


def _is_bundled(frame: Json) -> bool:
    """Whether a frame nobody has processed comes out of a browser: then it is the bundle's."""
    return "web" in _text(frame.get("platform"))


def _begins_with_the_crash(stack: Sequence[Frame], lib: Any) -> bool:
    if lib not in CRASH_FIRST or len(stack) < 2:
        return False
    first, last = (_begins(stack[place]) for place in (0, -1))
    return last and not first


def _begins(frame: Frame) -> bool:
    return frame.function in _BEGINS or frame.function.endswith(("Thread.run", "::main"))


def _text(value: Any) -> str:
    return value[:MOST_CHARACTERS] if isinstance(value, str) else ""


def _line(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return value if whole else None
