"""What the errors in evidence look like: type, message, stack and release of the newest event.

Error tracking's own list knows an issue's name only; the event has everything, in one query for
all of them. Where no single issue stands out, those that grew most are described.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clients.posthog import error_texts
from clients.posthog.error_frames import exceptions, frames
from clients.posthog.error_releases import told
from clients.posthog.usage_rows import MOST_ROWS, Run, travels, whole, words
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.incident import IssueFacts
from scans.model import Json

RISEN, DETAILS = "issues that grew", "newest errors"
"""Names in the project's query log."""

MOST_ISSUES = 10
"""Described at once; the rest of a rise is in the total."""
MOST_GROWN = 5
"""Issues that stand for a rise in which none stands out."""
MOST_CHARACTERS = 200
"""Of a message; the rest is where people's data is."""


@dataclass(frozen=True)
class Since:
    """The time since T0, and as much before it. Unix seconds."""

    began: int
    until: int

    @property
    def values(self) -> Json:
        """What the texts bound themselves by."""
        since = 2 * self.began - self.until
        return {"since": since, "began": self.began, "until": self.until}


async def read(
    run: Run, counting: Counting, wanted: Sequence[str], since: Since
) -> tuple[IssueFacts, ...]:
    """Return the facts of the wanted issues, those with most more people first.

    With none wanted, of the issues that grew most. One or two queries; raises any `ClientError`.
    Their `weight` is the share of the people beyond those of the same time before.
    """
    ids = [each for each in wanted if travels(each)] or await _grown(run, counting, since)
    if not ids:
        return ()
    values: Json = {**since.values, "ids": ids[:MOST_ISSUES]}
    rows = await run(error_texts.details(counting), values, DETAILS, MOST_ISSUES)
    extra = [_extra(row) for row in rows]
    total = sum(extra)
    weighed = sorted(zip(extra, rows, strict=True), key=lambda one: -one[0])
    return tuple(_facts(row, more / total if total else 1 / len(rows)) for more, row in weighed)


async def _grown(run: Run, counting: Counting, since: Since) -> list[str]:
    rows = await run(error_texts.risen(counting), since.values, RISEN, MOST_ROWS)
    grown = sorted((-_extra(row), words(row, "issue", RISEN)) for row in rows)
    return [issue for less, issue in grown if less < 0][:MOST_GROWN]


def _extra(row: Json) -> int:
    return max(0, whole(row, "people", DETAILS) - whole(row, "before", DETAILS))


def _facts(row: Json, weight: float) -> IssueFacts:
    thrown = exceptions(row.get("exceptions"))
    outermost: Json = thrown[0] if thrown else {}
    releases = told(row)
    return IssueFacts(
        issue=words(row, "issue", DETAILS),
        type=_cut(outermost.get("type")),
        message=_cut(outermost.get("value")),
        frames=frames(row.get("exceptions"), row.get("lib")),
        release=releases[0][0] if releases else "",
        weight=weight,
    )


def _cut(value: Any) -> str:
    """Return text of one line that is not longer than anybody reads."""
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"
