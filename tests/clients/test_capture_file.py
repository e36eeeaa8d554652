"""The capture file: every preview once, whole, and never silently lost."""

import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients import errors
from clients.capture import CaptureFailed, CaptureFile, CaptureRecord

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def record(number: int = 1, **changes: Any) -> CaptureRecord:
    """Return a record of a pull request that was not opened."""
    facts: dict[str, Any] = {
        "at": AT,
        "output": "pull_requests",
        "operation": "open_pull_request",
        "target": "my-org/shop",
        "key": f"groundskeeper/stale_flags/flag-{number}",
        "payload": {"title": "Remove flag a", "body": "Because.\nReally.\n"},
    }
    return CaptureRecord.model_validate({**facts, **changes})


def append(file: CaptureFile, what: CaptureRecord) -> bool:
    """Write the fields of a record."""
    return file.append_once(**what.model_dump(exclude={"schema_"}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A capture file in a folder that is not there yet."""
    return tmp_path / "state" / "capture.jsonl"


class TestAppend:
    """What is written."""

    def test_what_is_written_is_read(self, path: Path):
        """Records come back as they were, in order."""
        file = CaptureFile(path)
        assert append(file, record(1))
        assert append(file, record(2))
        assert file.read().records == (record(1), record(2))
        assert file.read().unreadable_lines == ()

    def test_a_line_is_a_record(self, path: Path):
        """A line begins with the name of its schema and holds nothing but ASCII."""
        append(CaptureFile(path), record(payload={"text": "grün\u2028\n"}))
        content = path.read_bytes()
        assert content.startswith(b'{"schema": "capture/1", "at": "2026-11-20T09:00:00Z"')
        assert content.count(b"\n") == 1
        assert content.isascii()

    def test_twice_is_once(self, path: Path):
        """The same payload for the same key is one record, whenever it is tried again."""
        file = CaptureFile(path)
        later = datetime(2026, 11, 21, tzinfo=UTC)
        assert append(file, record())
        assert not append(file, record(at=later))
        assert not append(CaptureFile(path), record(at=later))
        assert len(file.read().records) == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"payload": {"title": "Another"}},
            {"key": "another"},
            {"target": "my-org/other"},
            {"operation": "close"},
            {"output": "issues"},
        ],
    )
    def test_whatever_differs_is_another_record(self, path: Path, changes: dict[str, Any]):
        """Content, key, target, operation and output make a record what it is."""
        file = CaptureFile(path)
        assert append(file, record())
        assert append(file, record(**changes))

    def test_it_is_for_its_owner_only(self, path: Path):
        """Payloads may quote private code."""
        append(CaptureFile(path), record())
        assert path.stat().st_mode & 0o777 == 0o600


@given(payload=st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())))
def test_any_payload_comes_back(tmp_path_factory: pytest.TempPathFactory, payload: dict[str, Any]):
    """Whatever text a payload holds, its record is one line and is read unchanged."""
    file = CaptureFile(tmp_path_factory.mktemp("capture") / "capture.jsonl")
    assert append(file, record(payload=payload))
    assert not append(file, record(payload=payload))
    assert [found.payload for found in file.read().records] == [payload]


class TestDamage:
    """What crashes and people leave behind."""

    def test_a_torn_last_line_is_said(self, path: Path):
        """A line that was cut short is not read, and not passed over in silence."""
        file = CaptureFile(path)
        append(file, record(1))
        append(file, record(2))
        os.truncate(path, path.stat().st_size - 20)
        found = file.read()
        assert found.records == (record(1),)
        assert found.unreadable_lines == (2,)

    def test_the_next_record_is_not_torn_with_it(self, path: Path):
        """A new record begins on a line of its own; the effect of the torn one is written again."""
        file = CaptureFile(path)
        append(file, record(1))
        os.truncate(path, path.stat().st_size - 20)
        assert append(file, record(1))
        found = file.read()
        assert (found.records, found.unreadable_lines) == ((record(1),), (1,))

    @pytest.mark.parametrize("line", [b"{}", b"nonsense", b'{"schema": "capture/2"}', b"\xff"])
    def test_other_lines_are_said(self, path: Path, line: bytes):
        """A line that is no record of this version is counted."""
        path.parent.mkdir()
        path.write_bytes(line + b"\n")
        assert CaptureFile(path).read().unreadable_lines == (1,)

    def test_no_file_holds_nothing(self, path: Path):
        """Before the first preview there is nothing to show."""
        assert CaptureFile(path).read().records == ()

    def test_a_record_that_cannot_be_written(self, tmp_path: Path):
        """A preview that is lost is an error for the operator."""
        occupied = tmp_path / "occupied"
        occupied.touch()
        with pytest.raises(CaptureFailed, match="writable") as caught:
            append(CaptureFile(occupied / "capture.jsonl"), record())
        assert isinstance(caught.value, errors.OperatorMustAct)

    def test_a_file_that_cannot_be_read(self, tmp_path: Path):
        """A folder in its place is an error too, not an empty file."""
        with pytest.raises(CaptureFailed):
            CaptureFile(tmp_path).read()


def write(path: Path, first: int) -> None:
    """Write ten records of a process's own and one that every process writes."""
    for number in range(first, first + 10):
        append(CaptureFile(path), record(number, payload={"text": "x" * 20_000}))
    append(CaptureFile(path), record(0))


def test_processes_never_interleave(path: Path):
    """Records of several processes are whole, and what all of them write is there once."""
    spawn = multiprocessing.get_context("fork")
    workers = [spawn.Process(target=write, args=(path, first)) for first in (100, 200, 300)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = CaptureFile(path).read()
    assert found.unreadable_lines == ()
    assert len(found.records) == 31
