"""When did a scan see too little of its subjects to be trusted?"""

UNASSESSED_LIMIT = 0.1
"""Fraction of the subjects that one cause may hide before the scan calls itself blind."""


def hides_too_much(count: int, subjects: int) -> bool:
    """Return whether a cause that keeps `count` of `subjects` from being judged is one too many."""
    return count > UNASSESSED_LIMIT * subjects
