"""`annotate`: a file as its author should see it, with production beside each call site."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import WrongCommand, complain
from cli.output import print_bytes, print_json, print_text, working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from cli.annotated import AnnotatedFile, NamedFile, Printed
    from cli.look import Checkout
    from cli.production import Production
    from codebase.tree.memory import Memory


KINDS = ("flag", "event")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("annotate")(annotate)


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Files of a checkout.", show_default=False),
    ],
    evidence: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder of `evidence pull`, instead of PostHog."),
    ] = None,
    config: ConfigPath = None,
    project: ProjectName = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="GROUNDSKEEPER_CACHE_DIR",
            help="Where to remember call sites; else the user's cache folder.",
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Remember nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print files with what production knows beside each call site.

    Comments are added as lines of their own and nothing else changes, so the
    output is a valid file. Several files follow one another, as `cat` prints
    them. Constants and wrappers are looked up in the whole git repository
    around a file, or in its folder where there is none. Writes nothing.

    \b
    Example: groundskeeper annotate src/a.ts --evidence ./evidence > b.ts
    """
    named = [_named(file) for file in files]
    from cli.annotated import AnnotatedFile, printed
    from cli.look_source import opened
    from cli.production import known
    from cli.searching import memory_in

    source = opened(evidence, config, project, datetime.now(UTC))
    memory = None if no_cache else memory_in(cache)
    roots = dict.fromkeys(one.root for one in named)
    checkouts = {root: _searched(root, memory) for root in roots}
    asked = [AnnotatedFile(one, checkouts[one.root].usages) for one in named]
    with working("asking PostHog"):
        keys, names = ({key for one in asked for key in one.keys(kind)} for kind in KINDS)
        production = known(source, [*checkouts.values()], keys, names)
    if as_json:
        print_json(_document(asked, production))
        return
    for one in printed(asked, production):
        _print(one, several=len(asked) > 1)
    for blind in production.blind:
        complain(f"could not read {blind.source}: {blind.reason}")


def _named(word: str) -> "NamedFile":
    """Return a file of the command line. Raises `WrongCommand` if it cannot be read."""
    from cli.annotated import NamedFile

    if not word:
        raise WrongCommand("the path of a file may not be empty")
    if word == "-":
        raise WrongCommand("-: name a file: what its keys and wrappers are depends on its folder")
    try:
        file = Path(word).resolve(strict=True)
        if file.is_dir():
            raise WrongCommand(f"{word}: a folder; name files in it, or try: groundskeeper usages")
        if not file.is_file():
            raise WrongCommand(f"{word}: not a regular file")
        content = file.read_bytes()
    except OSError as error:
        raise WrongCommand(f"{word}: {error.strerror or error}; give the path of a file") from None
    root = _root(file)
    return NamedFile(word, root, file.relative_to(root).as_posix(), content)


def _root(file: Path) -> Path:
    """Return the nearest git repository around a file, else its folder."""
    return next((folder for folder in file.parents if (folder / ".git").exists()), file.parent)


def _searched(root: Path, memory: "Memory | None") -> "Checkout":
    from cli.look import Checkout

    with working(f"reading {root}") as shown:
        checkout = Checkout(root, shown, name=str(root), memory=memory)
        # Here, while people are told to wait for it: what comes next says that it asks PostHog.
        _ = checkout.usages
    return checkout


def _document(asked: "Sequence[AnnotatedFile]", production: "Production") -> dict[str, object]:
    return {
        "schema": "annotate/1",
        "files": [one.document(production) for one in asked],
        "blind": [blind.model_dump(mode="json") for blind in production.blind],
        "skipped": [
            {"file": one.file.word, "reason": reason}
            for one in asked
            if (reason := one.why_skipped())
        ],
    }


def _print(one: "Printed", *, several: bool) -> None:
    """Print a file; what there is to say about it goes where it is no part of the file."""
    name = one.file.file.word
    if several:
        print_text(_header(name), stderr=True)
    _print_source(one.content)
    if reason := one.file.why_skipped():
        complain(f"{name}: printed as it is: {reason}")
    for line in one.left:
        complain(f"{name}:{line}: no comment can stand here, try --json")


def _header(word: str) -> "Text":
    from rich.text import Text

    from messages.escape import terminal

    return Text(f"==> {terminal(word)} <==")


def _print_source(content: bytes) -> None:
    """Print a file byte by byte; on a terminal, code cannot act on the terminal."""
    if not sys.stdout.isatty():
        print_bytes(content)
        return
    from rich.text import Text

    from messages.escape import terminal

    shown = terminal(content.decode(errors="replace").expandtabs(), keep_lines=True)
    print_text(Text(shown, end=""), whole_lines=True)
