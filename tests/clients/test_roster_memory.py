"""The flags of the day, kept in a folder."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clients.roster_memory import Roster, RosterMemory

HOST = "https://ph.example"
ROSTER = Roster(datetime(2026, 11, 20, 9, tzinfo=UTC), [{"id": 1, "key": "größe"}])


def only_file(folder: Path) -> Path:
    """Return the one file of the folder."""
    (file,) = folder.iterdir()
    return file


def test_what_was_kept_is_recalled_as_remembered(tmp_path: Path) -> None:
    """The flags, when they were read, and that they come out of the memory."""
    memory = RosterMemory(tmp_path)
    memory.keep(HOST, 1, ROSTER)
    recalled = memory.recall(f"{HOST}/", 1)
    assert recalled == Roster(ROSTER.read_at, ROSTER.flags, remembered=True)


@pytest.mark.parametrize(("host", "project"), [(HOST, 2), ("https://eu.example", 1)])
def test_each_project_has_its_own(tmp_path: Path, host: str, project: int) -> None:
    """The flags of one project are never those of another."""
    memory = RosterMemory(tmp_path)
    memory.keep(HOST, 1, ROSTER)
    assert memory.recall(host, project) is None


def test_only_this_user_may_read_it(tmp_path: Path) -> None:
    """Conditions of flags are nobody else's business."""
    RosterMemory(tmp_path / "roster").keep(HOST, 1, ROSTER)
    assert stat.S_IMODE(only_file(tmp_path / "roster").stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"{}", b"groundskeeper index 1 x\n{}"])
def test_a_damaged_file_is_not_there(tmp_path: Path, damage: bytes) -> None:
    """Whatever is not exactly what was written is read again from PostHog."""
    memory = RosterMemory(tmp_path)
    memory.keep(HOST, 1, ROSTER)
    only_file(tmp_path).write_bytes(damage)
    assert memory.recall(HOST, 1) is None


def test_a_file_that_others_can_write_is_not_there(tmp_path: Path) -> None:
    """Flags that somebody else wrote down are not believed."""
    memory = RosterMemory(tmp_path)
    memory.keep(HOST, 1, ROSTER)
    only_file(tmp_path).chmod(0o622)
    assert memory.recall(HOST, 1) is None


def test_a_folder_that_cannot_be_written_costs_only_requests(tmp_path: Path) -> None:
    """Nothing is raised where nothing can be kept."""
    (tmp_path / "roster").write_text("a file")
    memory = RosterMemory(tmp_path / "roster")
    memory.keep(HOST, 1, ROSTER)
    assert memory.recall(HOST, 1) is None
