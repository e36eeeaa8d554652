"""What one file may cost the others: nothing."""

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scans.model import Skipped

TOO_DEEP = "nested too deeply"

ENTANGLED = "could be read in too many ways"

TOO_DEAR = "more wrappers around wrappers than are followed"

DEAREST = 30_000
"""Steps of evaluation that any file may cost, about a second, and one more for each byte of it.
The dearest file of a dozen large repositories takes a third."""

MISTAKEN = "not understood, by a mistake in Groundskeeper"
"""Begins the reason of a file that ran into an error of ours; its kind follows."""


def is_doubt(reason: str) -> bool:
    """Say whether a file that was skipped for this reason may hold call sites all the same.

    One that cannot be read, or that we fail on, may. Generated and foreign code does not matter.
    """
    return reason in ("unreadable", TOO_DEEP, TOO_DEAR, ENTANGLED) or reason.startswith(MISTAKEN)


@dataclass
class Guard:
    """Notes the files that are beyond us, so that an empty result never stands for a failure."""

    clock: Callable[[], int]
    """Steps of the evaluation so far."""
    size: Callable[[str], int]
    """Bytes of a file."""
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    _spent: Counter[str] = field(default_factory=Counter[str])
    _begun: dict[str, int] = field(default_factory=dict[str, int])
    """What is being looked at now, and the time on the clock when that began."""

    def lets(self, path: str) -> bool:
        """Say whether a file may cost anything more; one that may not is noted."""
        spent = self._spent[path] + self.clock() - self._begun.get(path, self.clock())
        ends = spent >= DEAREST + self.size(path)
        if ends:
            self._note(path, TOO_DEAR)
        return not ends

    @contextmanager
    def over(self, path: str) -> Generator[None]:
        """Look at a file, or at a place in it; whatever happens inside ends there and is noted."""
        inner = path in self._begun
        begun = self._begun.setdefault(path, self.clock())
        try:
            yield
        except RecursionError:
            self._note(path, TOO_DEEP)
        except Exception as error:  # noqa: BLE001  50,000 others are worth more than this one
            self._note(path, f"{MISTAKEN}: {type(error).__name__}")
        finally:
            if not inner:
                self._spent[path] += self.clock() - begun
                del self._begun[path]

    def _note(self, path: str, reason: str) -> None:
        if all(item.file != path for item in self.skipped):
            self.skipped.append(Skipped(file=path, reason=reason))
