"""What came of one watched deploy, from its first look to the end of what it broke."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from messages import escape, words
from scans.deploy_watch.incident import Incident, Suspect
from scans.deploy_watch.report import DeployWatchReport

_SHOWN = 3
"""Suspects that are named; the thread below the message has all of them."""


def deploy_course(report: DeployWatchReport, *, quiet_slots: int, channel: str) -> RenderableType:
    """Return the account of one watched deploy.

    `quiet_slots` is at how many quiet times of the past the rule was replayed before anybody was
    told; `channel` is the page of the channel.
    """
    head = Text.assemble(
        "\n",
        ("Deploy watch", "bold green"),
        f" looked {words.counted(report.looks, 'time')} at {report.deploy.sha[:7]} in ",
        escape.terminal(report.deploy.environment),
        f", after {words.counted(quiet_slots, 'quiet time')} of the past had been replayed: ",
        f"{words.verdict(report.verdict)}.",
    )
    if report.incident is None:
        return head
    return Group(head, _facts(report, report.incident, channel))


def _facts(report: DeployWatchReport, incident: Incident, channel: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, what in _rows(report, incident, channel):
        table.add_row(name, what)
    return table


def _rows(
    report: DeployWatchReport, incident: Incident, channel: str
) -> Iterator[tuple[str, Text]]:
    # What the incident has by now is its end.
    alarm = report.alarm or incident.alarm
    yield (
        "what broke",
        Text(
            f"{words.counted(alarm.people, 'person', 'people')}, {alarm.expected:.0f} expected; "
            f"lately {alarm.ratio:.1f} times as many, since minute {alarm.onset or 0}"
        ),
    )
    for issue in incident.issues[:1]:
        yield "the error", Text(escape.terminal(f"{issue.type}: {issue.message}"), "bold")
    suspects = incident.ranking.suspects[:_SHOWN] if incident.ranking else ()
    for place, suspect in enumerate(suspects):
        yield ("suspects" if place == 0 else "", _suspect(suspect, first=place == 0))
    yield "told", Text(channel if report.told else escape.terminal(report.detail))
    yield "ended", Text(report.ended.replace("_", " "), "green")


def _suspect(suspect: Suspect, *, first: bool) -> Text:
    number = f"#{suspect.number} " if suspect.number else ""
    why = "; ".join(reason.text for reason in suspect.reasons[:2])
    return Text.assemble(
        (escape.terminal(f"{number}{suspect.title}"), "bold" if first else ""),
        f"  {suspect.share:.0%}",
        (escape.terminal(f"  {why}" if why else ""), "dim"),
    )
