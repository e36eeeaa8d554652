"""What the author of a suspect change reads below it: short, said once, and without telemetry.

A repository may be public, so of what PostHog knows only counts are given here, and a link.
"""

from collections.abc import Iterator

from messages import escape
from messages.incident import numbers
from messages.incident.view import SHORT_SHA, address, main_issue
from messages.incident.whose import strongest_first
from messages.marker import Marker, write_marker
from scans.deploy_watch.incident import Incident, Suspect
from scans.words import when

SCAN = "deploy_watch"
KIND = "suspect"
_MOST_REASONS = 5
_LONGEST_REASON = 160
_LONGEST_NAME = 60


def suspect_comment(incident: Incident, suspect: Suspect) -> str:
    """Return the comment for a suspect pull request, in Markdown, its marker last."""
    subject = _subject(incident, suspect)
    marker = Marker(
        scan=SCAN,
        subject=subject,
        repository=incident.deploy.repository,
        fingerprint=suspect_fingerprint(incident, suspect),
        head_sha=incident.deploy.sha or None,
        workflow_id=incident.key,
    )
    return "\n".join([*_lines(incident, suspect), "", write_marker(marker)]) + "\n"


def suspect_fingerprint(incident: Incident, suspect: Suspect) -> str:
    """Return what the comment is found again by: one per pull request and incident."""
    return f"{SCAN}:{_subject(incident, suspect)}:{KIND}:{incident.key}"


def _subject(incident: Incident, suspect: Suspect) -> str:
    return f"{incident.deploy.repository}#{suspect.number}"


def _lines(incident: Incident, suspect: Suspect) -> Iterator[str]:
    sure = _how_sure(incident)
    yield f"{_opening(incident)} This pull request is a suspect{sure}. That is no proof."
    yield ""
    yield f"- {escape.markdown(numbers.size(incident))} {escape.markdown(numbers.since(incident))}"
    for reason in strongest_first(suspect)[:_MOST_REASONS]:
        text = escape.markdown(escape.cut(reason.text, _LONGEST_REASON))
        yield f"- {text} ({reason.points:+.1f})"
    issue = main_issue(incident)
    if issue is not None and (url := address(issue.url)):
        yield f"- {escape.markdown_link('The error, for those who may see it', url)}"
    yield ""
    yield (
        "Numbers with a sign are points, by a rule of thumb. If it is something else, press "
        "*Not this deploy* below the alert. This is said once."
    )


def _opening(incident: Incident) -> str:
    deploy = incident.deploy
    sha = f" of {escape.code(deploy.sha[:SHORT_SHA])}" if deploy.sha else ""
    environment = escape.code(escape.cut(deploy.environment, _LONGEST_NAME))
    what = {
        "new_issue": "a new error appeared",
        "conversion_drop": "fewer people came to the end of a funnel",
    }.get(incident.verdict, "errors rose")
    return f"After the deploy{sha} to {environment} on {when(deploy.at)}, {what}."


def _how_sure(incident: Incident) -> str:
    certainty = incident.ranking.certainty if incident.ranking else "low"
    return {
        "high": ", with high certainty",
        "medium": ", and others are possible",
        "low": ", and not the only one",
    }[certainty]
