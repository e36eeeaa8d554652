"""What Temporal's pages show of a watch while it lives: Markdown, without any foreign text.

Titles, error messages and paths come from strangers and stay out; numbers, logins and ids that have
lost everything but plain characters are enough to follow a watch.
"""

import re
from collections.abc import Iterator, Sequence

from scans.deploy_watch.funnels.rule import PREFIX as FUNNEL
from scans.deploy_watch.incident import Incident, Suspect
from scans.deploy_watch.looks import Look, SeriesLook
from scans.deploy_watch.verdicts import Verdict
from scans.model.code import Deploy
from scans.words import when

LOG_LINES = 5
_UNSAFE = re.compile(r"[^A-Za-z0-9_./:-]")
_SHA_DIGITS = 12


def details(
    deploy: Deploy,
    look: Look | None,
    incident: Incident | None,
    *,
    silent: str = "",
    said: Sequence[str] = (),
    log: Sequence[str] = (),
) -> str:
    """Return the page of a watch. `silent`: why nobody was told; `said`: what hinders it."""
    verdict = look.verdict if look else Verdict.NOT_ENOUGH_EVIDENCE
    lines = [f"**{verdict.replace('_', ' ')}**, deploy `{plain(deploy.sha[:_SHA_DIGITS])}`"]
    lines[0] += f" to `{plain(deploy.environment)}` at {when(deploy.at)}"
    lines += [f"- {one}" for one in _facts(look, incident)]
    if silent:
        lines.append(f"- nobody was told: {silent}")
    lines += [f"- {one}" for one in said if one]
    if log:
        lines += ["", *(f"    {line}" for line in log[-LOG_LINES:])]
    return "\n".join(lines)


def _facts(look: Look | None, incident: Incident | None) -> Iterator[str]:
    shown = incident.alarm if incident else None
    if shown is None and look and look.in_evidence:
        shown = look.in_evidence[0]
    if shown:
        yield _series(shown)
    if incident is None:
        return
    yield f"incident: {incident.status}"
    if incident.ranking:
        named = ", ".join(_suspect(each) for each in incident.ranking.suspects[:3])
        yield f"suspects, certainty {incident.ranking.certainty}: {named}"


def _series(series: SeriesLook) -> str:
    people = "1 person" if series.people == 1 else f"{series.people:,} people"
    if series.new:
        return f"`{plain(series.series)}`: {people}, and nobody in the 90 days before the deploy"
    if series.series.startswith(FUNNEL):
        people = f"{series.people:,} sessions that came to the end"
    return (
        f"`{plain(series.series)}`: {people}, {series.expected:.1f} expected; "
        f"lately {series.ratio:.1f} times as many as expected; evidence {series.evidence:,.0f}"
    )


def _suspect(suspect: Suspect) -> str:
    if suspect.number is not None:
        name = f"#{suspect.number}"
    elif suspect.sha:
        name = f"`{plain(suspect.sha[:_SHA_DIGITS])}`"
    else:
        name = suspect.kind.replace("_", " ")
    author = f" by `{plain(suspect.author)}`" if suspect.author else ""
    return f"{name}{author} ({suspect.points:.1f} points)"


def plain(text: str) -> str:
    """Return an identifier without anything that Markdown could read as its own."""
    return _UNSAFE.sub("_", text)[:80]
