"""`evidence`: keep what a scan reads, so that a verdict can be reproduced or reported."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import WrongCommand, complain
from cli.live import chosen_project, read
from cli.output import say

app = typer.Typer(no_args_is_help=True, help="Keep what a scan reads from PostHog.")


@app.command()
def pull(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write it.", show_default=False)
    ],
    config: ConfigPath = None,
    project: ProjectName = None,
) -> None:
    """Save what a scan reads from PostHog, without payload values.

    \b
    Example: groundskeeper evidence pull ./evidence
    """
    from clients.errors import OperatorMustAct
    from clients.evidence_folder import prepare_folder, write_folder

    chosen = chosen_project(config, project)
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        # Before anything is asked: a folder that cannot be used should cost PostHog no request.
        prepare_folder(folder)
    except OperatorMustAct as error:
        raise WrongCommand(str(error)) from None
    documents = read(chosen, now)
    write_folder(folder, documents, now)
    for source, reason in sorted(documents.blind.items()):
        complain(f"not read: {source}: {reason}")
    say(f"wrote {folder}; try: groundskeeper scan . --evidence {folder}")
