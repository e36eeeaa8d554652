"""`usages` remembers what it saw, where it is told to, and looks again when it must."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Run, refused

Checkout = Callable[[Mapping[str, str | bytes]], Path]

CODE = {
    "src/a.ts": "import posthog from 'posthog-js'\nposthog.capture('one')\n",
    "src/b.ts": "export const nothing = 1\n",
    "gen/c.ts": "import posthog from 'posthog-js'\nposthog.capture('two')\n",
}


def names(document: dict[str, Any]) -> list[str]:
    """Return the keys that were found."""
    return [each["name"] for each in document["usages"]]


@pytest.fixture(name="settled")
def _settled(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout that nobody has touched for a minute."""
    root = checkout(CODE)
    now = time.time_ns()
    monkeypatch.setattr("clients.checkout.time.time_ns", lambda: now + 60_000_000_000)
    return root


def test_a_second_look_reads_nothing(run: Run, settled: Path) -> None:
    """The same answer; every file counts as cached."""
    first, second = (run("usages", settled, "--json").document for _ in range(2))
    assert (first["stats"]["cached"], second["stats"]["cached"]) == (0, 3)
    assert second["stats"]["files"] == 3
    for part in ("usages", "dynamic", "skipped"):
        assert second[part] == first[part]


def test_a_change_is_seen(run: Run, settled: Path) -> None:
    """What changed is read again, and what is parsed; the answer is the new one."""
    run("usages", settled)
    (settled / "src/a.ts").write_text(CODE["src/a.ts"].replace("one", "new"))
    os.utime(settled / "src/a.ts", (0, 0))
    document = run("usages", settled, "--json").document
    assert names(document) == ["two", "new"]
    assert document["stats"]["cached"] == 1


def test_one_subject_is_picked_out_of_what_is_remembered(run: Run, settled: Path) -> None:
    """What is remembered is the whole list, whoever asked first."""
    assert names(run("usages", settled, "--event", "one", "--json").document) == ["one"]
    assert names(run("usages", settled, "--event", "two", "--json").document) == ["two"]


def test_nothing_need_be_remembered(run: Run, settled: Path, tmp_path: Path) -> None:
    """`--no-cache` neither reads nor writes."""
    for _ in range(2):
        words = ("usages", settled, "--no-cache", "--cache", tmp_path / "mine", "--json")
        assert run(*words).document["stats"]["cached"] == 0
    assert not (tmp_path / "mine").exists()


def test_the_place_is_the_operators_choice(run: Run, settled: Path, tmp_path: Path) -> None:
    """`--cache`, and the variable of the same meaning."""
    run("usages", settled, "--cache", "mine")
    assert len(list((tmp_path / "mine/index").iterdir())) == 2
    assert run("usages", settled, "--cache", "mine", "--json").document["stats"]["cached"] == 3
    assert run("usages", settled, "--json").document["stats"]["cached"] == 0


def test_a_place_that_takes_nothing_is_no_failure(run: Run, settled: Path, tmp_path: Path) -> None:
    """Status 0 and the whole answer; nobody has to mend a cache."""
    (tmp_path / "file").write_text("")
    outcome = run("usages", settled, "--cache", tmp_path / "file", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    assert names(outcome.document) == ["two", "one"]


def test_what_is_ignored_is_not_searched(run: Run, settled: Path) -> None:
    """Patterns as in a `.gitignore`, as many as one likes; what they take is named."""
    words = ("usages", settled, "--ignore", "/gen/", "--ignore", "b.*", "--json")
    document = run(*words).document
    assert names(document) == ["one"]
    assert document["skipped"] == [
        {"file": "gen", "reason": "ignored by configuration"},
        {"file": "src/b.ts", "reason": "ignored by configuration"},
    ]
    assert names(run("usages", settled, "--json").document) == ["two", "one"]


@pytest.mark.parametrize("pattern", ["", "# all", "!", "["])
def test_a_pattern_that_means_nothing_is_refused(run: Run, tmp_path: Path, pattern: str) -> None:
    """Nothing is ignored by accident, and nothing is searched by one."""
    refused(run("usages", tmp_path, "--ignore", pattern), 2, "--ignore", ".gitignore")
