"""Take one flag out of a whole tree."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebase.modules import Project
from codebase.removal.constants import without_constants
from codebase.removal.diff import count_lines
from codebase.removal.folding import Value
from codebase.removal.mentions import mentions
from codebase.removal.reasons import BROKEN
from codebase.removal.second_parser import SecondLook, SecondParsers
from codebase.removal.sites import Found, find_sites
from codebase.removal.transaction import complete
from scans.model import Checks, CleanedFile, LeftSite, Outcome, Removal, SourceTree
from scans.model.removal import SecondParser


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
    stays = {each.file for each in left if each.file in found.by_file}
    contents = _without_constants(tree, project, found, contents, stays, look)
    named = {(each.file, each.line) for each in left}
    left += [each for each in mentions(tree, flag, contents) if (each.file, each.line) not in named]
    left.sort(key=lambda each: (each.file, each.line))
    files = tuple(
        _cleaned(project, found, path, new, look) for path, new in sorted(contents.items())
    )
    removal = Removal(
        flag=flag,
        value=value,
        outcome=_outcome(contents, left),
        files=files,
        left=tuple(left),
        checks=Checks(second_parser=_of_all(files)),
    )
    return RemovalResult(removal, contents)


def _of_all(files: tuple[CleanedFile, ...]) -> SecondParser:
    """One file that no second parser took is enough for not having been run."""
    taken = bool(files) and all(file.second_parser == "passed" for file in files)
    return "passed" if taken else "not_run"


def _without_constants(
    tree: SourceTree,
    project: Project,
    found: Found,
    contents: dict[str, bytes],
    stays: set[str],
    look: SecondLook,
) -> dict[str, bytes]:
    """Return the contents without the constants that fall, as far as second parsers agree.

    What falls may hang together across files: if a file is refused, all are tried again without.
    """
    refused = stays
    while True:
        after = dict(contents)
        without_constants(tree, project, found.definitions, after, refused)
        more = look.refused(after)
        if not more:
            return after
        refused = refused.union(more)


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


def _cleaned(
    project: Project, found: Found, path: str, new: bytes, look: SecondLook
) -> CleanedFile:
    module = project.module(path)
    assert module is not None
    lines = count_lines(module.source, new)
    return CleanedFile(
        file=path,
        removed_sites=len(found.by_file.get(path, ())),
        removed_lines=lines.removed,
        added_lines=lines.added,
        second_parser="passed" if look.took(path, new) else "not_run",
    )


def _outcome(contents: Mapping[str, bytes], left: list[LeftSite]) -> Outcome:
    if not left:
        return "removed"
    return "partial" if contents else "left"
