"""What comes back from the cache folder is what was put there, or nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import index_memory
from clients.checkout import FolderTree
from clients.index_memory import IndexMemory, engine_of
from codebase.remembered import remembered_usages
from codebase.tree.survey import Survey
from scans.model import CallSite, Usages

BODY = bytes(range(256)) * 3


def only_file(folder: Path) -> Path:
    """Return the one file of a folder."""
    (file,) = folder.iterdir()
    return file


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """Byte for byte, under its own kind and key, also in the next process."""
    memory = IndexMemory(tmp_path / "new/folder", "engine")
    memory.keep("files", "/src/größe\udce9", BODY)
    memory.keep("files", "other", b"")
    again = IndexMemory(tmp_path / "new/folder", "engine")
    assert again.recall("files", "/src/größe\udce9") == BODY
    assert again.recall("files", "other") == b""
    assert again.recall("usages", "other") is None
    assert again.recall("files", "absent") is None


def test_a_later_document_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """One file per name, however often it is kept."""
    memory = IndexMemory(tmp_path, "engine")
    for body in (b"one", b"two"):
        memory.keep("files", "key", body)
    assert memory.recall("files", "key") == b"two"
    only_file(tmp_path)


def test_names_do_not_run_into_each_other(tmp_path: Path) -> None:
    """Where engine, kind and key end is part of the name."""
    IndexMemory(tmp_path, "ab").keep("c", "d", BODY)
    assert IndexMemory(tmp_path, "a").recall("bc", "d") is None
    assert IndexMemory(tmp_path, "ab").recall("cd", "") is None


def test_another_engine_believes_nothing(tmp_path: Path) -> None:
    """What other code found is not there, even under the name that this code gives it."""
    old, new = IndexMemory(tmp_path, "old"), IndexMemory(tmp_path, "new")
    old.keep("files", "key", BODY)
    assert new.recall("files", "key") is None
    file = only_file(tmp_path)
    new.keep("files", "key", b"new")
    (other,) = {*tmp_path.iterdir()} - {file}
    file.replace(other)
    assert new.recall("files", "key") is None


def test_a_renamed_document_is_not_believed(tmp_path: Path) -> None:
    """The checksum covers what a document is called."""
    memory = IndexMemory(tmp_path, "engine")
    memory.keep("files", "one", b"one")
    one = only_file(tmp_path)
    memory.keep("files", "two", b"two")
    (two,) = {*tmp_path.iterdir()} - {one}
    one.replace(two)
    assert memory.recall("files", "two") is None


def cut(content: bytes, random: Random) -> bytes:
    """Lose the end."""
    return content[: random.randrange(len(content))]


def flip(content: bytes, random: Random) -> bytes:
    """Turn one bit."""
    at, bit = random.randrange(len(content)), 1 << random.randrange(8)
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


def grow(content: bytes, random: Random) -> bytes:
    """Gain something at the end."""
    return content + random.randbytes(random.randrange(1, 9))


def splice(content: bytes, random: Random) -> bytes:
    """Lose something in the middle."""
    at = random.randrange(len(content) - 1)
    return content[:at] + content[at + random.randrange(1, 9) :]


def garbage(_: bytes, random: Random) -> bytes:
    """Be something else altogether."""
    return random.randbytes(random.randrange(400))


def other_format(content: bytes, _: Random) -> bytes:
    """Come from another version of the format."""
    return content.replace(b"index 1 ", b"index 2 ", 1)


DAMAGES = (cut, flip, grow, splice, garbage, other_format)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_discarded(
    tmp_path: Path, damage: Callable[[bytes, Random], bytes]
) -> None:
    """Nothing comes back, the file goes, and the next document takes its place."""
    memory, random = IndexMemory(tmp_path, "engine"), Random(damage.__name__)
    for _ in range(150):
        memory.keep("files", "key", BODY)
        file = only_file(tmp_path)
        file.write_bytes(damage(file.read_bytes(), random))
        assert memory.recall("files", "key") is None
        assert list(tmp_path.iterdir()) == []


SITE = CallSite(
    file="a.ts", line=1, column=0, end_line=1, end_column=9, kind="flag", name="x", method="m",
    language="typescript",
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(), damage=st.sampled_from(DAMAGES))
def test_a_damaged_cache_changes_no_result(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    damage: Callable[[bytes, Random], bytes],
) -> None:
    """Whatever happens to all of its files, the answer is that of a run without a memory."""
    folder, random = tmp_path_factory.mktemp("fuzzed"), Random(seed)
    (folder / "tree").mkdir()
    (folder / "tree/a.ts").write_text("posthog")
    memory = IndexMemory(folder / "cache", "engine")

    def look() -> Usages:
        tree = FolderTree(folder / "tree")
        return remembered_usages(tree, memory, lambda _: Usages(usages=(SITE,)))

    expected = look()
    for file in (folder / "cache").iterdir():
        file.write_bytes(damage(file.read_bytes(), random))
    assert look() == expected


def test_a_document_that_somebody_else_can_write_is_not_believed(tmp_path: Path) -> None:
    """A checksum keeps no secret, so only the owner may have written what it covers."""
    memory = IndexMemory(tmp_path, "engine")
    memory.keep("files", "key", BODY)
    only_file(tmp_path).chmod(0o666)
    assert memory.recall("files", "key") is None


def test_documents_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Names of files and flags are nobody else's business."""
    IndexMemory(tmp_path / "cache", "engine").keep("files", "key", BODY)
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert only_file(tmp_path / "cache").stat().st_mode & 0o777 == 0o600


