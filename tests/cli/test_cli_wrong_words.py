"""What a person can type wrong. Each ends in a sentence on stderr and the right exit status."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from cli import look as look_command
from tests.cli.command import EVIDENCE, SHOP, Outcome, Run, refused
from tests.clients.ordinary_user import folder_of_an_ordinary_user

CLEAN = ("clean", SHOP, "--flag", "mobile-nav", "--value", "true")


def spelled(words: list[Any]) -> str:
    """Return words as one; what they are to be answered with as well."""
    return " ".join(map(str, words))[-60:]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tidy"], ["'tidy'", "groundskeeper --help"]),
        (["scan"], ["PATH", "groundskeeper scan --help"]),
        (["scan", SHOP, "--speed", "9"], ["--speed", "scan --help"]),
        (["scan", SHOP, "--only", "dead_flags"], ["--only", "'dead_flags'", "stale_flags"]),
        (["scan", SHOP, "--only", ""], ["--only", "stale_flags"]),
        (["scan", SHOP, "--only", "stale_flags,x"], ["--only", "'x'"]),
        (
            ["scan", SHOP, "--fail-on", "stale"],
            ["--fail-on", "'stale'", "fully_rolled_out", "safe"],
        ),
        (["scan", SHOP, "--fail-on", "active"], ["--fail-on", "'active'"]),
        (["scan", "nowhere"], ["nowhere", "no such folder", "checkout"]),
        (["scan", EVIDENCE / "meta.json"], ["meta.json", "not a folder"]),
        (["scan", SHOP, "--evidence", "nowhere"], ["nowhere", "no such folder", "evidence pull"]),
        (["scan", SHOP, "--evidence", EVIDENCE / "meta.json"], ["not a folder", "evidence pull"]),
        (["usages", "nowhere"], ["nowhere", "no such folder"]),
        (["usages", "x" * 300], ["File name too long"]),
        (["usages", SHOP, "--flag", ""], ["--flag"]),
        (["usages", SHOP, "--event", ""], ["--event"]),
        (["clean", "nowhere", "--flag", "a", "--value", "true"], ["nowhere", "no such folder"]),
        (["clean", SHOP, "--flag", "mobile-nav"], ["--value", "clean --help"]),
        (["clean", SHOP, "--value", "true"], ["--flag", "clean --help"]),
        (["clean", SHOP], ["--flag", "--event", "clean --help"]),
        (["clean", SHOP, "--event", "seen", "--flag", "a"], ["--flag", "--event", "exclude"]),
        (["clean", SHOP, "--event", "seen", "--value", "true"], ["--value", "no value"]),
        (["clean", SHOP, "--event", ""], ["--event", "empty"]),
        (["clean", SHOP, "--flag", "", "--value", "true"], ["--flag"]),
        (["clean", SHOP, "--flag", "mobile-nav", "--value", ""], ["--value"]),
        (["clean", SHOP, "--flag", "mobile-nav", "--value", "False"], ["'False'", "write false"]),
        (["clean", SHOP, "--flag", "na\udcff", "--value", "true"], ["--flag", "not UTF-8"]),
        (["clean", SHOP, "--flag", "a", "--value", "na\udcff"], ["--value", "not UTF-8"]),
        (["clean", SHOP, "--event", "na\udcff"], ["--event", "not UTF-8"]),
        (["clean", "", "--event", "seen", "--write"], ["path", "empty", "`.`"]),
        (["usages", ""], ["path", "empty"]),
        (["scan", ""], ["path", "empty"]),
        ([*CLEAN, "--diff", "--write"], ["--diff", "--write"]),
        (["worker", "--role", "gardener"], ["--role", "'gardener'", "checkout"]),
        (["capture", "show", "--last", "0"], ["--last", "capture show --help"]),
        (["capture", "show", "--last", "two"], ["--last"]),
        (
            ["config", "init", "nowhere/settings.toml"],
            ["nowhere/settings.toml", "cannot be written"],
        ),
    ],
    ids=spelled,
)
def test_wrong_words_end_in_a_sentence(run: Run, words: list[Any], said: list[str]) -> None:
    """Status 2, nothing on stdout, and one sentence: what is wrong, and what is allowed."""
    refused(run(*words), 2, *said)


@pytest.mark.parametrize("words", [[], ["config"], ["schedules"]], ids=" ".join)
def test_no_command_shows_what_there_is(run: Run, words: list[str]) -> None:
    """A missing command is answered with the list of commands, on stderr."""
    outcome = run(*words)
    refused(outcome, 2, "a command is missing")
    assert "Commands:" in outcome.err


def test_a_starter_file_never_replaces_one(run: Run, tmp_path: Path) -> None:
    """`config init` leaves a file that is there as it is."""
    (tmp_path / "groundskeeper.toml").write_text("mine")
    refused(run("config", "init"), 2, "groundskeeper.toml", "already there")
    assert (tmp_path / "groundskeeper.toml").read_text() == "mine"


def test_the_starter_file_says_what_to_do_next(run: Run, tmp_path: Path) -> None:
    """`config init` names both files it wrote and the command that checks them."""
    outcome = run("config", "init", "mine.toml")
    assert outcome.status == 0
    assert "mine.toml" in outcome.out
    assert "groundskeeper config check mine.toml" in outcome.out
    assert (tmp_path / "groundskeeper.schema.json").exists()


@pytest.mark.parametrize(
    "words", [("usages",), ("scan",), ("clean", "--event", "seen")], ids=lambda words: words[0]
)
def test_a_checkout_that_may_not_be_read(run: Run, words: tuple[str, ...]) -> None:
    """A folder without permission is a wrong PATH."""
    with folder_of_an_ordinary_user() as folder:
        locked = folder / "locked"
        locked.mkdir()
        locked.chmod(0)
        refused(run(*words, locked), 2, "locked", "Permission denied")


def test_a_mistake_of_ours_is_a_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw names itself and its place, keeps secrets, and has its own status."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("with phx_secret_of_ours in it")

    monkeypatch.setattr(look_command, "look", fail)
    outcome = run("scan", SHOP, "--evidence", EVIDENCE)
    refused(outcome, 70, "mistake in Groundskeeper", "ZeroDivisionError", "please report")
    assert "phx_secret" not in outcome.err


def test_an_interrupted_command_ends_like_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C gives 130 and no story."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(look_command, "look", interrupt)
    outcome = run("scan", SHOP, "--evidence", EVIDENCE)
    assert (outcome.status, outcome.out) == (130, "")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("words", [["tidy"], ["scan", "nowhere"], ["worker", "--role", "x"]])
def test_the_program_itself_ends_with_that_status(
    program: Callable[..., CompletedProcess[bytes]], words: list[str]
) -> None:
    """Also as a process: nothing on stdout, no stack trace, one complaint."""
    ended = program(*words)
    refused(Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode()), 2)
