"""The command `groundskeeper`: its groups, and what its exit status means.

0 done · 1 `--fail-on` matched · 2 the command line is wrong · 3 the configuration is wrong
4 a service refused or could not be reached · 5 the scan was blind and concluded nothing
70 Groundskeeper itself is wrong · 130 interrupted
"""

import atexit
import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import annotate, backtest, capture, code, config, evidence, scan, schedules, serve
from cli import demo as demo_command
from cli.failures import explain

GROUPS = {
    "evidence": evidence.app,
    "backtest": backtest.app,
    "schedules": schedules.app,
    "capture": capture.app,
    "config": config.app,
}

# typer loads pydantic to learn that a `--help` nobody typed is false; told so, it need not.
NO_HELP = {"help": False}

WITHOUT_LOGS = frozenset({"usages", "clean"})
"""Commands that talk to nobody: their answer, and their complaint, is all there is to say."""

GARBAGE = (50_000, 20, 100)
"""When Python looks for cycles. A large project is millions of numbers that stay until the end, and
by default a third of a look goes into going through them again and again."""

app = typer.Typer(
    name="groundskeeper",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"default_map": NO_HELP | dict.fromkeys(GROUPS, NO_HELP)},
    help="Finds what is rotten in a PostHog project and in the code that asks it: stale flags and "
    "dead events become small, provable cleanup pull requests and one digest. Watches every "
    "deploy, and says when more people meet errors than before.\n\n"
    "Example: groundskeeper scan .",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"groundskeeper {version('groundskeeper')}")
        raise typer.Exit


@app.callback()
def groundskeeper(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Hold the options that stand before a command, and what every command needs."""
    if "--help" in sys.argv or context.invoked_subcommand in WITHOUT_LOGS:
        # The library for logs takes longer to load than all that these do.
        return
    from runtime.logs import configure

    configure()


code.register(app)
scan.register(app)
annotate.register(app)
serve.register(app)
demo_command.register(app)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Be the program: run the words of the command line and end with their exit status."""
    gc.set_threshold(*GARBAGE)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A locale that lacks a character gets its number; nobody gets an encoding error.
            stream.reconfigure(errors="backslashreplace")
    status: list[int] = []
    atexit.register(_leave, status)
    status.append(run())
    sys.exit(status[0])


def _open_what_is_closed() -> None:
    """Print to nobody where whoever started us closed a stream (`>&-`).

    Python has none then, and the next file that is opened would be what others write into.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nobody = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  until the end
            setattr(sys, name, nobody)


def run(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; every failure becomes a sentence on stderr.

    `words` are those after the program's name; None takes them from the command line.
    """
    try:
        status = app(words, prog_name="groundskeeper", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - even a mistake of ours ends in a sentence
        return explain(error)
    return status if isinstance(status, int) else 0


def _leave(status: list[int]) -> None:
    """Be the last handler, and end before Python takes itself apart.

    Temporal's native threads may touch an interpreter that is being torn down, which aborts the
    process after all its work is done (temporalio/sdk-python issue 300).
    """
    if status and "temporalio" in sys.modules:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(status[0])
