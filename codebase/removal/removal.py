"""Take one flag out of a whole tree."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebase.modules import Project
from codebase.removal.constants import without_constants
from codebase.removal.diff import count_lines
from codebase.removal.folding import Value
from codebase.removal.mentions import mentions
from codebase.removal.sites import Found, find_sites
from codebase.removal.transaction import complete
from scans.model import Checks, CleanedFile, LeftSite, Outcome, Removal, SourceTree


@dataclass(frozen=True)
class RemovalResult:
    """What a removal did, and the bytes it would write."""

    removal: Removal
    contents: Mapping[str, bytes | None]
    """New bytes of every changed file; None for a file that goes."""


def remove_flag(tree: SourceTree, flag: str, value: Value) -> RemovalResult:
    """Fix `flag` to `value` (true, false or the key of a variant) and take it out of `tree`.

    Nothing is written. A file is completed or stays byte for byte; every place that stays is named
    in `left` with the reason.
    """
    project = Project(tree)
    found = find_sites(project, flag, value)
    contents: dict[str, bytes] = {}
    left = list(found.left)
    for path in sorted(found.by_file):
        left += _complete(project, found, path, contents)
    stays = {each.file for each in left if each.file in found.by_file}
    without_constants(tree, project, found.definitions, contents, stays)
    named = {(each.file, each.line) for each in left}
    left += [each for each in mentions(tree, flag, contents) if (each.file, each.line) not in named]
    left.sort(key=lambda each: (each.file, each.line))
    removal = Removal(
        flag=flag,
        value=value,
        outcome=_outcome(contents, left),
        files=tuple(_cleaned(project, found, path, new) for path, new in sorted(contents.items())),
        left=tuple(left),
        checks=Checks(second_parser="passed" if contents else "not_run"),
    )
    return RemovalResult(removal, contents)


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


def _cleaned(project: Project, found: Found, path: str, new: bytes) -> CleanedFile:
    module = project.module(path)
    assert module is not None
    lines = count_lines(module.source, new)
    return CleanedFile(
        file=path,
        removed_sites=len(found.by_file.get(path, ())),
        removed_lines=lines.removed,
        added_lines=lines.added,
    )


def _outcome(contents: Mapping[str, bytes], left: list[LeftSite]) -> Outcome:
    if not left:
        return "removed"
    return "partial" if contents else "left"
