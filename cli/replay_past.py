"""Replays the watch over the project's own past, where there was no deploy to blame."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from activities.past_deploys import DAYS, PastReplayed, replay_past
from cli.failures import BLIND, WrongCommand, complain
from cli.live import chosen_project, tell_of_waits
from cli.output import print_json, print_text, working


def run(
    days: int | None,
    picture: Path | None,
    config: Path | None,
    project: str | None,
    *,
    as_json: bool,
) -> int:
    """Print the placebo report, draw it if wanted, and return the exit status.

    Raises:
        WrongCommand: The project is none of the settings, or the picture cannot be written.
        ConfigurationError: The settings are wrong, or the project's key is not set.
        ClientError: PostHog refused, or could not be reached.
    """
    chosen = chosen_project(config, project)
    rules, days = chosen.deploy_watch, days or DAYS
    tell_of_waits()
    with working(f"replaying {days} days of {chosen.name}") as shown:

        def tell(phase: str) -> None:
            if shown is not None:
                shown.update(phase)

        replay = replay_past(
            chosen.open_posthog, rules, chosen.name, datetime.now(UTC), days, heartbeat=tell
        )
        told = asyncio.run(replay)
    for note in told.notes:
        complain(note)
    if picture is not None and told.placebos:
        _draw(picture, told, 1 / rules.alpha)
    _print(told, as_json=as_json)
    return BLIND if told.report.blind else 0


def _draw(picture: Path, told: PastReplayed, needed: float) -> None:
    from messages.deploy_backtest_picture import placebo_picture

    drawn = placebo_picture(told.placebos[0], told.report.project, needed)
    try:
        picture.write_bytes(drawn)
    except OSError as error:
        raise WrongCommand(f"--picture {picture}: {error.strerror}") from None


def _print(told: PastReplayed, *, as_json: bool) -> None:
    report = told.report
    if as_json:
        slots = [placebo.model_dump(mode="json") for placebo in told.placebos]
        document = report.model_dump(mode="json") | {"tau_scale": report.tau_scale}
        print_json({"schema": "placebo/1"} | document | {"replayed": slots})
        return
    from messages.deploy_backtest_past import past_report

    print_text(past_report(told.placebos, report.tau_scale, report.blind))
