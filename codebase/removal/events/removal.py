"""Take the captures of one event out of a whole tree."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from codebase.finding.crew import Crew
from codebase.modules import Project
from codebase.removal.account import checks_of, cleaned_files, outcome_of
from codebase.removal.events.attempts import Attempt, EventRemovals
from codebase.removal.events.reasons import NOT_A_CAPTURE
from codebase.removal.mentions import mentions, unread
from codebase.removal.reasons import NOT_A_CHECK
from codebase.removal.second_parser import SecondParsers
from scans.model import EventRemoval, LeftSite, SourceTree


@dataclass(frozen=True)
class EventRemovalResult:
    """What a removal of captures did, and the bytes it would write."""

    removal: EventRemoval
    contents: Mapping[str, bytes | None]
    """New bytes of every changed file; None for a file that goes."""


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
    removals = EventRemovals(tree, parsers=parsers, crew=crew, ignore=ignore)
    project, done = removals.project, removals.attempt(event)
    left = list(done.left)
    named = {(each.file, each.line) for each in left} | set(_lines(project, done))
    left += [
        each
        for each in _mentions(tree, event, done.contents)
        if (each.file, each.line) not in named
    ]
    left += unread(tree)
    left.sort(key=lambda each: (each.file, each.line))
    sites = {path: len(captures) for path, captures in done.by_file.items()}
    files = cleaned_files(project, done.contents, sites, removals.look)
    removal = EventRemoval(
        event=event,
        outcome=outcome_of(done.contents, left),
        files=files,
        left=tuple(left),
        checks=checks_of(files),
    )
    return EventRemovalResult(removal, done.contents)


def _lines(project: Project, done: Attempt) -> Iterator[tuple[str, int]]:
    """Yield every line of the captures that are left: the name may stand on any of them."""
    for path, captures in done.by_file.items():
        module = project.module(path)
        if module is None or path in done.contents:
            continue
        for each in captures:
            last = each.line + module.source.count(b"\n", each.start, each.end)
            yield from ((path, line) for line in range(each.line, last + 1))


def _mentions(tree: SourceTree, event: str, contents: Mapping[str, bytes]) -> Iterator[LeftSite]:
    """Yield every other place that has the name."""
    for each in mentions(tree, event, contents):
        other = each.reason == NOT_A_CHECK
        yield each.model_copy(update={"reason": NOT_A_CAPTURE}) if other else each
