"""How commands print: one JSON document on stdout, people's text where people are."""

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.failures import WrongCommand

if TYPE_CHECKING:
    from rich.console import Console


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON document."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def console(*, stderr: bool = False) -> "Console":
    """Return a console; rich itself honours NO_COLOR and notices what is no terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def working(what: str) -> AbstractContextManager[object]:
    """Show that something is going on, on a terminal and nowhere else."""
    if not sys.stderr.isatty():
        return nullcontext()
    return console(stderr=True).status(what)


def checked_folder(path: Path) -> Path:
    """Return `path` if it is a folder.

    Raises:
        WrongCommand: It is not there, or it is a file.
    """
    if not path.exists():
        raise WrongCommand(f"{path}: no such folder; give the path of a checkout")
    if not path.is_dir():
        raise WrongCommand(f"{path}: not a folder; give the path of a checkout")
    return path
