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
    """Show the whole path on this machine; no account needed.

    A pretend company with a PostHog project, a GitHub repository and a Slack channel is started
    beside a real Temporal and a real worker, which scans its flags and events, opens draft pull
    requests and posts a digest.

    Example: groundskeeper demo --once
    """
    try:
        from cli.demo_stage import stage, stay_until_told
        from cli.demonstration import perform
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "demo":
            raise
        raise WrongCommand(
            "the demo is not part of this installation; run `make demo` in a checkout"
        ) from None
    import asyncio
    import contextlib
    import signal

    from rich.console import Group

    from cli.output import console, working
    from messages.course import Pages, course
    from messages.deploy_course import deploy_course

    # Also where SIGINT arrives ignored, as in a shell's background job; and SIGTERM cleans up too.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    with stage() as place:
        with working("scanning the pretend company, and breaking its checkout"):
            result = asyncio.run(perform(place))
        company = place.company
        shown = Group(
            course(
                result.scans,
                result.cleanups,
                result.digest,
                pages=Pages(company.channel_page, place.ui),
                seconds=result.seconds,
            ),
            deploy_course(
                result.incident.report,
                quiet_slots=result.incident.replay.slots,
                channel=company.alert_page,
            ),
        )
        out = console()
        out.print(shown)
        if picture:
            _draw(picture, shown)
        if once:
            return
        out.print("Everything stays up; Ctrl-C ends it.")
        # Being told to stop is how this ends, not a failure.
        with contextlib.suppress(KeyboardInterrupt):
            stay_until_told(place)


def _draw(file: Path, shown: object) -> None:
    """Record the same text as a picture; a fixed width, so that it is the same everywhere."""
    import io
    import re

    from rich.console import Console

    canvas = Console(record=True, width=118, file=io.StringIO(), force_terminal=True)
    canvas.print(shown)
    drawn = canvas.export_svg(title="groundskeeper demo")
    # Rich names a font on somebody's server; whoever looks at the picture need not be seen there.
    file.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
