"""What is told about a removal, whatever was removed."""

from collections.abc import Mapping, Sequence

from codebase.modules import Project
from codebase.removal.diff import count_lines
from codebase.removal.second_parser import SecondLook
from codebase.removal.unused import unused_names
from scans.model import Checks, CleanedFile, LeftSite, Outcome


def cleaned_files(
    project: Project, contents: Mapping[str, bytes], sites: Mapping[str, int], look: SecondLook
) -> tuple[CleanedFile, ...]:
    """Return one line per changed file; `sites` says how many went with which file."""
    return tuple(
        _cleaned(project, path, new, sites.get(path, 0), look)
        for path, new in sorted(contents.items())
    )


def _cleaned(project: Project, path: str, new: bytes, sites: int, look: SecondLook) -> CleanedFile:
    module = project.module(path)
    assert module is not None
    lines = count_lines(module.source, new)
    return CleanedFile(
        file=path,
        removed_sites=sites,
        removed_lines=lines.removed,
        added_lines=lines.added,
        second_parser="passed" if look.took(path, new) else "not_run",
        unused=unused_names(module.language, module.source, new),
    )


def checks_of(files: Sequence[CleanedFile]) -> Checks:
    """One file that no second parser took is enough for not having been run."""
    taken = bool(files) and all(file.second_parser == "passed" for file in files)
    return Checks(second_parser="passed" if taken else "not_run")


def outcome_of(contents: Mapping[str, bytes], left: Sequence[LeftSite]) -> Outcome:
    """Sum a removal up in one word."""
    if not left:
        return "removed"
    return "partial" if contents else "left"
