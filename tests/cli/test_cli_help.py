"""What a newcomer reads first."""

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from cli.main import app
from tests.cli.command import ROOT, Run
from tests.docs.command_lines import problem

HEAVY = (
    "asyncio",
    "github",
    "httpx",
    "jinja2",
    "posthog",
    "pydantic",
    "rich",
    "slack_sdk",
    "structlog",
    "temporalio",
    "tree_sitter",
)


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that does something."""
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path
        return
    for name, each in inner.items():
        yield from commands(each, (*path, name))


COMMANDS = list(commands())


@pytest.fixture
def help_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that prints the help of a command as a terminal of 80 columns shows it."""
    monkeypatch.setenv("COLUMNS", "80")

    def ask(*words: str) -> str:
        outcome = run(*words, "--help")
        assert (outcome.status, outcome.err) == (0, "")
        return outcome.out

    return ask


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_shows_one_example_that_runs(
    help_of: Callable[..., str], words: tuple[str, ...]
) -> None:
    """The example stands on one line, begins with the command and is understood by it."""
    lines = [line.strip() for line in help_of(*words).splitlines()]
    (example,) = [line.removeprefix("Example: ") for line in lines if "Example: " in line]
    typed = shlex.split(example.partition(" > ")[0])
    assert typed[: len(words) + 1] == ["groundskeeper", *words]
    assert problem(typed[1:]) is None


@pytest.mark.parametrize(
    "words", [(), *sorted({words[:1] for words in COMMANDS if len(words) > 1})], ids=" ".join
)
def test_every_group_shows_one_example_that_runs(
    help_of: Callable[..., str], words: tuple[str, ...]
) -> None:
    """Who asks a group what it is for sees one of its commands as typed."""
    lines = [line.strip() for line in help_of(*words).splitlines()]
    (example,) = [line.removeprefix("Example: ") for line in lines if "Example: " in line]
    typed = shlex.split(example)
    assert typed[: len(words) + 1] == ["groundskeeper", *words]
    assert problem(typed[1:]) is None


def test_the_second_example_of_clean_runs_too(help_of: Callable[..., str]) -> None:
    """Taking an event out is another way to use the command, and has an example of its own."""
    lines = [line.strip() for line in help_of("clean").splitlines()]
    (example,) = [line.removeprefix("Or: ") for line in lines if line.startswith("Or: ")]
    assert "--event" in example
    assert problem(shlex.split(example)[1:]) is None


@pytest.mark.parametrize("words", [(), *COMMANDS], ids=" ".join)
def test_help_fits_a_small_terminal(help_of: Callable[..., str], words: tuple[str, ...]) -> None:
    """No line of any help is longer than 80 columns."""
    assert max(map(len, help_of(*words).splitlines())) <= 80


@pytest.mark.parametrize("words", [(), ("config",), ("schedules",), ("evidence",), ("capture",)])
def test_a_list_of_commands_tells_each_in_a_whole_sentence(
    help_of: Callable[..., str], words: tuple[str, ...]
) -> None:
    """Nothing is cut off where commands are listed."""
    listed = help_of(*words).partition("Commands:")[2].splitlines()
    assert not [line for line in listed if line.endswith("...")]


def test_the_version_is_one_line(run: Run) -> None:
    """`--version` answers on stdout and needs no command."""
    outcome = run("--version")
    assert outcome.status == 0
    assert outcome.out.startswith("groundskeeper ")
    assert len(outcome.out.splitlines()) == 1


def test_nothing_heavy_is_loaded_to_answer() -> None:
    """Importing the commands loads no library that a `--help` does not need."""
    code = "import sys, cli.main; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(loaded.split()).isdisjoint(HEAVY)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["scan", "--help"]], ids=" ".join)
def test_nothing_heavy_is_loaded_by_answering(words: list[str]) -> None:
    """The answer itself loads none of them either."""
    code = (
        "import sys, cli.main; sys.argv = ['groundskeeper', *sys.argv[1:]]; cli.main.run();"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *words]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    assert set(loaded.split()).isdisjoint(HEAVY)
