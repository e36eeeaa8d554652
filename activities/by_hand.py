"""What could not be taken out is handed to people: one issue per finding, opened once."""

import hashlib
import json
from dataclasses import dataclass

from activities.wiring import utc_now
from clients.capture import CaptureFile
from clients.errors import WriteRefused
from clients.github import GitHub, Issue
from messages.cleanup_issue import IssueText
from messages.marker import read_marker
from scans.model import CleanupOutcome, EventRemoval, Finding, Removal
from scans.model.action import OutputMode


@dataclass(frozen=True)
class Desk:
    """Where issues go."""

    mode: OutputMode
    github: GitHub | None
    """None where nothing may be written and no credential is set."""
    capture: CaptureFile


def hand_over(
    desk: Desk,
    outcome: CleanupOutcome,
    finding: Finding,
    removal: Removal | EventRemoval,
    text: IssueText | None,
) -> CleanupOutcome:
    """Return the outcome with the open issue about it; nothing is done without a text.

    An issue that a person closed stays closed until the evidence changes, and an open one is not
    written over: people may have answered in it.

    Raises:
        ClientError: GitHub is away, or refused for another reason than that it takes no issues.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    if text is None or desk.mode == "off":
        return outcome
    if desk.mode == "preview":
        _capture(desk.capture, outcome, removal, text)
        return outcome
    assert desk.github is not None, "the settings demand a credential when issues are on"
    try:
        issue = desk.github.open_issue(
            outcome.repository,
            title=text.title,
            body=text.body,
            labels=text.labels,
            same=lambda found: _is_about(found, finding),
        )
    except WriteRefused as error:
        detail = f"{outcome.detail}; no issue says so: {error}"
        return outcome.model_copy(update={"detail": detail})
    return outcome.model_copy(update={"issue_url": issue.url if issue.state == "open" else ""})


def _is_about(issue: Issue, finding: Finding) -> bool:
    """An open issue is about its subject whatever the evidence; a closed one answered to it."""
    said = read_marker(issue.body)
    if said is None or (said.scan, said.subject) != (finding.scan, finding.subject):
        return False
    return issue.state == "open" or said.fingerprint == finding.fingerprint


def _capture(
    capture: CaptureFile,
    outcome: CleanupOutcome,
    removal: Removal | EventRemoval,
    text: IssueText,
) -> None:
    left = json.dumps([site.model_dump() for site in removal.left])
    capture.append_once(
        at=utc_now(),
        output="issues",
        operation="open_issue",
        target=outcome.repository,
        key=outcome.fingerprint,
        # The text shows when the evidence was read: every look would be another record.
        revision=hashlib.sha256(left.encode(errors="surrogatepass")).hexdigest(),
        payload={"title": text.title, "body": text.body, "labels": list(text.labels)},
    )
