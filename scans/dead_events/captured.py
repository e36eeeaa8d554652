"""What the configured repositories capture, by name: all that is known of code for every event."""

from collections.abc import Sequence
from dataclasses import dataclass

from scans.model.code import CapturedNames


@dataclass(frozen=True, slots=True)
class Captured:
    """All repositories, ready to be asked name by name."""

    names: frozenset[str]
    """Events with a capture whose receiver is PostHog's."""
    possible: frozenset[str]
    """Events with a capture whose receiver may be something else. Never proof of anything."""
    uncalled: frozenset[str]
    """Events whose every capture, in any repository, stands in a helper that nothing calls."""
    prefixes: tuple[str, ...]
    """Literal beginnings of computed names; without the empty one."""
    wholly_computed: bool
    """Whether some name is computed as a whole, so that it may be any."""
    unread_files: int
    searched: bool

    def computes(self, name: str) -> str:
        """Return the beginning with which code may compute this name; empty if there is none."""
        return next((one for one in self.prefixes if name.startswith(one)), "")

    def may_capture(self, name: str) -> str:
        """Return why `no call site` is not proved; empty if it is."""
        if not self.searched:
            return "no repository was searched"
        if name in self.possible:
            return "code may capture it"
        if self.computes(name):
            return "code computes names that begin like it"
        if self.wholly_computed:
            return "code computes whole names, which may be any"
        return "files could not be read" if self.unread_files else ""


def captured_by(repositories: Sequence[CapturedNames]) -> Captured:
    """Join what the repositories capture. A name is uncalled only if no other place captures it."""
    names = frozenset(name for one in repositories for name in one.names)
    possible = frozenset(name for one in repositories for name in one.possible)
    called = {name for one in repositories for name in {*one.names} - {*one.uncalled}}
    prefixes = {prefix for one in repositories for prefix in one.prefixes}
    return Captured(
        names=names,
        possible=possible,
        uncalled=names - called - possible,
        prefixes=tuple(sorted(prefixes - {""})),
        wholly_computed="" in prefixes,
        unread_files=sum(one.unread_files for one in repositories),
        searched=bool(repositories),
    )
