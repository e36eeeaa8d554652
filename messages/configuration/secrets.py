"""What looks like a secret, so that one in a file is refused without being printed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from messages.configuration.shape import Location

_NAME = re.compile(r"(^|_)(api_?key|key|token|secret|password|passwd|webhook_url)s?$", re.I)

# Prefixes as PostHog, GitHub, Slack and PEM document them; then credentials in an address.
_VALUE = re.compile(
    r"\bph[xcs]_\w|\bgh[pousr]_\w|\bgithub_pat_|\bxox[a-z]-|\bxapp-|-----BEGIN|hooks\.slack\.com/"
    r"|https?://[^/@\s]+@|://[^/@\s:]*:[^/@\s]*@"
)


def looks_secret(loc: Location, value: object) -> bool:
    """Whether the key's name, or the value itself, says that this must not be printed."""
    names = [part for part in loc if isinstance(part, str)]
    named = bool(names) and _NAME.search(names[-1]) is not None
    return named or (isinstance(value, str) and _VALUE.search(value) is not None)


def secret_places(values: object, loc: Location = ()) -> Iterator[Location]:
    """Yield the place of every value that looks like a secret, in the order of the file."""
    if isinstance(values, Mapping):
        for key, value in cast("Mapping[str, Any]", values).items():
            yield from secret_places(value, (*loc, key))
    elif isinstance(values, list):
        for index, value in enumerate(cast("list[Any]", values)):
            yield from secret_places(value, (*loc, index))
    elif looks_secret(loc, values):
        yield loc
