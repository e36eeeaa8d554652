"""`backtest`: what the scans would have said in the past, before anything is switched on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import WrongCommand, complain
from cli.output import Checkout, checked_folder, print_json, print_text, working

if TYPE_CHECKING:
    from cli import look
    from cli.look_source import Source
    from scans.backtest import Backtest, PastLook

app = typer.Typer(
    no_args_is_help=True,
    help="Replay the rules over the project's own past.\n\n"
    "Example: groundskeeper backtest dead-events .",
)

Evidence = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="A folder of `evidence pull`, instead of PostHog."),
]
Days = Annotated[int, typer.Option(min=1, max=3650, help="How far to go back.")]
Every = Annotated[int, typer.Option(min=1, max=365, help="Days between two looks.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


@app.command("stale-flags")
def stale_flags(
    path: Checkout,
    evidence: Evidence = None,
    days: Days = 90,
    every: Every = 7,
    config: ConfigPath = None,
    project: ProjectName = None,
    as_json: AsJson = False,
) -> None:
    """Say which flags would have been reported when, from the activity log.

    The code is that of today, and calls of the past are unknown: verdicts that need them, and
    readiness, are told as far as they can be.

    \b
    Example: groundskeeper backtest stale-flags . --evidence ./evidence --days 60
    """
    _run("stale_flags", path, _Period(days, every), evidence, config, project, as_json=as_json)


@app.command("dead-events")
def dead_events(
    path: Checkout,
    evidence: Evidence = None,
    days: Days = 60,
    every: Every = 7,
    config: ConfigPath = None,
    project: ProjectName = None,
    as_json: AsJson = False,
) -> None:
    """Say which events would have been reported when, from their counts by day.

    \b
    Example: groundskeeper backtest dead-events . --evidence ./evidence --every 1
    """
    _run("dead_events", path, _Period(days, every), evidence, config, project, as_json=as_json)


@app.command("deploy-watch")
def deploy_watch(
    cases: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Recorded deploys, plain or .gz; `-` is standard input."),
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=7, max=28, help="How far to go back; else 28.")
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw the project's past there, as a PNG."),
    ] = None,
    config: ConfigPath = None,
    project: ProjectName = None,
    as_json: AsJson = False,
) -> None:
    """Say when the watch over a deploy would have alerted.

    By default in the project's own past, where nothing was deployed: every alarm is a false one,
    and more than one of them keeps alerts from being sent, or makes the rule more careful. Needs
    the settings and a PostHog key, and writes nothing there.

    With --cases at recorded deploys: needs neither.

    \b
    Example: groundskeeper backtest deploy-watch --days 28 --picture past.png
    """
    if cases is None:
        from cli import replay_past

        raise typer.Exit(replay_past.run(days, picture, config, project, as_json=as_json))
    if days is not None or picture is not None:
        raise WrongCommand("--days and --picture go with the project's own past, not with --cases")
    from cli import replay_cases

    replay_cases.run(cases, config, as_json=as_json)


class _Period:
    """Past moments: every so many days, up to now."""

    def __init__(self, days: int, every: int) -> None:
        self._ago = [timedelta(days=number) for number in range(0, days + 1, every)]

    def until(self, now: datetime) -> list[datetime]:
        """Return the moments, newest first."""
        return [now - ago for ago in self._ago]


def _run(
    scan: str,
    path: Path,
    period: _Period,
    evidence: Path | None,
    config: Path | None,
    project: str | None,
    *,
    as_json: bool,
) -> None:
    root = checked_folder(path)
    from cli import look
    from cli.look_source import opened

    source = opened(evidence, config, project, datetime.now(UTC))
    with working(f"reading {root}") as shown:
        checkout = look.Checkout(root, shown)
        looks = list(_LOOKS[scan](checkout, source, period.until(source.now)))
    from scans.backtest import backtest

    _print(backtest(scan, looks), as_json=as_json)


def _flags(
    checkout: "look.Checkout", source: "Source", moments: list[datetime]
) -> "Iterator[PastLook]":
    from cli import look
    from scans.backtest import PastLook
    from scans.stale_flags import past

    documents = source.said.for_flags()
    since = past.reaches_back_to(documents)
    for then in _within(moments, since, "the activity log"):
        was = past.at(documents, then)
        result = look.flags(checkout, look.Folder(was), source.rules, then)
        unborn = past.unborn(documents, was)
        found = tuple(each for each in result.findings if each.subject not in unborn)
        yield PastLook(then, result.model_copy(update={"findings": found}), past.present(was))


def _events(
    checkout: "look.Checkout", source: "Source", moments: list[datetime]
) -> "Iterator[PastLook]":
    from scans import dead_events as rule
    from scans.backtest import PastLook
    from scans.dead_events import past

    rules, captured = source.rules.dead_events, (checkout.captured,)
    documents = source.said.for_events(captured)
    since = past.reaches_back_to(documents, rules)
    known = _within(moments, since, "what was counted")
    looks = [(then, past.at(documents, then)) for then in known]
    judged = [rule.assess(was, captured, rules, then) for then, was in looks]
    # To try a removal takes long, and the code is that of today at every look: it is asked once.
    code = checkout.events(sorted({name for each in judged for name in each.wanted}))
    for (then, was), assessment in zip(looks, judged, strict=True):
        sites = past.sites_at(code, then)
        result = rule.conclude(assessment, (sites,), rules, then)
        yield PastLook(then, result, past.present(was, then, rules))


_LOOKS: "dict[str, Callable[[look.Checkout, Source, list[datetime]], Iterator[PastLook]]]" = {
    "stale_flags": _flags,
    "dead_events": _events,
}


def _within(moments: list[datetime], since: datetime | None, what: str) -> list[datetime]:
    """Leave out the moments of which nothing is known, and say so."""
    known = [then for then in moments if since is None or then >= since]
    if len(known) < len(moments):
        left = len(moments) - len(known)
        complain(f"{what} does not reach back far enough for {left} of {len(moments)} looks")
    return known


def _print(told: "Backtest", *, as_json: bool) -> None:
    if as_json:
        document = told.model_dump(mode="json") | {"withdrawn": told.withdrawn}
        print_json({"schema": "backtest/1"} | document)
        return
    from messages.backtest import backtest_report

    print_text(backtest_report(told))
