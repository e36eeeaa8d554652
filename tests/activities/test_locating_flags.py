"""What a scan learns of one checkout, and what it remembers of it."""

from collections.abc import Collection
from pathlib import Path

import pytest

from activities.call_sites import locate_flags
from clients.checkout import FolderTree
from clients.index_memory import IndexMemory
from codebase.tree.memory import Memory
from scans.model import RepositoryCode, Usages
from tests.clients.ordinary_user import folder_of_an_ordinary_user

CODE = "import posthog from 'posthog-js'\nposthog.isFeatureEnabled('{}')\n"


def located(
    root: Path, memory: Memory | None = None, ignore: Collection[str] = ()
) -> RepositoryCode:
    """Look for the flag `one`, in a project that also has `two`."""
    tree = FolderTree(root)
    return locate_flags(
        tree, "o/r", "sha", wanted={"one"}, known={"one", "two"}, ignore=ignore, memory=memory
    )


def test_what_is_wanted_and_what_nobody_knows_is_kept(tmp_path: Path) -> None:
    """Flags that PostHog has and nobody asked for are left out."""
    for key in ("one", "two", "three"):
        (tmp_path / f"{key}.ts").write_text(CODE.format(key))
    assert [site.name for site in located(tmp_path).sites] == ["one", "three"]


def test_a_folder_that_cannot_be_listed_leaves_a_doubt() -> None:
    """It may hold the flag: an unread folder counts like an unread file."""
    with folder_of_an_ordinary_user() as root:
        (root / "locked").mkdir()
        (root / "closed.ts").write_text(CODE.format("one"))
        for name in ("locked", "closed.ts"):
            (root / name).chmod(0)
        assert located(root).unread_files == 2


def test_what_is_not_searched_leaves_none(tmp_path: Path) -> None:
    """The operator has said that it does not matter."""
    (tmp_path / "gen").mkdir()
    (tmp_path / "gen/a.ts").write_text(CODE.format("one"))
    code = located(tmp_path, ignore=["gen/"])
    assert (code.sites, code.unread_files) == ((), 0)


def test_another_checkout_of_the_same_commit_is_not_searched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker exports every commit anew; what was found in it before is remembered."""
    memory = IndexMemory(tmp_path / "index", "engine")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.ts").write_text(CODE.format("one"))
    expected = located(tmp_path / "first", memory)

    def find_usages(_: object) -> Usages:
        pytest.fail("searched again")

    monkeypatch.setattr("codebase.index.find_usages", find_usages)
    assert located(tmp_path / "second", memory) == expected
    assert [site.name for site in expected.sites] == ["one"]
