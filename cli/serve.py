"""`up`, `worker`, `listen`: the processes that stay."""

from typing import Annotated

import typer

from cli.config import ConfigPath
from cli.failures import WrongCommand


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("up")(up)
    app.command("worker")(worker_command)
    app.command("listen")(listen)


def up(config: ConfigPath = None) -> None:
    """Run it all here: Temporal, worker, listener and schedules.

    \b
    Example: groundskeeper up --config groundskeeper.toml
    """
    import asyncio

    import settings
    import worker

    asyncio.run(worker.up(settings.load(config)))


def worker_command(
    config: ConfigPath = None,
    role: Annotated[
        str,
        typer.Option(metavar="ROLE", help="What to serve: all, or core, posthog, checkout, slack."),
    ] = "all",
) -> None:
    """Serve activities and workflows of a Temporal cluster.

    \b
    Example: groundskeeper worker --role checkout
    """
    import asyncio

    import settings
    import worker

    roles = worker.roles(role)
    if not roles:
        raise WrongCommand(f"--role: {role!r} is none of: all, {', '.join(worker.ROLES)}")
    asyncio.run(worker.work(settings.load(config), roles))


def listen(config: ConfigPath = None) -> None:
    """Take webhooks of GitHub, Slack, PostHog and pipelines.

    POST /github, /slack, /posthog, /deploys and /scans; a door whose secret is not set is shut.
    GET /healthz, /readyz and /metrics. Buttons in Slack come over a connection that is opened
    here, unless slack.socket_mode is false.

    \b
    Example: groundskeeper listen --config groundskeeper.toml
    """
    import asyncio

    import settings
    import worker

    asyncio.run(worker.listen(settings.load(config)))
