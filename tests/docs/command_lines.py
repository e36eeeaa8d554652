"""Reads a command line the way the program would, and says what is wrong with it."""

from collections.abc import Sequence
from typing import Any

import typer

import worker
from cli.main import app

_ONE_OF = {"clean": ({"--flag", "--value"}, {"--event"})}
"""Options that belong together, of which one set has to be there as a whole."""

ELLIPSIS = "…"
"""Stands in documents for a value that the reader chooses."""


def problem(words: Sequence[str], *, whole: bool = True) -> str | None:
    """Return what `groundskeeper` would refuse about these words; None if nothing.

    A mention in running text need not be `whole`: arguments and subcommands may be missing.
    """
    command: Any = typer.main.get_command(app)
    rest = list(words)
    while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name not in command.commands:
            return f"no command {name!r}; there are: {', '.join(command.commands)}"
        command = command.commands[name]
    if whole and hasattr(command, "commands") and not rest:
        return "a subcommand is missing"
    return _parameters(command, rest, whole=whole)


def _parameters(command: Any, rest: list[str], *, whole: bool) -> str | None:
    options = {name: each for each in command.params for name in each.opts if name[0] == "-"}
    wanted = {name for name, each in options.items() if each.required}
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    given, words = 0, list(rest)
    while rest:
        word = rest.pop(0)
        if word == "--help":
            return None
        if not word.startswith("-"):
            given += 1
            continue
        if word not in options:
            return f"no option {word!r}; there are: {', '.join(options)}"
        wanted.discard(word)
        if not options[word].is_flag:
            if not rest:
                return f"{word} needs a value"
            value = rest.pop(0)
            if word == "--role" and value != ELLIPSIS and not worker.roles(value):
                return f"no role {value!r}"
    if given > len(arguments):
        return "too many arguments"
    needed = sum(1 for each in arguments if each.required)
    if whole and given < needed:
        return "an argument is missing"
    wanted |= _unfinished(command.name, set(words))
    return f"{', '.join(sorted(wanted))} is missing" if whole and wanted else None


def _unfinished(command: str, words: set[str]) -> set[str]:
    """Return what is missing of the set of options that was begun, or of the first one."""
    sets = _ONE_OF.get(command, ())
    begun = next((each for each in sets if each & words), sets[0] if sets else set[str]())
    return begun - words
