"""Take the captures of one event out of a whole tree."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from codebase.finding.crew import Crew
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition
from codebase.modules import Project
from codebase.removal.account import checks_of, cleaned_files, outcome_of
from codebase.removal.events.file import Capture, complete
from codebase.removal.events.finding import Captures, find_captures
from codebase.removal.events.helpers import Helper, helpers
from codebase.removal.events.reasons import NOT_A_CAPTURE
from codebase.removal.fallen import without_fallen
from codebase.removal.mentions import mentions, unread
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import NOT_A_CHECK
from codebase.removal.second_parser import SecondLook, SecondParsers
from scans.model import EventRemoval, LeftSite, SourceTree


@dataclass(frozen=True)
class EventRemovalResult:
    """What a removal of captures did, and the bytes it would write."""

    removal: EventRemoval
    contents: Mapping[str, bytes | None]
    """New bytes of every changed file; None for a file that goes."""


@dataclass(frozen=True)
class _Plan:
    """Which calls go, and which definitions fall when nothing names them any more."""

    by_file: Mapping[str, tuple[Capture, ...]]
    definitions: frozenset[Definition]


@dataclass(frozen=True)
class _Done:
    contents: dict[str, bytes]
    left: list[LeftSite]


def remove_event(
    tree: SourceTree,
    event: str,
    *,
    parsers: SecondParsers | None = None,
    crew: Crew | None = None,
    ignore: Collection[str] = (),
) -> EventRemovalResult:
    """Take every statement that captures `event` out of `tree`.

    Nothing is written. A file is completed or stays byte for byte; every place that stays is named
    in `left` with the reason. `parsers` have the last word about every file that would be written;
    `crew` helps to search a large tree, and changes nothing about the result. What matches one of
    `ignore`, in the syntax of `.gitignore`, is never edited.
    Raises `ValueError` if a pattern of `ignore` cannot be read.
    """
    project = Project(tree)
    engine, look = Evaluator(project), SecondLook(tree, parsers, ignore)
    found = find_captures(project, engine, event, crew)
    falling = list(helpers(project, engine, found.by_file))
    while True:
        plan = _planned(found, falling)
        done = _carried_out(tree, project, plan, look)
        standing = [each for each in falling if _stands(project, each, done.contents)]
        if not standing:
            break
        falling = [each for each in falling if each not in standing]
    left = [*found.left, *done.left]
    named = {(each.file, each.line) for each in left} | set(_lines(project, plan, done.contents))
    left += [
        each
        for each in _mentions(tree, event, done.contents)
        if (each.file, each.line) not in named
    ]
    left += unread(tree)
    left.sort(key=lambda each: (each.file, each.line))
    sites = {path: len(captures) for path, captures in plan.by_file.items()}
    files = cleaned_files(project, done.contents, sites, look)
    removal = EventRemoval(
        event=event,
        outcome=outcome_of(done.contents, left),
        files=files,
        left=tuple(left),
        checks=checks_of(files),
    )
    return EventRemovalResult(removal, done.contents)


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


def _carried_out(tree: SourceTree, project: Project, plan: _Plan, look: SecondLook) -> _Done:
    contents: dict[str, bytes] = {}
    left: list[LeftSite] = []
    for path, captures in plan.by_file.items():
        module = project.module(path)
        assert module is not None
        own = [(each.start_byte, each.end_byte) for each in plan.definitions if each.path == path]
        completed = complete(path, module.language, module.source, captures, own)
        if completed.source is not None:
            contents[path] = completed.source
        left += [LeftSite(file=path, line=at, reason=reason) for at, reason in completed.reasons]
    for path in look.refused(contents):
        del contents[path]
        reason = look.reason(path)
        left += [LeftSite(file=path, line=at.line, reason=reason) for at in plan.by_file[path]]
    stays = {each.file for each in left}
    return _Done(without_fallen(tree, project, plan.definitions, contents, stays, look), left)


def _stands(project: Project, helper: Helper, contents: Mapping[str, bytes]) -> bool:
    """Tell whether a helper that should have fallen is still there, so that it still captures."""
    path = helper.definition.path
    module = project.module(path)
    assert module is not None
    own = module.source[helper.definition.start_byte : helper.definition.end_byte]
    return own in contents.get(path, module.source)


def _lines(
    project: Project, plan: _Plan, contents: Mapping[str, bytes]
) -> Iterator[tuple[str, int]]:
    """Yield every line of the captures that are left: the name may stand on any of them."""
    for path, captures in plan.by_file.items():
        module = project.module(path)
        if module is None or path in contents:
            continue
        for each in captures:
            last = each.line + module.source.count(b"\n", each.start, each.end)
            yield from ((path, line) for line in range(each.line, last + 1))


def _mentions(tree: SourceTree, event: str, contents: Mapping[str, bytes]) -> Iterator[LeftSite]:
    """Yield every other place that has the name."""
    for each in mentions(tree, event, contents):
        other = each.reason == NOT_A_CHECK
        yield each.model_copy(update={"reason": NOT_A_CAPTURE}) if other else each
