"""How commands print: one JSON document on stdout, people's text where people are.

A reader who goes away (`| head`) is no failure: the rest is printed to nobody, and the exit status
stays what the command concluded. A file that cannot take the answer is one.
"""

import json
import os
import sys
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.failures import WrongCommand

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.status import Status

PIPE_WIDTH = 160
"""Columns where nobody looks: programs and `grep` want a place on one line."""


def _named(word: str) -> Path:
    """Return what a word of the command line names: an empty one is not the current folder.

    Raises:
        WrongCommand: The word is empty, as that of a variable that was never set.
    """
    if not word:
        raise WrongCommand("the path may not be empty; give the path of a checkout, `.` for here")
    return Path(word)


Checkout = Annotated[
    Path, typer.Argument(metavar="PATH", help="A checkout.", show_default=False, parser=_named)
]
"""The argument of every command that looks at one."""


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON document: UTF-8 whatever the locale, names that are no text as `\\udcXX`."""
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    print_bytes(text.encode("utf-8", "backslashreplace"))


def print_bytes(content: bytes) -> None:
    """Print bytes as they are."""
    with _to_whoever_listens():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def say(sentence: str) -> None:
    """Print one line of an answer."""
    with _to_whoever_listens():
        print(sentence, flush=True)


def print_text(what: "RenderableType", *, stderr: bool = False, whole_lines: bool = False) -> None:
    """Print what is made for people: tables, summaries.

    With `whole_lines` the terminal wraps what is too long for it, so that a place can be copied.
    """
    with _to_whoever_listens():
        console(stderr=stderr).print(what, soft_wrap=whole_lines)


def console(*, stderr: bool = False) -> "Console":
    """Return a console; rich itself honours NO_COLOR and notices what is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    wide = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH

    class Listened(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Listened(stderr=stderr, highlight=False, width=wide)


def working(what: str) -> "AbstractContextManager[Status | None]":
    """Show that something is going on, on a terminal and nowhere else."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.text import Text

    from messages.escape import terminal

    return console(stderr=True).status(Text(terminal(what)))


def checked_folder(path: Path, what: str = "the path of a checkout") -> Path:
    """Return `path` if it is a folder that can be listed.

    Raises:
        WrongCommand: It is not there, it is a file, or it may not be read.
    """
    try:
        with os.scandir(path):
            return path
    except FileNotFoundError:
        raise WrongCommand(f"{path}: no such folder; give {what}") from None
    except NotADirectoryError:
        raise WrongCommand(f"{path}: not a folder; give {what}") from None
    except OSError as error:
        raise WrongCommand(f"{path}: {error.strerror}; give {what}") from None


@contextmanager
def _to_whoever_listens() -> Generator[None]:
    try:
        yield
    except BrokenPipeError:
        _print_to_nobody()
    except OSError as error:
        _print_to_nobody()
        raise WrongCommand(
            f"the answer cannot be written: {error.strerror}; give the file it goes to room, "
            "or print to another one"
        ) from None


def _print_to_nobody() -> None:
    """Give up on stdout: Python would try to flush once more at its end, and report a failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
