"""A folder that stands for PostHog."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clients import errors
from clients.evidence_folder import read_folder, write_folder
from scans.model import LISTS, USAGE, Documents

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FLAGS: dict[str, Any] = {"count": 1, "next": None, "results": [{"key": "größe", "id": 1}]}
COUNTS: dict[str, Any] = {"as_of": "2026-11-20T09:00:00Z", "window_days": 7, "rows": {}}


def fill(folder: Path, **files: Any) -> Path:
    """Write each value as JSON, or a string as it is, into `<name>.json`."""
    for name, value in files.items():
        text = value if isinstance(value, str) else json.dumps(value)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    """Lists and usage come through, `now` is the folder's, absent lists are none of that kind."""
    meta = {"now": "2026-11-20T09:00:00Z"}
    documents = read_folder(fill(tmp_path, feature_flags=FLAGS, flag_usage=COUNTS, meta=meta))
    assert documents == Documents(
        documents={"feature_flags": FLAGS, "flag_usage": COUNTS},
        complete_by_declaration=True,
        now=NOW,
    )


def test_a_folder_without_flags_is_blind(tmp_path: Path) -> None:
    """Everything else may be absent; without flags there is nothing to judge."""
    assert read_folder(tmp_path).blind == {
        "feature_flags": "feature_flags.json is not in the folder"
    }


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("experiments", '{"results": [\n  {"id": ', "not JSON at line 2 column 10"),
        ("experiments", "", "not JSON at line 1 column 1"),
        ("experiments", "[]", "not a JSON object"),
        ("experiments", '{"rows": {}}', "without the list `results`"),
        ("experiments", '{"results": [{}, 7]}', "results[1] is not an object"),
        ("experiments", '{"results": [NaN]}', "not JSON: the word NaN"),
        ("experiments", "[" * 100_000, "nested too deeply"),
        ("flag_usage", '{"results": []}', "without the object `rows`"),
        ("flag_usage", '{"rows": {"k": 3}}', 'row "k" is not an object'),
        ("event_usage", '{"rows": {"paid": []}}', 'row "paid" is not an object'),
        ("event_usage", '{"as_of": 1, "rows": {}}', "odd at `as_of`"),
        ("event_usage", '{"window_days": "7", "rows": {}}', "odd at `window_days`"),
        ("pair_usage", '{"baseline_days": 0, "rows": {}}', "odd at `baseline_days`"),
        ("property_usage", '{"sample": 1.5, "rows": {}}', "odd at `sample`"),
        ("event_arrivals", '{"since": "once", "rows": {}}', "odd at `since`"),
        ("session_usage", '{"unasked": ["a"], "rows": {}}', "odd at `unasked`"),
        ("meta", '{"now": "yesterday"}', "`now` is not a time"),
        ("meta", '{"now": "2026-11-20T09:00:00"}', "no time zone"),
        ("meta", '{"blind": []}', "`blind` is not an object"),
    ],
)
def test_a_file_that_is_wrong_is_blind_and_named(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    """Half a file is never taken for none; the reason names file and place."""
    documents = read_folder(fill(tmp_path, **{"feature_flags": FLAGS, name: content}))
    assert documents.blind.keys() == {name}
    assert documents.blind[name].startswith(f"{name}.json is ")
    assert reason in documents.blind[name]
    assert name not in documents.documents


def test_a_file_of_other_bytes_is_blind(tmp_path: Path) -> None:
    """Text in another encoding is not guessed."""
    (fill(tmp_path, feature_flags=FLAGS) / "surveys.json").write_bytes(b'{"a": "\xe4"}')
    assert read_folder(tmp_path).blind == {"surveys": "surveys.json is not UTF-8 at byte 7"}


def test_what_is_no_regular_file_is_blind(tmp_path: Path) -> None:
    """A folder or a pipe in the place of a file is not waited for."""
    fill(tmp_path, feature_flags=FLAGS)
    (tmp_path / "surveys.json").mkdir()
    os.mkfifo(tmp_path / "experiments.json")
    assert read_folder(tmp_path).blind == {
        "experiments": "experiments.json is not a file",
        "surveys": "surveys.json is not a file",
    }


def test_payload_values_stop_at_this_door_too(tmp_path: Path) -> None:
    """A folder that was put together by hand is read like a live project."""
    flags = {"results": [{"filters": {"payloads": {"true": "secret", "x": None}}}]}
    flag = read_folder(fill(tmp_path, feature_flags=flags)).documents["feature_flags"]["results"][0]
    assert flag["filters"]["payloads"] == {"true": "<removed>", "x": None}


@pytest.mark.parametrize("name", ["missing", "file"])
def test_a_folder_that_is_none_is_the_operators(tmp_path: Path, name: str) -> None:
    """A wrong path is a mistake on the command line, not a blind source."""
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.OperatorMustAct, match="no such folder"):
        read_folder(tmp_path / name)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    """A pulled folder is the reading it came from, what was blind included."""
    live = Documents(
        documents={"feature_flags": FLAGS, "flag_usage": COUNTS},
        blind={"experiments": "PostHog forbids …"},
    )
    write_folder(tmp_path / "new", live, NOW)
    back = read_folder(tmp_path / "new")
    assert (back.documents, back.blind, back.now) == (live.documents, live.blind, NOW)


