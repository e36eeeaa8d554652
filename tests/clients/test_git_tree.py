"""A commit seen as a tree of files, without a checkout."""

import os
from pathlib import Path

import pytest

from clients.checkout import FolderTree
from clients.forks import Forks
from clients.git_tree import GitTree, git_objects
from codebase.index import find_usages
from codebase.tree.survey import Survey
from tests.clients.git_host import commit, git


def everything(_: str) -> bool:
    """Enter every folder."""
    return True


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository without commits."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def paths(tree: GitTree) -> list[str]:
    """Return the files of a tree in its order."""
    return [file.path for file in tree.files(everything)]


def test_it_is_the_checkout_of_that_commit(shop: Path) -> None:
    """The same files in the same order, with the same bytes, whatever came later."""
    files = {"a-b/x.ts": b"1\r\n", "a/b/c.ts": b"\0\xff", "a.ts": b"", "größe.ts": b"ok"}
    sha = commit(shop, files)
    with git_objects(shop) as objects:
        tree, folder = objects.tree(sha), FolderTree(shop)
        listed = list(folder.files(lambda path: path != ".git"))
        assert paths(tree) == [file.path for file in listed]
        assert [f.size for f in tree.files(everything)] == [f.size for f in listed]
        commit(shop, {"a.ts": b"later"})
        assert {path: tree.read(path) for path in paths(tree)} == files
        assert list(tree.unreadable) == []


def test_the_stamp_is_that_of_the_bytes(shop: Path) -> None:
    """A file that another commit has too need not be read again; a changed one must be."""
    first = commit(shop, {"a.ts": b"a", "b.ts": b"b"})
    second = commit(shop, {"a.ts": b"A"})
    with git_objects(shop) as objects:
        before, after = ({f.path: f.stamp for f in objects.tree(s).files(everything)}
                         for s in (first, second))  # fmt: skip
    assert before["a.ts"] != after["a.ts"]
    assert before["b.ts"] == after["b.ts"]


def test_a_folder_that_is_not_entered_is_left_out(shop: Path) -> None:
    """And nobody asks about the folders in it."""
    sha = commit(shop, {"node_modules/x/y.js": b"1", "src/a.ts": b"1"})
    asked: list[str] = []

    def enter(folder: str) -> bool:
        asked.append(folder)
        return folder != "node_modules"

    with git_objects(shop) as objects:
        assert [file.path for file in objects.tree(sha).files(enter)] == ["src/a.ts"]
    assert sorted(asked) == ["node_modules", "src"]


def test_links_are_no_files(shop: Path) -> None:
    """Nothing is read through a link, wherever it leads."""
    (shop / "link.ts").symlink_to("/etc/passwd")
    git(shop, "add", "link.ts")
    sha = commit(shop, {"a.ts": b"1"})
    with git_objects(shop) as objects:
        assert paths(objects.tree(sha)) == ["a.ts"]


def test_what_is_not_there_cannot_be_read(shop: Path) -> None:
    """A commit, a path; the tree goes on."""
    sha = commit(shop, {"a.ts": b"1"})
    with git_objects(shop) as objects:
        with pytest.raises(OSError, match="no such commit"):
            objects.tree("0" * 40)
        tree = objects.tree(sha)
        with pytest.raises(FileNotFoundError):
            tree.read("b.ts")
        with pytest.raises(OSError, match="cannot be read"):
            objects.read("0" * 40)
        assert tree.read("a.ts") == b"1"


def test_what_is_missing_is_unreadable(shop: Path) -> None:
    """An object that a clone left out is not fetched, and not taken for empty."""
    sha = commit(shop, {"a.ts": b"1", "b.ts": b"2"})
    with git_objects(shop) as objects:
        tree = objects.tree(sha)
        blob = git(shop, "rev-parse", f"{sha}:a.ts")
        (shop / ".git/objects" / blob[:2] / blob[2:]).unlink()
        with pytest.raises(OSError, match="cannot be read"):
            tree.read("a.ts")
        assert list(tree.unreadable) == ["a.ts"]
        assert tree.read("b.ts") == b"2"


def test_commits_that_touch_a_word(shop: Path) -> None:
    """Also where it came with a merge; no word is taken for an option or a pattern."""
    first = commit(shop, {"a.ts": b"1"})
    word = commit(shop, {"a.ts": b"a.*b"})
    git(shop, "checkout", "--quiet", "-b", "topic")
    commit(shop, {"b.ts": b"--all a.*b"})
    git(shop, "checkout", "--quiet", "main")
    git(shop, "merge", "--quiet", "--no-ff", "--no-edit", "topic")
    merge = git(shop, "rev-parse", "HEAD")
    with git_objects(shop) as objects:
        assert objects.touching("a.*b", first, merge) == [merge, word]
        assert objects.touching("--all", first, merge) == [merge]
        assert objects.touching("axxb", first, merge) == []
        assert objects.touching("a", "0" * 40, merge) == []


def test_the_text_of_filters_is_not_run(shop: Path, tmp_path: Path) -> None:
    """The bytes are those that git stores."""
    ran = tmp_path / "ran"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    script.chmod(0o755)
    sha = commit(shop, {".gitattributes": b"* filter=evil text eol=crlf\n", "a.ts": b"1\n"})
    git(shop, "config", "filter.evil.smudge", str(script))
    with git_objects(shop) as objects:
        assert objects.tree(sha).read("a.ts") == b"1\n"
    assert not ran.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied on Linux only")
def test_copies_of_a_process_read_side_by_side(shop: Path) -> None:
    """Each asks a git of its own, so that no answer goes to another."""
    code = "import posthog from 'posthog-js'\nposthog.capture('e{}')\n" + "// …\n" * 2000
    sha = commit(shop, {f"f{n}.ts": code.format(n).encode() for n in range(60)})
    with git_objects(shop) as objects:
        survey = Survey(objects.tree(sha), room=0)
        found = find_usages(survey, crew=Forks(2))
    assert sorted(site.name for site in found.usages) == sorted(f"e{n}" for n in range(60))
