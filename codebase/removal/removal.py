"""Take one flag out of a whole tree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from codebase.finding.crew import Crew
from codebase.modules import Project
from codebase.removal.account import checks_of, cleaned_files, outcome_of
from codebase.removal.dead_tests import without_dead_tests
from codebase.removal.fallen import without_fallen
from codebase.removal.folding import Value
from codebase.removal.mentions import mentions, sources
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import ANOTHER, IN_TEST, RETURNED
from codebase.removal.second_parser import SecondLook, SecondParsers
from codebase.removal.sites import Found, find_sites
from codebase.removal.transaction import complete
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
    contents: dict[str, bytes] = {}
    left = list(found.left)
    for path in sorted(found.by_file):
        left += _complete(project, found, path, contents)
    look = SecondLook(tree, parsers, ignore)
    for path in look.refused(contents):
        del contents[path]
        reason = look.reason(path)
        left += [LeftSite(file=path, line=site.line, reason=reason) for site in found.by_file[path]]
    contents, fallen = _fallen(tree, project, found, contents, left, look)
    tests = _dead_tests(tree, found, flag, value, fallen, left, look)
    if tests:
        contents |= tests
        contents, fallen = _fallen(tree, project, found, contents, left, look)
    contents = fallen
    named = _named(project, found, contents, left)
    left += [each for each in mentions(tree, flag, contents) if (each.file, each.line) not in named]
    left.sort(key=lambda each: (each.file, each.line))
    sites = {path: len(listed) for path, listed in found.by_file.items()}
    files = cleaned_files(project, contents, sites, look)
    removal = Removal(
        flag=flag,
        value=value,
        outcome=outcome_of(contents, left),
        files=files,
        left=tuple(left),
        checks=checks_of(files),
    )
    return RemovalResult(removal, contents)


def _fallen(
    tree: SourceTree,
    project: Project,
    found: Found,
    contents: dict[str, bytes],
    left: list[LeftSite],
    look: SecondLook,
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the contents before and after constants and functions on the way fell.

    A function that stays keeps its check, so its file is left as a whole. Adds to `left`.
    """
    kept: set[str] = set()
    while True:
        stays = {each.file for each in left if each.file in found.by_file} | kept
        after = without_fallen(tree, project, found.definitions, contents, stays, look)
        more = {path for path in after if _keeps_a_check(project, found, path, after[path])}
        if not more:
            return contents, after
        kept |= more
        contents = {path: new for path, new in contents.items() if path not in more}
        left += [
            LeftSite(file=path, line=site.line, reason=ANOTHER)
            for path in sorted(more)
            for site in found.by_file.get(path, ())
        ]


def _keeps_a_check(project: Project, found: Found, path: str, source: bytes) -> bool:
    module = project.module(path)
    assert module is not None
    return any(
        module.source[each.start_byte : each.end_byte] in source
        for each in found.definitions
        for site in found.inner.get(path, ())
        if each.path == path and each.start_byte <= site.start and site.end <= each.end_byte
    )


def _named(
    project: Project, found: Found, contents: Mapping[str, bytes], left: list[LeftSite]
) -> set[tuple[str, int]]:
    """Return every line that needs no mention of its own: all lines of the checks that are left.

    Adds the checks of functions that stay to `left`.
    """
    named = {(each.file, each.line) for each in left}
    for path, sites in [*found.by_file.items(), *found.inner.items()]:
        module = project.module(path)
        if module is None or path in contents:
            continue
        for site in sites:
            last = module.source.count(b"\n", 0, site.end) + 1
            if site in found.inner.get(path, ()) and (path, site.line) not in named:
                reason = left_because_of_its_place(path) or RETURNED
                left.append(LeftSite(file=path, line=site.line, reason=reason))
            named |= {(path, line) for line in range(site.line, last + 1)}
    return named


def _dead_tests(
    tree: SourceTree,
    found: Found,
    flag: str,
    value: Value,
    contents: Mapping[str, bytes],
    left: list[LeftSite],
    look: SecondLook,
) -> dict[str, bytes]:
    """Return the test files that lose a test, once every check outside tests is gone."""
    stay = [
        *left,
        *(LeftSite(file=path, line=1, reason="") for path in found.inner if path not in contents),
    ]
    if not contents or any(left_because_of_its_place(each.file) != IN_TEST for each in stay):
        return {}
    names = {each.name for each in found.definitions}
    after = without_dead_tests(sources(tree, contents), flag, value, names)
    after = {path: new for path, new in after.items() if path not in found.by_file}
    refused = look.refused(after)
    return {path: new for path, new in after.items() if path not in refused}


def _complete(
    project: Project, found: Found, path: str, contents: dict[str, bytes]
) -> list[LeftSite]:
    module = project.module(path)
    assert module is not None
    own = [(each.start_byte, each.end_byte) for each in found.definitions if each.path == path]
    done = complete(path, module.language, module.source, found.by_file[path], own)
    if done.source is not None:
        contents[path] = done.source
    return [LeftSite(file=path, line=line, reason=reason) for line, reason in done.reasons]
