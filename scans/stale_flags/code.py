"""What the configured repositories say about one key."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scans.model.call_site import CallSite, DynamicSite
from scans.model.code import RepositoryCode
from scans.stale_flags.assessment import FlagCandidate

SERVER_LANGUAGES = frozenset({"python", "go", "ruby", "php", "csharp", "elixir", "rust"})
CLIENT_LANGUAGES = frozenset({"swift", "dart", "vue", "svelte"})
"""The other languages run on both sides; there only React's own forms tell."""


@dataclass(frozen=True)
class FlagCode:
    """The call sites of one key, and what stands in the way of `there are no others`."""

    sites: tuple[CallSite, ...]
    doubts: tuple[str, ...]
    """Why `no call site` is not proved, as sentences; empty if it is."""
    may_ask_too: tuple[str, ...]
    """Places with a computed key that could be this one, as sentences."""

    def outside_scope(self, candidate: FlagCandidate) -> Iterator[str]:
        """Yield why call sites may lie where the flag is false whatever its conditions say."""
        runtime = candidate.evaluation_runtime
        if runtime not in {None, "", "all"} and any(_runtime(s) != runtime for s in self.sites):
            yield f"it is evaluated on the {runtime} only, and call sites may lie elsewhere"
        if candidate.evaluation_contexts and self.sites:
            yield "it is limited to evaluation contexts, and call sites may lie outside them"


def _runtime(site: CallSite) -> str:
    if site.language in SERVER_LANGUAGES:
        return "server"
    hook = site.method.startswith("use") or site.method == "PostHogFeature"
    return "client" if hook or site.language in CLIENT_LANGUAGES else "unknown"


class Code:
    """All repositories, ready to be asked key by key."""

    def __init__(self, repositories: Sequence[RepositoryCode]) -> None:
        ordered = sorted(repositories, key=lambda one: (one.repository, one.sha))
        self._sites: dict[str, list[CallSite]] = defaultdict(list)
        self._dynamic: list[DynamicSite] = []
        for repository in ordered:
            for site in sorted(repository.sites, key=lambda s: (s.file, s.line, s.column, s.name)):
                if site.kind == "flag":
                    self._sites[site.name].append(site)
            self._dynamic += [site for site in repository.dynamic if site.kind == "flag"]
        self._unread_files = sum(one.unread_files for one in ordered)
        self._searched = bool(ordered)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is asked for by name."""
        return tuple(sorted(self._sites))

    def of(self, key: str) -> FlagCode:
        """Return what is known about `key`. Keys are case-sensitive."""
        prefixes = sorted(
            {d.prefix for d in self._dynamic if d.prefix and key.startswith(d.prefix)}
        )
        computed = tuple(f"code computes keys that begin with “{one}”" for one in prefixes)
        return FlagCode(tuple(self._sites.get(key, ())), self._doubts(computed), computed)

    def _doubts(self, computed: tuple[str, ...]) -> tuple[str, ...]:
        unread = f"{self._unread_files} files could not be read"
        return (
            *(() if self._searched else ("no repository was searched",)),
            *((unread,) if self._unread_files else ()),
            *computed,
        )

    @property
    def fully_dynamic(self) -> int:
        """How many places ask for a key whose beginning is not known either."""
        return sum(1 for site in self._dynamic if not site.prefix)
