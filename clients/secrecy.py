"""The secrets that this process holds, and text without them.

Whoever is handed a secret says so here before using it. What a service says may then be logged,
recorded or shown: some echo the request that they refuse, in one encoding or another.
"""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from pydantic import SecretStr

REMOVED = "[removed]"
SHORTEST = 8
"""Characters of the shortest secret that is looked for; a shorter one would hide ordinary words."""

_held: dict[str, None] = {}


def hold(secret: SecretStr) -> None:
    """Remember a secret for as long as the process lives; one that was rotated may still be told.

    Not for what is made anew every hour: all that is held is looked for in every line.
    """
    _held.update(dict.fromkeys(_forms(secret.get_secret_value())))


def without_secrets(text: str, *more: SecretStr) -> str:
    """Return `text` without any held secret, plain or as base64, hexadecimal or part of a URL.

    `more` are secrets that live too short to be held.
    """
    unheld = (form for secret in more for form in _forms(secret.get_secret_value()))
    # Longest first: one secret may begin with another.
    for form in sorted({*_held, *unheld}, key=len, reverse=True):
        text = text.replace(form, REMOVED)
    return text


def _forms(secret: str) -> Iterator[str]:
    """Yield what to look for. A key file is held line by line, as any of them may be quoted."""
    for line in filter(_is_secret, map(str.strip, secret.splitlines())):
        data = line.encode()
        yield line
        yield quote(line, safe="")
        yield data.hex()
        yield from _inside_base64(data)


def _is_secret(line: str) -> bool:
    return len(line) >= SHORTEST and not line.startswith("-----")


def _inside_base64(data: bytes) -> Iterator[str]:
    """Yield the characters that `data` alone decides, wherever it begins in what was encoded."""
    for before, shared in ((0, 0), (1, 2), (2, 3)):
        whole = (before + len(data)) // 3 * 4
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(b"\0" * before + data).decode()[shared:whole]
