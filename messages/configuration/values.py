"""Kinds of value that a key may take, each with the words that say what is allowed."""

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlsplit

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_CRON_FIELDS = (
    ("minute", 0, 59, ""),
    ("hour", 0, 23, ""),
    ("day of month", 1, 31, ""),
    ("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    ("day of week", 0, 6, "sun mon tue wed thu fri sat"),
)


def invalid(allowed: str) -> PydanticCustomError:
    """Return the error that a validator raises: its message is what would be allowed."""
    return PydanticCustomError("invalid", "{allowed}", {"allowed": allowed})


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise invalid("an address that begins with https:// or http://")
    return value


def _cron(value: str) -> str:
    fields = value.split()
    if len(fields) != len(_CRON_FIELDS):
        raise invalid("five cron fields: minute, hour, day of month, month, day of week")
    for text, (name, low, high, words) in zip(fields, _CRON_FIELDS, strict=True):
        numbers = {word: low + offset for offset, word in enumerate(words.split())}
        if not all(_is_cron_range(part, low, high, numbers) for part in text.lower().split(",")):
            raise invalid(f"a {name} of {low}-{high}, `*`, a range, a list or a step")
    return value


def _is_cron_range(part: str, low: int, high: int, words: Mapping[str, int]) -> bool:
    match = re.fullmatch(r"(?:\*|(\w+)(?:-(\w+))?)(?:/([0-9]+))?", part, re.ASCII)
    if match is None or (match[3] is not None and int(match[3]) < 1):
        return False
    ends = [end for end in match.group(1, 2) if end is not None]
    numbers = [words.get(end, int(end) if end.isdecimal() else -1) for end in ends]
    return numbers == sorted(numbers) and all(low <= number <= high for number in numbers)


def _ignore_pattern(value: str) -> str:
    try:
        spec = GitIgnoreSpec.from_lines(value.splitlines())
    except ValueError:
        spec = GitIgnoreSpec(())
    if [pattern.include is not None for pattern in spec.patterns] != [True]:
        raise invalid("a pattern as in a .gitignore file")
    return value


Url = Annotated[str, AfterValidator(_url)]
"""An absolute HTTP address."""

Cron = Annotated[str, AfterValidator(_cron)]
"""Five cron fields as Temporal reads them; Sunday is 0."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
"""A name of the operator's own; it becomes part of workflow ids and variable names."""

RepositoryName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]*[A-Za-z0-9_-]$")
]
"""`owner/name`, as GitHub allows it."""

IgnorePattern = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_ignore_pattern)]
"""One line of a `.gitignore`."""

CloneUrl = Annotated[
    str,
    StringConstraints(pattern=r"^(https?://|ssh://|file:///|[A-Za-z0-9_.]+@[A-Za-z0-9.-]+:|/)\S+$"),
]
"""What git may clone: no remote helper (`ext::…` runs a command), nothing like an option."""

Branch = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]
"""A branch; never something that git could take for an option."""
