"""What the documents of counts share: reading a row, writing a time, asking about a name.

A name of a customer travels as the value of a placeholder and is never part of a text. What cannot
travel so, or what PostHog would not answer for, is left out of the question and named in the
document's `unasked` with the reason: a name without a row and without a reason never is.
"""

import asyncio
import math
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from clients.errors import (
    AnswerUnusable,
    ClientError,
    RequestRefused,
    ServerFailed,
    TimedOut,
)
from clients.posthog.answers import SERVICE
from scans.model import Json

MOST_ROWS = 49_999
"""Of one answer. PostHog gives 50,000 at most, and one row more than wanted is always asked for."""

Run = Callable[[str, Json, str, int], Awaitable[list[Json]]]
"""`PostHog.query`: text, values, name in the query log and the most rows; all rows or an error."""

HOUR = 3_600
DAY = 86_400

ROWS_AT_ONCE = 5_000_000
"""The JSON of each row is read whole: of more rows than these only some people's are read."""

_NAMES = "event IN {names}"

CONTROL_CHARACTERS = "its name has control characters"

Item = TypeVar("Item")


def seconds(moment: datetime) -> int:
    """Return whole Unix seconds: a time as text would be read in the project's own zone."""
    return math.floor(moment.timestamp())


def iso(at: float) -> str:
    """Return Unix seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")


def whole(row: Json, column: str, name: str) -> int:
    """Return a count. Raises `AnswerUnusable`: what is not a number is never zero."""
    value = row.get(column)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise unusable(name, f"{column} is not a number")
    if value != int(value) or value < 0:
        raise unusable(name, f"{column} is not a count")
    return int(value)


def words(row: Json, column: str, name: str) -> str:
    """Return a name. Raises `AnswerUnusable`."""
    value = row.get(column)
    if not isinstance(value, str):
        raise unusable(name, f"{column} is {type(value).__name__}")
    return value


def unusable(name: str, detail: str) -> AnswerUnusable:
    """Return the error for an answer of another shape; `name` is the query's."""
    return AnswerUnusable(SERVICE, f"query ({name})", detail)


def too_much(error: ClientError) -> bool:
    """Return whether less might be answered: out of time, out of memory, or cut.

    Some servers say so with a refusal, whose words only decide whether a smaller question is tried.
    """
    if isinstance(error, ServerFailed | TimedOut):
        return True
    refused = isinstance(error, RequestRefused | AnswerUnusable)
    return refused and _TOO_MUCH.search(error.detail) is not None


def is_cut(error: ClientError) -> bool:
    """Return whether there are more rows than one answer holds."""
    return isinstance(error, AnswerUnusable) and error.detail.startswith("cut off")


def is_too_large(error: ClientError) -> bool:
    """Return whether a smaller question might be answered, by what the service says of itself."""
    return isinstance(error, TimedOut) or _TOO_MUCH.search(error.detail) is not None


_TOO_MUCH = re.compile(
    r"cut off|broke off|more than \d+ bytes|memory limit|time(d )?.?out|too (long|large)"
    r"|too many (rows|bytes)",
    re.IGNORECASE,
)


@asynccontextmanager
async def at_once() -> AsyncGenerator[asyncio.TaskGroup]:
    """Run the tasks of a block side by side.

    Where one fails, the others are cancelled and its error is raised by itself.
    """
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


def travels(*names: str) -> bool:
    """Return whether the names may be values of a query: control characters may not."""
    return all(name.isprintable() or not any(map(_is_control, name)) for name in names)


def _is_control(character: str) -> bool:
    return ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 or _is_surrogate(character)


def _is_surrogate(character: str) -> bool:
    return 0xD800 <= ord(character) <= 0xDFFF


def fraction(rows: int) -> float:
    """Return how many of the people to read, in hundredths, where `rows` rows are expected."""
    if rows <= ROWS_AT_ONCE:
        return 1.0
    return max(1, min(50, ROWS_AT_ONCE * 100 // rows)) / 100


def some_people(text: str, sample: float) -> str:
    """Return `text` for a fraction of the people, at most half or all: each with all rows, or none.

    The order of events in PostHog's own table ends with this hash, so a range of it spares most of
    the reading; a remainder would not.
    """
    if sample == 1:
        return text
    last = 2**64 * round(sample * 100) // 100 - 1
    return text.replace(_NAMES, f"{_NAMES} AND cityHash64(distinct_id) <= {last}")


def by_name(numbers: Iterable[Sequence[int]]) -> str:
    """Return an expression for the numbers of an event, given those of each name of `named`."""
    lists = [f"[{', '.join(map(str, each))}]" for each in numbers]
    names = ", ".join(f"{{n{place}}}" for place in range(len(lists)))
    return f"arrayElement([{', '.join(lists)}], indexOf([{names}], event))"


def named(names: Iterable[str]) -> Json:
    """Return the values that `by_name` needs, and all of them as `names`."""
    listed = list(names)
    return {"names": listed, **{f"n{place}": name for place, name in enumerate(listed)}}


def batches(items: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    """Return `items` in order, in lists of at most `size`."""
    everything = list(items)
    for first in range(0, len(everything), size):
        yield everything[first : first + size]
