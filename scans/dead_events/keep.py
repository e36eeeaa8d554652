"""Which names the operator wants left alone."""

import re
from collections.abc import Callable, Iterable


def kept_by(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return whether a name is kept; `*` in a pattern stands for any characters, none included."""
    written = [".*".join(map(re.escape, one.split("*"))) for one in patterns]
    if not written:
        return lambda _: False
    either = re.compile("|".join(written), re.DOTALL)
    return lambda name: either.fullmatch(name) is not None
