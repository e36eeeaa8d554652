"""What one file may cost the others: nothing."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scans.model import Skipped

TOO_DEEP = "nested too deeply"

MISTAKEN = "not understood, by a mistake in Groundskeeper"
"""Begins the reason of a file that ran into an error of ours; its kind follows."""


def is_doubt(reason: str) -> bool:
    """Say whether a file that was skipped for this reason may hold call sites all the same.

    One that cannot be read, or that we fail on, may. Generated and foreign code does not matter.
    """
    return reason in ("unreadable", TOO_DEEP) or reason.startswith(MISTAKEN)


@dataclass
class Guard:
    """Notes the files that are beyond us, so that an empty result never stands for a failure."""

    skipped: list[Skipped] = field(default_factory=list[Skipped])

    @contextmanager
    def over(self, path: str) -> Generator[None]:
        """Look at a file, or at a place in it; whatever happens inside ends there and is noted."""
        try:
            yield
        except RecursionError:
            self._note(path, TOO_DEEP)
        except Exception as error:  # noqa: BLE001  50,000 others are worth more than this one
            self._note(path, f"{MISTAKEN}: {type(error).__name__}")

    def _note(self, path: str, reason: str) -> None:
        if all(item.file != path for item in self.skipped):
            self.skipped.append(Skipped(file=path, reason=reason))
