"""`usages` and `clean`: what stands in a checkout, and a checkout without one flag."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failures import WrongCommand
from cli.output import checked_folder, console, print_json, working

if TYPE_CHECKING:
    from scans.model import FixedValue, Removal, Usages


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("usages")(usages)
    app.command("clean")(clean)


def usages(
    path: Annotated[Path, typer.Argument(help="A checkout.", show_default=False)],
    flag: Annotated[str | None, typer.Option(help="Only this flag.")] = None,
    event: Annotated[str | None, typer.Option(help="Only this event.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """List every place that asks for a flag or captures an event.

    Example: groundskeeper usages . --flag new-checkout
    """
    from clients.checkout import FolderTree
    from codebase.index import find_usages
    from messages.table import usages_table

    root = checked_folder(path)
    started = time.perf_counter()
    with working(f"reading {root}"):
        found = find_usages(FolderTree(root))
    found = _only(found, flag, event)
    seconds = round(time.perf_counter() - started, 3)
    found = found.model_copy(update={"stats": found.stats.model_copy(update={"seconds": seconds})})
    if as_json:
        print_json({"schema": "usages/1"} | found.model_dump(mode="json"))
    else:
        console().print(usages_table(found))


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
        }
    )


def clean(
    path: Annotated[Path, typer.Argument(help="A checkout.", show_default=False)],
    flag: Annotated[str, typer.Option(help="The flag's key.", show_default=False)],
    value: Annotated[
        str, typer.Option(help="What it is fixed to: true, false or a variant.", show_default=False)
    ],
    diff: Annotated[bool, typer.Option("--diff", help="Print a diff (the default).")] = False,
    write: Annotated[bool, typer.Option("--write", help="Edit the files in place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Take one flag out of a checkout, as far as it can be proved.

    Example: groundskeeper clean . --flag new-checkout --value test
    """
    from clients.checkout import FolderTree
    from clients.edits import write_files
    from codebase.removal import remove_flag, unified_diff

    if diff and write:
        raise WrongCommand("--diff and --write exclude each other; choose one")
    if not flag or not value:
        raise WrongCommand("--flag and --value may not be empty")
    root = checked_folder(path)
    tree = FolderTree(root)
    with working(f"taking {flag!r} out"):
        result = remove_flag(tree, flag, _fixed_value(value))
    if write:
        write_files(root, result.contents)
    if as_json:
        print_json({"schema": "clean/1"} | result.removal.model_dump(mode="json"))
        return
    if not write:
        before = {name: tree.read(name) for name in result.contents}
        typer.echo(unified_diff(before, result.contents), nl=False)
    _print_account(result.removal, written=write)


def _fixed_value(word: str) -> "FixedValue":
    return {"true": True, "false": False}.get(word, word)


def _print_account(removal: "Removal", *, written: bool) -> None:
    from messages.table import removal_summary

    console(stderr=True).print(removal_summary(removal, written=written))
