"""Tries removals in memory: which captures of an event go, and why the others stay."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from codebase.finding.crew import Crew
from codebase.index import usages_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition
from codebase.modules import Project
from codebase.removal.events.file import Capture, complete
from codebase.removal.events.finding import Captures, find_captures
from codebase.removal.events.helpers import Helper, helpers
from codebase.removal.events.reasons import UNFOLLOWED
from codebase.removal.fallen import without_fallen
from codebase.removal.places import left_because_of_its_place
from codebase.removal.second_parser import SecondLook, SecondParsers
from scans.model import LeftSite, SourceTree, Usages


@dataclass(frozen=True)
class Attempt:
    """What taking the captures of one event out would do."""

    by_file: Mapping[str, tuple[Capture, ...]]
    """The calls that go, or would if they could."""
    contents: dict[str, bytes]
    """New bytes of every changed file."""
    left: tuple[LeftSite, ...]

    def why_not(self, path: str, line: int) -> str:
        """Return why a capture stays, empty if it goes: all of its file do, or none."""
        if path in self.contents:
            return ""
        here = {each.line: each.reason for each in self.left if each.file == path}
        return here.get(line) or next(iter(here.values()), UNFOLLOWED)


@dataclass(frozen=True)
class _Plan:
    """Which calls go, and which definitions fall when nothing names them any more."""

    by_file: Mapping[str, tuple[Capture, ...]]
    definitions: frozenset[Definition]


class EventRemovals:
    """Takes events out of one tree, each by itself; the tree is searched once for all of them.

    Nothing is written. `parsers` have the last word about every file that would be; `crew` helps to
    search, and changes nothing about the result. What matches one of `ignore` is never edited.
    """

    def __init__(
        self,
        tree: SourceTree,
        *,
        parsers: SecondParsers | None = None,
        crew: Crew | None = None,
        ignore: Collection[str] = (),
    ) -> None:
        """Raises `ValueError` if a pattern of `ignore` cannot be read."""
        self.project = Project(tree)
        self.look = SecondLook(tree, parsers, ignore)
        self._engine = Evaluator(self.project)
        self._crew = crew

    @cached_property
    def _usages(self) -> Usages:
        return usages_of(self.project, any_receiver=True, crew=self._crew)

    def attempt(self, event: str, *, whole: bool = True) -> Attempt:
        """Return what becomes of the captures of one event.

        Without `whole`, constants that only carried the name are not looked at: whether a capture
        goes is known without.
        """
        found = find_captures(self.project, self._engine, self._usages, event)
        falling = list(helpers(self.project, self._engine, found.by_file))
        while True:
            plan = _planned(found, falling)
            attempt = self._carried_out(plan, found.left, fall=whole or bool(falling))
            standing = [each for each in falling if self._stands(each, attempt.contents)]
            if not standing:
                return attempt
            falling = [each for each in falling if each not in standing]

    def _carried_out(self, plan: _Plan, known: tuple[LeftSite, ...], *, fall: bool) -> Attempt:
        contents: dict[str, bytes] = {}
        left: list[LeftSite] = []
        for path, captures in plan.by_file.items():
            module = self.project.module(path)
            assert module is not None
            own = [(d.start_byte, d.end_byte) for d in plan.definitions if d.path == path]
            completed = complete(path, module.language, module.source, captures, own)
            if completed.source is not None:
                contents[path] = completed.source
            left += [LeftSite(file=path, line=at, reason=why) for at, why in completed.reasons]
        for path in self.look.refused(contents):
            del contents[path]
            reason = self.look.reason(path)
            left += [LeftSite(file=path, line=at.line, reason=reason) for at in plan.by_file[path]]
        if fall:
            contents = without_fallen(
                self.project.tree,
                self.project,
                plan.definitions,
                contents,
                {each.file for each in left},
                self.look,
            )
        return Attempt(plan.by_file, contents, (*known, *left))

    def _stands(self, helper: Helper, contents: Mapping[str, bytes]) -> bool:
        """Tell whether a helper that should have fallen is still there, so that it captures."""
        path = helper.definition.path
        module = self.project.module(path)
        assert module is not None
        own = module.source[helper.definition.start_byte : helper.definition.end_byte]
        return own in contents.get(path, module.source)


def _planned(found: Captures, falling: list[Helper]) -> _Plan:
    """Put the callers of every helper that falls in the place of the capture in it."""
    by_file: defaultdict[str, set[Capture]] = defaultdict(set)
    for path, captures in found.by_file.items():
        by_file[path] |= set(captures)
    for helper in falling:
        by_file[helper.definition.path].discard(helper.capture)
        for path, calls in helper.calls.items():
            place = left_because_of_its_place(path)
            by_file[path] |= {replace(call, reason=place or call.reason) for call in calls}
    definitions = found.definitions | {helper.definition for helper in falling}
    return _Plan(
        {
            path: captures
            for path, listed in sorted(by_file.items())
            if (captures := _outside(path, listed, definitions))
        },
        definitions,
    )


def _outside(
    path: str, captures: set[Capture], definitions: frozenset[Definition]
) -> tuple[Capture, ...]:
    """Leave out what goes with the function it stands in."""
    return tuple(
        sorted(
            capture
            for capture in captures
            if not any(
                each.path == path and each.start_byte < capture.start < capture.end <= each.end_byte
                for each in definitions
            )
        )
    )