def test_a_link_and_a_pipe_are_no_documents(tmp_path: Path) -> None:
    """Nothing is read through a link, and nobody waits for a pipe."""
    memory = IndexMemory(tmp_path / "cache", "engine")
    memory.keep("files", "key", BODY)
    file = only_file(tmp_path / "cache")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert memory.recall("files", "key") is None
    file.unlink()
    os.mkfifo(file, 0o600)
    assert memory.recall("files", "key") is None


@pytest.mark.parametrize("where", ["a/file", "/proc/none", "/dev/null/x"])
def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path, where: str) -> None:
    """No document, no error."""
    (tmp_path / "a").write_text("")
    memory = IndexMemory(tmp_path / where, "engine")
    memory.keep("files", "key", BODY)
    assert memory.recall("files", "key") is None


def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier document stays, half a new one does not."""
    memory = IndexMemory(tmp_path, "engine")
    memory.keep("files", "key", BODY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    memory.keep("files", "key", b"new")
    monkeypatch.undo()
    assert memory.recall("files", "key") == BODY
    only_file(tmp_path)


def test_what_nobody_used_for_longest_makes_room(tmp_path: Path) -> None:
    """All documents together stay within bounds; the one just kept is among them."""
    memory = IndexMemory(tmp_path, "engine", room=4 * 1200)
    for number in range(4):
        memory.keep("files", str(number), b"x" * 1000)
        for file in tmp_path.iterdir():
            age = file.stat().st_mtime_ns - 1_000_000_000
            os.utime(file, ns=(age, age))
    assert memory.recall("files", "0") is not None  # and is the youngest now
    memory.keep("files", "4", b"x" * 1000)
    kept = [key for key in map(str, range(5)) if memory.recall("files", key) is not None]
    assert kept == ["0", "2", "3", "4"]


def test_a_document_that_is_too_large_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither written beyond the limit, nor read if somebody else did."""
    memory = IndexMemory(tmp_path, "engine")
    memory.keep("files", "key", b"x" * 1000)
    monkeypatch.setattr(index_memory, "LARGEST", 999)
    memory.keep("files", "other", b"x" * 1000)
    monkeypatch.setattr(index_memory, "LARGEST", 800)
    assert memory.recall("files", "key") is None
    only_file(tmp_path)


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """Making room takes documents, and nothing else that lies in the folder."""
    (tmp_path / "notes.txt").write_text("x" * 5000)
    memory = IndexMemory(tmp_path, "engine", room=1500)
    for number in range(3):
        memory.keep("files", str(number), b"x" * 1000)
    assert (tmp_path / "notes.txt").exists()
    assert len(list(tmp_path.iterdir())) == 2


WRITER = """
import sys
from pathlib import Path
from clients.index_memory import IndexMemory
memory = IndexMemory(Path(sys.argv[1]), "engine")
for number in range(150):
    memory.keep("files", "key", sys.argv[2].encode() * 50_000)
    found = memory.recall("files", "key")
    assert found is None or len(set(found)) == 1 and len(found) == 50_000
"""


def test_processes_may_share_a_folder(tmp_path: Path) -> None:
    """The last one wins; nobody ever reads half of one document and half of another."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, letter], cwd=root) for letter in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert IndexMemory(tmp_path, "engine").recall("files", "key") is not None
    only_file(tmp_path)


def test_the_engine_changes_with_any_byte_of_its_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed, a new and a moved file are other engines; the same files are the same."""
    package = tmp_path / "some_engine_package"
    (package / "inner").mkdir(parents=True)
    for name in ("__init__.py", "inner/__init__.py", "inner/a.py"):
        (package / name).write_text("")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    seen = [engine_of("some_engine_package")]
    assert engine_of("some_engine_package") == seen[0]
    (package / "inner/a.py").write_text("x = 1")
    seen.append(engine_of("some_engine_package"))
    (package / "inner/a.py").rename(package / "b.py")
    seen.append(engine_of("some_engine_package"))
    seen.append(engine_of("some_engine_package.inner"))
    assert len(set(seen)) == 4


def test_the_engine_changes_with_its_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a grammar is another engine."""
    before = engine_of("codebase")
    real = Path.glob

    def upgraded(path: Path, pattern: str) -> list[Path]:
        found = list(real(path, pattern))
        assert any(each.name.startswith("tree_sitter_python") for each in found)
        return [each.with_name(each.name.replace("_python-", "_python-9")) for each in found]

    monkeypatch.setattr(Path, "glob", upgraded)
    assert engine_of("codebase") != before


def test_the_whole_way_through_a_folder(tmp_path: Path) -> None:
    """A tree on disk, looked at twice: the second time from memory, until a file changes."""
    (tmp_path / "tree").mkdir()
    file = tmp_path / "tree/a.ts"
    file.write_text("posthog")
    looks: list[Survey] = []

    def find(survey: Survey) -> Usages:
        looks.append(survey)
        return Usages(usages=(SITE,))

    def look() -> Usages:
        memory = IndexMemory(tmp_path / "cache", "engine")
        return remembered_usages(FolderTree(tmp_path / "tree"), memory, find)

    assert json.loads(look().model_dump_json()) == json.loads(look().model_dump_json())
    assert len(looks) == 1
    file.write_text("PostHog")
    assert look().usages == (SITE,)
    assert len(looks) == 2
