"""Trees are dropped after use, and nobody can tell from the result."""

import pathlib

import pytest

from clients.checkout import FolderTree
from codebase.index import usages_of
from codebase.modules import Project
from codebase.tree.survey import Survey

CASES = pathlib.Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_usages_are_the_same_however_little_is_kept(case: str) -> None:
    """With room for one file at a time, the list is that of a project that keeps all."""
    whole = Project(FolderTree(CASES / case))
    narrow = Project(FolderTree(CASES / case), room=1)
    expected, found = usages_of(whole), usages_of(narrow)
    assert (found.usages, found.dynamic) == (expected.usages, expected.dynamic)
    assert whole.dropped == 0
    assert narrow.dropped > 0 or len(narrow.paths) <= 1


def test_a_node_is_found_again_in_a_new_tree(tmp_path: pathlib.Path) -> None:
    """A spot outlives the tree it was taken from."""
    (tmp_path / "a.py").write_text("x = f('a')\n")
    (tmp_path / "b.py").write_text("y = 1\n")
    project = Project(FolderTree(tmp_path), room=1)
    first = project.module("a.py")
    assert first is not None
    spot = first.spot(next(first.calls()))
    project.module("b.py")
    place = project.at(spot)
    assert place is not None
    module, node = place
    assert module is not first
    assert module.text(node) == "f('a')"


def test_a_file_that_became_shorter_has_no_such_node(tmp_path: pathlib.Path) -> None:
    """A checkout that changes while it is read costs what changed, and nothing else."""
    path = tmp_path / "a.py"
    path.write_text("x = f('a')\n")
    (tmp_path / "b.py").write_text("y = 1\n")
    project = Project(Survey(FolderTree(tmp_path), room=0), room=1)
    module = project.module("a.py")
    assert module is not None
    spot = module.spot(next(module.calls()))
    path.write_text("x\n")
    project.module("b.py")
    assert project.at(spot) is None
