"""`demo`: the pretend company, all on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from cli.failures import WrongCommand


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("demo")(demo)


def demo(
    once: Annotated[bool, typer.Option("--once", help="Exit when everything was shown.")] = False,
    picture: Annotated[
        Path | None, typer.Option(help="Also draw what is printed, as SVG, into this file.")
    ] = None,
) -> None:
    """Show the whole path on one machine: flag, scan, pull request, digest. No account needed.

    Example: groundskeeper demo --once
    """
    try:
        from demo.company import show
    except ModuleNotFoundError:
        raise WrongCommand(
            "the demo is not part of this installation; run `make demo` in a checkout"
        ) from None
    raise typer.Exit(show(once=once, picture=picture))
