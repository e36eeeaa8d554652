"""What one run carries: a payload of Temporal takes 2 MB, and is refused above."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

MOST_CANDIDATES = 250
"""With its evidence and its call sites a candidate takes about 3 KB, in both halves of a scan.

Nobody tidies so many at once: the rest comes up as these are done, and is announced until then.
"""

SEVERITIES = ("high", "medium", "low")
"""In the order of what cannot wait."""

Candidate = TypeVar("Candidate")


def carried(
    candidates: Sequence[Candidate], importance: Callable[[Candidate], Any]
) -> tuple[tuple[Candidate, ...], int]:
    """Return the candidates that cross, in their order, and how many are left for a later look.

    Those with the least `importance` key come first; it must settle every tie.
    """
    if len(candidates) <= MOST_CANDIDATES:
        return tuple(candidates), 0
    first = sorted(range(len(candidates)), key=lambda at: importance(candidates[at]))
    kept = sorted(first[:MOST_CANDIDATES])
    return tuple(candidates[at] for at in kept), len(candidates) - MOST_CANDIDATES
