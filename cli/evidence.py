"""`evidence`: keep what a scan reads, so that a verdict can be reproduced or reported."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.config import ConfigPath

app = typer.Typer(no_args_is_help=True, help="Keep what a scan reads from PostHog.")


@app.command()
def pull(
    folder: Annotated[Path, typer.Argument(help="Where to write it.", show_default=False)],
    config: ConfigPath = None,
    project: Annotated[str | None, typer.Option(help="Which project; else the only one.")] = None,
) -> None:
    """Save what a scan reads from PostHog; secrets and payload values stay behind.

    Example: groundskeeper evidence pull ./evidence
    """
    import settings
    import worker
    from clients.evidence_folder import write_folder

    chosen = worker.project(settings.load(config), project)
    now = datetime.now(UTC).replace(microsecond=0)
    documents = asyncio.run(worker.read_project(chosen, now))
    write_folder(folder, documents, now)
    for source, reason in sorted(documents.blind.items()):
        typer.echo(f"groundskeeper: not read: {source}: {reason}", err=True)
    typer.echo(f"wrote {folder}; try: groundskeeper scan . --evidence {folder}")
