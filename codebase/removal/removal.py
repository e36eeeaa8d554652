"""Take one flag out of a whole tree."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from codebase.finding.crew import Crew
from codebase.modules import Project
from codebase.removal.account import checks_of, cleaned_files, outcome_of
from codebase.removal.dead_tests import without_dead_tests
from codebase.removal.fallen import without_fallen
from codebase.removal.folding import Value
from codebase.removal.mentions import mentions, sources, unread
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import ANOTHER, IN_TEST, RETURNED
from codebase.removal.second_parser import SecondLook, SecondParsers
from codebase.removal.sites import Found, find_sites
from codebase.removal.transaction import Site, complete
from scans.model import LeftSite, Removal, SourceTree


@dataclass(frozen=True)
class RemovalResult:
    """What a removal did, and the bytes it would write."""

    removal: Removal
    contents: Mapping[str, bytes | None]
    """New bytes of every changed file; None for a file that goes."""


def remove_flag(
    tree: SourceTree,
    flag: str,
    value: Value,
    *,
    parsers: SecondParsers | None = None,
    crew: Crew | None = None,
    ignore: Collection[str] = (),
) -> RemovalResult:
    """Fix `flag` to `value` (true, false or the key of a variant) and take it out of `tree`.

    Nothing is written. A file is completed or stays byte for byte; every place that stays is named
    in `left` with the reason. `parsers` have the last word about every file that would be written;
    `crew` helps to search a large tree, and changes nothing about the result. What matches one of
    `ignore`, in the syntax of `.gitignore`, is never edited.
    Raises `ValueError` if a pattern of `ignore` cannot be read.
    """
    project = Project(tree)
    found = find_sites(project, flag, value, crew=crew)
    look, left = SecondLook(tree, parsers, ignore), list(found.left)
    work = _Work(tree, project, flag, value, found, look, left)
    work.take_checks()
    contents = work.with_definitions_fallen()
    if work.take_dead_tests(contents):
        contents = work.with_definitions_fallen()
    places = work.left_beside(contents)
    sites = {path: len(listed) for path, listed in found.by_file.items()}
    files = cleaned_files(project, contents, sites, look)
    removal = Removal(
        flag=flag,
        value=value,
        outcome=outcome_of(contents, places),
        files=files,
        left=places,
        checks=checks_of(files),
    )
    return RemovalResult(removal, contents)


@dataclass
class _Work:
    """One removal on its way: what files would become so far, and what is left."""

    tree: SourceTree
    project: Project
    flag: str
    value: Value
    found: Found
    look: SecondLook
    left: list[LeftSite]
    """Checks that stay."""
    contents: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """New bytes of every file that changes, before definitions fall."""

    def take_checks(self) -> None:
        """Complete every file that has a check, as far as second parsers agree."""
        for path, sites in sorted(self.found.by_file.items()):
            module = self.project.module(path)
            assert module is not None
            definitions = [each for each in self.found.definitions if each.path == path]
            own = [(each.start_byte, each.end_byte) for each in definitions]
            done = complete(path, module.language, module.source, sites, own)
            if done.source is not None:
                self.contents[path] = done.source
            self.left += [LeftSite(file=path, line=at, reason=why) for at, why in done.reasons]
        for path in self.look.refused(self.contents):
            self._leave(path, self.look.reason(path))

    def with_definitions_fallen(self) -> dict[str, bytes]:
        """Return the contents after constants and functions on the way fell.

        A function that stays keeps its check, so its file is left as a whole.
        """
        kept: set[str] = set()
        while True:
            stays = {each.file for each in self.left if each.file in self.found.by_file} | kept
            definitions = self.found.definitions
            after = without_fallen(
                self.tree, self.project, definitions, self.contents, stays, self.look
            )
            more = {path for path in after if self._keeps_a_check(path, after[path])}
            if not more:
                return after
            kept |= more
            for path in sorted(more):
                self._leave(path, ANOTHER)

    def take_dead_tests(self, contents: Mapping[str, bytes]) -> bool:
        """Take whole tests out once every check outside tests is gone; tell whether any went."""
        stay = {each.file for each in self.left}
        stay |= self.found.inner.keys() - contents.keys()
        if not contents or any(left_because_of_its_place(path) != IN_TEST for path in stay):
            return False
        if self.tree.unreadable:
            return False
        names = {each.name for each in self.found.definitions}
        after = without_dead_tests(sources(self.tree, contents), self.flag, self.value, names)
        after = {path: new for path, new in after.items() if path not in self.found.by_file}
        refused = self.look.refused(after)
        tests = {path: new for path, new in after.items() if path not in refused}
        self.contents |= tests
        return bool(tests)

    def left_beside(self, contents: Mapping[str, bytes]) -> tuple[LeftSite, ...]:
        """Return every place that stays beside these contents, each line of a check only once."""
        named = {(each.file, each.line) for each in self.left}
        left = [*self.left, *self._checks_that_stay(contents, named)]
        named = {(each.file, each.line) for each in left}
        named |= set(self._lines_of_checks(contents))
        others = mentions(self.tree, self.flag, contents)
        left += [each for each in others if (each.file, each.line) not in named]
        left += unread(self.tree)
        return tuple(sorted(left, key=lambda each: (each.file, each.line)))

    def _leave(self, path: str, reason: str) -> None:
        self.contents.pop(path, None)
        sites = self.found.by_file.get(path, ())
        self.left += [LeftSite(file=path, line=site.line, reason=reason) for site in sites]

    def _keeps_a_check(self, path: str, source: bytes) -> bool:
        module = self.project.module(path)
        assert module is not None
        return any(
            module.source[each.start_byte : each.end_byte] in source
            for each in self.found.definitions
            for site in self.found.inner.get(path, ())
            if each.path == path and each.start_byte <= site.start and site.end <= each.end_byte
        )

    def _checks_that_stay(
        self, contents: Mapping[str, bytes], named: set[tuple[str, int]]
    ) -> Iterator[LeftSite]:
        """Yield the checks inside of functions that stay, unless their line is named already."""
        named = {*named, *self._lines_of(self.found.by_file, contents)}
        for path, sites in self.found.inner.items():
            reason = left_because_of_its_place(path) or RETURNED
            for site in sites if path not in contents else ():
                if (path, site.line) not in named:
                    named |= set(self._lines_of({path: (site,)}, contents))
                    yield LeftSite(file=path, line=site.line, reason=reason)

    def _lines_of_checks(self, contents: Mapping[str, bytes]) -> Iterator[tuple[str, int]]:
        yield from self._lines_of(self.found.by_file, contents)
        yield from self._lines_of(self.found.inner, contents)

    def _lines_of(
        self, checks: Mapping[str, tuple[Site, ...]], contents: Mapping[str, bytes]
    ) -> Iterator[tuple[str, int]]:
        """Yield all lines of checks in files that stay: the key may stand on any of them."""
        for path, sites in checks.items():
            module = self.project.module(path)
            if module is None or path in contents:
                continue
            for site in sites:
                last = module.source.count(b"\n", 0, site.end) + 1
                yield from ((path, line) for line in range(site.line, last + 1))
