"""`evidence`: keep what the scans read, so that a verdict can be reproduced or reported."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import WrongCommand, complain
from cli.live import chosen_project
from cli.output import checked_folder, say, working

if TYPE_CHECKING:
    from activities.wiring import Project
    from scans.model import CapturedNames, Documents

app = typer.Typer(
    no_args_is_help=True,
    help="Keep what the scans read from PostHog.\n\n"
    "Example: groundskeeper evidence pull ./evidence",
)

ARRIVALS = "event_arrivals"

NOBODY_ASKED = (
    "no checkout was named, so nobody asked whether the events it captures ever arrived; "
    "name it with --checkout"
)


@app.command()
def pull(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write it.", show_default=False)
    ],
    checkout: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="A checkout whose captures are asked about too: did they ever arrive?",
        ),
    ] = None,
    config: ConfigPath = None,
    project: ProjectName = None,
) -> None:
    """Save what the scans read from PostHog, without payload values.

    \b
    Example: groundskeeper evidence pull ./evidence --checkout .
    """
    from clients.errors import OperatorMustAct
    from clients.evidence_folder import prepare_folder, write_folder

    chosen = chosen_project(config, project)
    now = datetime.now(UTC).replace(microsecond=0)
    captured = _captured(checked_folder(checkout)) if checkout is not None else None
    try:
        # Before anything is asked: a folder that cannot be used should cost PostHog no request.
        prepare_folder(folder)
    except OperatorMustAct as error:
        raise WrongCommand(str(error)) from None
    with working("reading PostHog"):
        documents = _read(chosen, captured, now)
    write_folder(folder, documents, now)
    for source, reason in sorted(documents.blind.items()):
        complain(f"not read: {source}: {reason}")
    say(f"wrote {folder}; try: groundskeeper scan {checkout or '.'} --evidence {folder}")


def _captured(root: Path) -> "CapturedNames":
    from cli.look import Checkout

    with working(f"reading {root}") as shown:
        return Checkout(root, shown).captured


def _read(project: "Project", captured: "CapturedNames | None", now: datetime) -> "Documents":
    """Read for every scan, whether it is enabled or not, and what only some verdicts need."""
    from cli.look_source import Live
    from scans.model import Documents

    live = Live(project, now)
    live.for_flags()
    live.for_events(() if captured is None else (captured,))
    live.for_health()
    documents = live.for_folder()
    if captured is None and ARRIVALS not in documents.documents:
        return documents.joined(Documents({}, blind={ARRIVALS: NOBODY_ASKED}))
    return documents
