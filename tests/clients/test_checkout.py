"""A folder as a tree of source files."""

import pathlib

import pytest

from clients.checkout import FolderTree
from scans.model import SourceFile


def _everything(_folder: str) -> bool:
    return True


def test_files_come_in_the_order_of_paths(tmp_path: pathlib.Path) -> None:
    """The walk is the same on every machine, with sizes in bytes."""
    for path in ("b.py", "a/z.py", "a/b/c.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("é")
    files = list(FolderTree(tmp_path).files(_everything))
    assert files == [SourceFile("a/b/c.py", 2), SourceFile("a/z.py", 2), SourceFile("b.py", 2)]


def test_a_folder_is_walked_only_if_admitted(tmp_path: pathlib.Path) -> None:
    """Whoever walks decides by the folder's path."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.js").write_text("")
    assert list(FolderTree(tmp_path).files(lambda folder: folder != "dist")) == []


def test_symbolic_links_are_neither_files_nor_folders(tmp_path: pathlib.Path) -> None:
    """Links to files, to folders and to nowhere are not followed, not even by name."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.py").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "copy.py").symlink_to("real/a.py")
    (tmp_path / "nowhere.py").symlink_to("missing")
    tree = FolderTree(tmp_path)
    assert [file.path for file in tree.files(_everything)] == ["real/a.py"]
    for path in ("copy.py", "loop/real/a.py"):
        with pytest.raises(OSError, match=r"link|symbolic"):
            tree.read(path)


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "a/../../secret", ""])
def test_nothing_outside_the_root_is_read(tmp_path: pathlib.Path, path: str) -> None:
    """A path that leads out of the checkout is refused before anything is opened."""
    with pytest.raises(OSError, match="not a path inside the checkout"):
        FolderTree(tmp_path / "root").read(path)


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk goes on with the rest and says what it did not see."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.py").write_text("")
    tree = FolderTree(tmp_path)
    (tmp_path / "closed").chmod(0)
    files = [file.path for file in tree.files(_everything)]
    (tmp_path / "closed").chmod(0o755)
    assert files == ["open.py"]
    # The superuser can list everything.
    assert tree.unreadable in (["closed"], [])


def test_a_root_that_is_not_there_is_an_error(tmp_path: pathlib.Path) -> None:
    """An empty answer would look like an empty repository."""
    with pytest.raises(OSError, match="absent"):
        list(FolderTree(tmp_path / "absent").files(_everything))
