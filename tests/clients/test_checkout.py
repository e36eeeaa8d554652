"""A folder on this machine, read without following links and written without losing anything."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import checkout
from clients.checkout import FolderTree, write_files
from tests.clients.ordinary_user import folder_of_an_ordinary_user


def everything(_: str) -> bool:
    """Enter every folder."""
    return True


def paths(root: Path) -> list[str]:
    """Return the paths that a walk yields."""
    return [file.path for file in FolderTree(root).files(everything)]


def fill(root: Path, *names: str) -> None:
    """Write a small file under each name."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")


def test_files_come_in_the_order_of_whole_paths(tmp_path: Path) -> None:
    """A folder and its neighbours are ordered as their paths are, not as their names."""
    fill(tmp_path, "a/b", "a-b/c", "a.txt", "a/b.d/e", "B", "ä", "a0")
    assert paths(tmp_path) == sorted(["a/b", "a-b/c", "a.txt", "a/b.d/e", "B", "ä", "a0"])


NAMES = st.text(st.sampled_from("ab-./0"), min_size=1, max_size=6)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.sets(NAMES, max_size=6))
def test_any_tree_comes_in_that_order(
    tmp_path_factory: pytest.TempPathFactory, names: set[str]
) -> None:
    """The order holds for every tree."""
    root = tmp_path_factory.mktemp("tree")
    for name in names:
        try:
            fill(root, f"{root.name}/{name}/f".replace("..", "."))
        except OSError:
            continue
    found = paths(root)
    assert found == sorted(found)


def test_sizes_are_bytes_and_folders_are_entered_on_request(tmp_path: Path) -> None:
    """A folder that is declined is not walked."""
    fill(tmp_path, "src/a.ts", "node_modules/b.js")
    found = list(FolderTree(tmp_path).files(lambda path: path != "node_modules"))
    assert [(file.path, file.size) for file in found] == [("src/a.ts", 1)]


def test_links_are_neither_listed_nor_read(tmp_path: Path) -> None:
    """Not a link to a file, not one to a folder, not one on the way, not even inside the tree."""
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    fill(outside, "secret.ts")
    fill(root, "src/a.ts")
    (root / "file.ts").symlink_to(outside / "secret.ts")
    (root / "folder").symlink_to(outside)
    (root / "inside.ts").symlink_to(root / "src/a.ts")
    (root / "loop").symlink_to(root)
    assert paths(root) == ["src/a.ts"]
    for path in ("file.ts", "folder/secret.ts", "inside.ts", "loop/src/a.ts"):
        with pytest.raises(OSError, match="symbolic link"):
            FolderTree(root).read(path)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../outside.ts", "src/../../outside.ts"])
def test_nothing_outside_is_read_or_written(tmp_path: Path, path: str) -> None:
    """A path that could leave the folder is refused as it stands."""
    root = tmp_path / "root"
    fill(root, "src/a.ts")
    fill(tmp_path, "outside.ts")
    with pytest.raises(OSError, match="not a path inside"):
        FolderTree(root).read(path)
    with pytest.raises(OSError, match="not a path inside"):
        write_files(root, {path: b"y"})
    assert (tmp_path / "outside.ts").read_text() == "x"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """What would block a reader for ever is not listed and not written."""
    os.mkfifo(tmp_path / "pipe.ts")
    assert paths(tmp_path) == []
    with pytest.raises(OSError, match="not a regular file"):
        write_files(tmp_path, {"pipe.ts": b"y"})


def test_a_root_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    """Nothing there is not the same as nothing found."""
    with pytest.raises(FileNotFoundError):
        paths(tmp_path / "gone")


def test_what_may_not_be_read_is_remembered() -> None:
    """Locked folders and files are told apart from those that are not there."""
    with folder_of_an_ordinary_user() as root:
        fill(root, "locked/a.ts", "closed.ts", "open.ts")
        (root / "locked").chmod(0)
        (root / "closed.ts").chmod(0)
        tree = FolderTree(root)
        assert [file.path for file in tree.files(everything)] == ["closed.ts", "open.ts"]
        with pytest.raises(PermissionError):
            tree.read("closed.ts")
        with pytest.raises(FileNotFoundError):
            tree.read("gone.ts")
        assert tree.unreadable == ["locked", "closed.ts"]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    """New bytes, old permissions, and nothing else left in the folder."""
    file = tmp_path / "run.py"
    file.write_bytes(b"old\r\n")
    file.chmod(mode)
    write_files(tmp_path, {"run.py": b"new\r\n"})
    assert file.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert [each.name for each in tmp_path.iterdir()] == ["run.py"]


def test_a_file_that_goes_is_removed(tmp_path: Path) -> None:
    """None takes a file away; the others stay."""
    fill(tmp_path, "gone.ts", "kept.ts")
    write_files(tmp_path, {"gone.ts": None})
    assert paths(tmp_path) == ["kept.ts"]


def test_links_are_not_written_through(tmp_path: Path) -> None:
    """Neither a link itself nor a file behind a linked folder changes; nor does any other file."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    fill(root, "a.ts")
    fill(outside, "secret.ts")
    (root / "link.ts").symlink_to(outside / "secret.ts")
    (root / "folder").symlink_to(outside)
    for path in ("link.ts", "folder/secret.ts"):
        with pytest.raises(OSError, match=r"link|regular"):
            write_files(root, {"a.ts": b"y", path: b"y"})
    assert (outside / "secret.ts").read_text() == "x"
    assert (root / "a.ts").read_text() == "x"
    assert sorted(each.name for each in root.iterdir()) == ["a.ts", "folder", "link.ts"]


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is no room for one file, every file is as it was, and nothing lies beside it."""
    fill(tmp_path, "a.ts", "b.ts")
    real, calls = os.fsync, iter((None, OSError(errno.ENOSPC, "No space left on device")))

    def fsync(descriptor: int) -> None:
        failure = next(calls)
        if failure:
            raise failure
        real(descriptor)

    monkeypatch.setattr(checkout.os, "fsync", fsync)
    with pytest.raises(OSError, match=r"No space left on device: '.*b\.ts'"):
        write_files(tmp_path, {"a.ts": b"y", "b.ts": b"y"})
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "a.ts": "x",
        "b.ts": "x",
    }


def test_what_may_not_be_written_stays() -> None:
    """A read-only file, and one in a read-only folder, are refused by name."""
    with folder_of_an_ordinary_user() as root:
        fill(root, "plain.ts", "kept.ts", "locked/a.ts")
        (root / "kept.ts").chmod(0o444)
        (root / "locked").chmod(0o555)
        for path in ("kept.ts", "locked/a.ts"):
            with pytest.raises(PermissionError, match=path):
                write_files(root, {"plain.ts": b"y", path: b"y"})
            assert (root / path).read_text() == "x"
        assert (root / "plain.ts").read_text() == "x"
        (root / "locked").chmod(0o755)
