"""What falls last, after all files: definitions that no file names any more."""

from collections.abc import Collection, Mapping

from codebase.meaning.values import Definition
from codebase.modules import Project
from codebase.removal.constants import without_constants
from codebase.removal.second_parser import SecondLook
from scans.model import SourceTree


def without_fallen(
    tree: SourceTree,
    project: Project,
    definitions: Collection[Definition],
    contents: Mapping[str, bytes],
    stays: Collection[str],
    look: SecondLook,
) -> dict[str, bytes]:
    """Return the contents without the definitions that fall, as far as second parsers agree.

    What falls may hang together across files: if a file is refused, all are tried again without.
    """
    refused = frozenset(stays)
    while True:
        after = dict(contents)
        without_constants(tree, project, definitions, after, refused)
        more = look.refused(after)
        if not more:
            return after
        refused |= frozenset(more)
