"""Files are reached through folders that are held, not through paths that can change."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clients.checkout import FolderTree
from tests.clients.ordinary_user import folder_of_an_ordinary_user

needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux")


def everything(_: str) -> bool:
    """Enter every folder."""
    return True


def descriptors() -> int:
    """Return how many files this process holds open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_folder_that_becomes_a_link_leads_nowhere(tmp_path: Path) -> None:
    """Swapped between the walk and the read, a link to somewhere else is not followed."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "src/deep", outside / "deep"):
        folder.mkdir(parents=True)
        (folder / "a.ts").write_text(folder.parts[-2])
    tree = FolderTree(root)
    assert [file.path for file in tree.files(everything)] == ["src/deep/a.ts"]
    shutil.move(root / "src", root / "old")
    (root / "src").symlink_to(outside)
    assert tree.read("src/deep/a.ts") == b"src"
    with pytest.raises(OSError, match="symbolic link"):
        FolderTree(root).read("src/deep/a.ts")


def test_a_folder_that_was_made_anew_is_found(tmp_path: Path) -> None:
    """A switch of branches takes folders away and puts others in their place."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.ts").write_text("old")
    tree = FolderTree(tmp_path)
    assert tree.read("src/a.ts") == b"old"
    shutil.rmtree(tmp_path / "src")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/b.ts").write_text("new")
    assert tree.read("src/b.ts") == b"new"
    with pytest.raises(FileNotFoundError):
        tree.read("src/a.ts")


@needs_proc
def test_depth_and_breadth_cost_no_descriptors(tmp_path: Path) -> None:
    """A few folders are held, however many there are; none once the tree is gone."""
    before = descriptors()
    names = [f"{'d/' * depth}f{depth}/a.ts" for depth in range(60)]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    tree = FolderTree(tmp_path)
    assert [tree.read(file.path).decode() for file in tree.files(everything)] == sorted(names)
    assert descriptors() <= before + 33
    del tree
    assert descriptors() == before


def test_a_path_longer_than_the_system_takes_is_walked(tmp_path: Path) -> None:
    """Folders nested beyond the longest path and beyond any recursion are read all the same."""
    depth, here = 1_500, os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("long", dir_fd=here)
        below = os.open("long", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("a.ts", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    try:
        tree = FolderTree(tmp_path)
        (file,) = tree.files(everything)
        assert file.path == "long/" * depth + "a.ts"
        assert tree.read(file.path) == b""
    finally:  # beyond what Python's own way of removing folders can do
        subprocess.run(["rm", "-rf", tmp_path / "long"], check=True)


def test_threads_may_read_one_tree(tmp_path: Path) -> None:
    """Each gets its own file's bytes, though they share descriptors."""
    names = [f"{number}/a.ts" for number in range(80)]
    for name in names:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(name)
    tree = FolderTree(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        assert [each.decode() for each in pool.map(tree.read, names * 5)] == names * 5


def test_a_folder_that_may_be_listed_and_not_entered_is_named() -> None:
    """What has a name and cannot even be looked at is unreadable, and stops nothing."""
    with folder_of_an_ordinary_user() as root:
        (root / "shut").mkdir()
        (root / "shut/a.ts").write_text("x")
        (root / "b.ts").write_text("x")
        (root / "shut").chmod(0o400)
        tree = FolderTree(root)
        assert [file.path for file in tree.files(everything)] == ["b.ts"]
        assert tree.unreadable == ["shut/a.ts"]
        (root / "shut").chmod(0o700)


def test_what_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A reader neither blocks nor takes it for an empty file."""
    os.mkfifo(tmp_path / "a.ts")
    with pytest.raises(OSError, match="not a regular file"):
        FolderTree(tmp_path).read("a.ts")


def test_a_name_with_a_zero_byte_is_no_path(tmp_path: Path) -> None:
    """An import may say anything; the answer is still that there is no such file."""
    with pytest.raises(OSError, match="not a path inside"):
        FolderTree(tmp_path).read("a\0.ts")


@needs_proc
def test_a_file_of_unknown_size_is_read_to_its_end() -> None:
    """Where the size that is promised is wrong, all there is comes all the same."""
    assert b"pid" in FolderTree(Path("/proc/self")).read("status").lower()


def test_a_settled_file_has_a_stamp_that_a_change_shows_in(tmp_path: Path) -> None:
    """Equal while nothing happens, another one after a change of the same size and time."""
    file = tmp_path / "a.ts"
    file.write_text("x")
    past = time.time_ns() - 60_000_000_000
    os.utime(file, ns=(past, past))
    assert next(FolderTree(tmp_path).files(everything)).stamp is None  # the change was just now
    state = file.stat()
    later = pytest.MonkeyPatch()
    with later.context() as patch:
        patch.setattr("clients.checkout.time.time_ns", lambda: state.st_ctime_ns + 3_000_000_000)
        first = next(FolderTree(tmp_path).files(everything)).stamp
        assert first == next(FolderTree(tmp_path).files(everything)).stamp
        assert first is not None
        file.write_text("y")
        os.utime(file, ns=(past, past))
        patch.setattr("clients.checkout.time.time_ns", lambda: state.st_ctime_ns + 9_000_000_000)
        second = next(FolderTree(tmp_path).files(everything)).stamp
        assert second is not None
        assert second != first


def test_a_file_from_the_future_has_no_stamp(tmp_path: Path) -> None:
    """A time that has not come yet says nothing about when a file changed."""
    file = tmp_path / "a.ts"
    file.write_text("x")
    ahead = time.time_ns() + 3_600_000_000_000
    os.utime(file, ns=(ahead, ahead))
    assert next(FolderTree(tmp_path).files(everything)).stamp is None