@pytest.mark.parametrize("name", [*LISTS, *USAGE])
def test_every_source_has_its_file(tmp_path: Path, name: str) -> None:
    """Whatever a scan reads can be written down and read back, cut lists included."""
    cut: dict[str, Any] = {"count": None, "next": "?older", "previous": None, "results": [{"a": 1}]}
    document = cut if name in LISTS else COUNTS | {"rows": {"paid": {"count": 3}}}
    write_folder(tmp_path, Documents(documents={name: document}), NOW)
    assert read_folder(tmp_path).documents == {name: document}


def test_what_was_spared_is_not_in_the_folder(tmp_path: Path) -> None:
    """The flags state those links themselves, so that the list could only repeat them."""
    live = Documents(documents={"feature_flags": FLAGS}, spared=frozenset({"surveys"}))
    write_folder(tmp_path, live, NOW)
    back = read_folder(tmp_path)
    assert back.documents.keys() == {"feature_flags"}
    assert back.blind == {}


def test_the_same_documents_are_the_same_bytes(tmp_path: Path) -> None:
    """Order of keys and of sources does not show."""
    one = Documents(documents={"feature_flags": FLAGS, "flag_usage": COUNTS})
    other = Documents(
        documents={"flag_usage": COUNTS, "feature_flags": dict(reversed(FLAGS.items()))}
    )
    for name, documents in (("a", one), ("b", other)):
        write_folder(tmp_path / name, documents, NOW)
    files = [
        {each.name: each.read_bytes() for each in (tmp_path / name).iterdir()} for name in "ab"
    ]
    assert files[0] == files[1]
    assert "größe".encode() in files[0]["feature_flags.json"]


def test_a_newer_pull_replaces_the_older_completely(tmp_path: Path) -> None:
    """A source of the older pull does not survive in the newer one; no half file stays behind."""
    write_folder(tmp_path, Documents(documents={"feature_flags": FLAGS, "surveys": FLAGS}), NOW)
    (tmp_path / ".surveys.json.new").write_text("{")
    write_folder(tmp_path, Documents(documents={"feature_flags": FLAGS}), NOW)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["feature_flags.json", "meta.json"]


def test_a_folder_with_anything_else_is_not_written_to(tmp_path: Path) -> None:
    """A mistyped path never mixes evidence into somebody's work."""
    (tmp_path / "main.py").write_text("")
    with pytest.raises(errors.OperatorMustAct, match=r"main\.py"):
        write_folder(tmp_path, Documents(documents={"feature_flags": FLAGS}), NOW)
    assert [each.name for each in tmp_path.iterdir()] == ["main.py"]


def test_a_place_that_cannot_be_written_is_the_operators(tmp_path: Path) -> None:
    """A file in the place of the folder is an error in words."""
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.OperatorMustAct):
        write_folder(tmp_path / "file", Documents(documents={}), NOW)
