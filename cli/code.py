"""`usages` and `clean`: what stands in a checkout, and a checkout without one flag or event."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failures import WrongCommand
from cli.output import Checkout, checked_folder, print_bytes, print_json, print_text, working
from cli.searching import checked_patterns, crew_of, memory_in, search

if TYPE_CHECKING:
    from rich.status import Status

    from codebase.removal import EventRemovalResult, RemovalResult
    from scans.model import EventRemoval, FixedValue, Removal, Usages

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("usages")(usages)
    app.command("clean")(clean)


def usages(
    path: Checkout,
    flag: Annotated[str | None, typer.Option(metavar="KEY", help="Only this flag.")] = None,
    event: Annotated[str | None, typer.Option(metavar="NAME", help="Only this event.")] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Do not search these, as in a .gitignore."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="GROUNDSKEEPER_CACHE_DIR",
            help="Where to remember this; else the user's cache folder.",
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Remember nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every place that asks for a flag or captures an event.

    \b
    Example: groundskeeper usages . --flag new-checkout
    """
    root = checked_folder(path)
    if "" in (flag, event):
        raise WrongCommand("--flag and --event may not be empty; leave them out to see all")
    patterns = checked_patterns(ignore or [])
    started = time.perf_counter()
    with working(f"reading {root}") as shown:
        memory = None if no_cache else memory_in(cache)
        found = _only(search(root, patterns, memory, shown), flag, event)
    seconds = round(time.perf_counter() - started, 3)
    found = found.model_copy(update={"stats": found.stats.model_copy(update={"seconds": seconds})})
    if as_json:
        print_json({"schema": "usages/1"} | found.model_dump(mode="json"))
        return
    from messages.table import usages_list

    print_text(usages_list(found), whole_lines=True)


def _only(found: "Usages", flag: str | None, event: str | None) -> "Usages":
    """Keep the named subjects, and the dynamic sites of their kinds: they may be meant too."""
    if flag is None and event is None:
        return found
    wanted = {("flag", flag), ("event", event)}
    kinds = {kind for kind, name in wanted if name is not None}
    return found.model_copy(
        update={
            "usages": tuple(use for use in found.usages if (use.kind, use.name) in wanted),
            "dynamic": tuple(use for use in found.dynamic if use.kind in kinds),
            "unused": found.unused if event is not None else (),
        }
    )


def clean(
    path: Checkout,
    flag: Annotated[str | None, typer.Option(metavar="KEY", help="The flag's key.")] = None,
    value: Annotated[
        str | None,
        typer.Option(
            metavar="VALUE",
            help="What the flag is fixed to: true, false or the key of a variant.",
        ),
    ] = None,
    event: Annotated[
        str | None, typer.Option(metavar="NAME", help="The event's name, instead of a flag.")
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Do not edit these, as in a .gitignore."),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Print a diff (the default).")] = False,
    write: Annotated[bool, typer.Option("--write", help="Edit the files in place.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take a flag, or the captures of an event, out of a checkout.

    \b
    Example: groundskeeper clean . --flag new-checkout --value test
         Or: groundskeeper clean . --event 'signup clicked'
    """
    if diff and write:
        raise WrongCommand("--diff and --write exclude each other; choose one")
    subject, fixed = _subject(flag, value, event)
    patterns = checked_patterns(ignore or [])
    root = checked_folder(path)
    with working(f"taking {subject} out") as shown:
        result, before = _remove(root, subject, fixed, patterns, shown)
    if write:
        _write(root, result.contents)
    if as_json:
        print_json({"schema": "clean/1"} | result.removal.model_dump(mode="json"))
        return
    if not write:
        _print_diff(before, result.contents)
    _print_account(result.removal, written=write)


def _subject(
    flag: str | None, value: str | None, event: str | None
) -> "tuple[str, FixedValue | None]":
    """Return what is to be taken out, and what it is fixed to; None for an event."""
    for option, word in (("--flag", flag), ("--value", value), ("--event", event)):
        _check_text(option, word)
    if flag is not None and event is not None:
        raise WrongCommand("--flag and --event exclude each other; take one out after the other")
    if event is not None:
        if value is not None:
            raise WrongCommand("--value belongs to --flag: an event has no value; leave it out")
        return event, None
    if flag is None:
        raise WrongCommand(
            "--flag with --value, or --event, has to say what goes. Try: groundskeeper clean --help"
        )
    if value is None:
        raise WrongCommand(
            "--value has to say what the flag is fixed to: true, false or the key of a variant. "
            "Try: groundskeeper clean --help"
        )
    return flag, _fixed_value(value)


def _check_text(option: str, word: str | None) -> None:
    if word == "":
        raise WrongCommand(f"{option} may not be empty")
    if word is not None and any("\ud800" <= each <= "\udfff" for each in word):
        raise WrongCommand(f"{option}: {word!r} is not UTF-8, as every name in PostHog is")


def _fixed_value(word: str) -> "FixedValue":
    """Return the value; a variant that reads like a truth value is more likely a slip."""
    lowered = word.lower()
    if lowered not in ("true", "false"):
        return word
    if word != lowered:
        raise WrongCommand(f"--value: {word!r} would be a variant of that name; write {lowered}")
    return lowered == "true"


def _remove(
    root: Path,
    subject: str,
    value: "FixedValue | None",
    ignore: list[str],
    shown: "Status | None",
) -> "tuple[RemovalResult | EventRemovalResult, dict[str, bytes]]":
    """Return the removal and the bytes before it."""
    from clients.checkout import FolderTree
    from clients.second_parsers import LocalParsers
    from codebase.removal import remove_event, remove_flag

    tree, parsers, crew = FolderTree(root), LocalParsers(), crew_of(shown)
    if value is None:
        result = remove_event(tree, subject, parsers=parsers, crew=crew, ignore=ignore)
    else:
        result = remove_flag(tree, subject, value, parsers=parsers, crew=crew, ignore=ignore)
    return result, {name: tree.read(name) for name in result.contents}


def _write(root: Path, contents: "Mapping[str, bytes | None]") -> None:
    from clients.checkout import write_files

    try:
        write_files(root, contents)
    except OSError as error:
        raise WrongCommand(
            f"{error.filename or root} cannot be written: {error.strerror or error}; "
            "give the checkout room and write permission, or use --diff"
        ) from None


def _print_diff(before: "Mapping[str, bytes]", after: "Mapping[str, bytes | None]") -> None:
    """Print what `git apply` takes; on a terminal, code cannot act on the terminal either."""
    from codebase.removal import unified_diff

    text = unified_diff(before, after)
    if not sys.stdout.isatty():
        print_bytes(text.encode("utf-8", "surrogateescape"))
        return
    from rich.text import Text

    from messages.escape import terminal

    print_text(Text(terminal(text.expandtabs(), keep_lines=True), end=""), whole_lines=True)


def _print_account(removal: "Removal | EventRemoval", *, written: bool) -> None:
    from messages.table import removal_summary

    print_text(removal_summary(removal, written=written), stderr=True, whole_lines=True)
