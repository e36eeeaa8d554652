"""Take one flag out of a whole tree."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebase.modules import Project
from codebase.removal.account import checks_of, cleaned_files, outcome_of
from codebase.removal.dead_tests import without_dead_tests
from codebase.removal.fallen import without_fallen
from codebase.removal.folding import Value
from codebase.removal.mentions import mentions, sources
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import BROKEN, IN_TEST
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
    tree: SourceTree, flag: str, value: Value, *, parsers: SecondParsers | None = None
) -> RemovalResult:
    """Fix `flag` to `value` (true, false or the key of a variant) and take it out of `tree`.

    Nothing is written. A file is completed or stays byte for byte; every place that stays is named
    in `left` with the reason. `parsers` have the last word about every file that would be written.
    """
    project = Project(tree)
    found = find_sites(project, flag, value)
    contents: dict[str, bytes] = {}
    left = list(found.left)
    for path in sorted(found.by_file):
        left += _complete(project, found, path, contents)
    look = SecondLook(tree, parsers)
    for path in look.refused(contents):
        del contents[path]
        left += [LeftSite(file=path, line=site.line, reason=BROKEN) for site in found.by_file[path]]
    contents |= _dead_tests(tree, found, flag, value, contents, left, look)
    stays = {each.file for each in left if each.file in found.by_file}
    contents = without_fallen(tree, project, found.definitions, contents, stays, look)
    named = {(each.file, each.line) for each in left}
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
    if not contents or any(left_because_of_its_place(each.file) != IN_TEST for each in left):
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
