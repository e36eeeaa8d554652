"""What goes into a workflow and what comes out of it: one frozen model each way.

They travel through Temporal's history, where an operator can read them: references and findings,
never source, diffs or secrets. A new field needs a default, because runs in flight lack it.
"""

from typing import Literal

from pydantic import AwareDatetime

from scans.model.action import Skipped
from scans.model.base import Model
from scans.model.finding import BlockedBy, Finding, ScanResult
from scans.model.removal import CleanedFile, LeftSite


class ScanRequest(Model):
    """One look at one PostHog project."""

    project: str
    """The project's name in the settings."""


class CleanupRequest(Model):
    """Take one finding's subject out of one repository."""

    project: str
    repository: str
    finding: Finding
    slug: str
    """The subject, spelled as in branch names; part of the workflow's id."""


class CleanupOutcome(Model):
    """What became of one request: a pull request, or the reason why there is none."""

    repository: str
    subject: str
    fingerprint: str
    branch: str = ""
    number: int | None = None
    url: str = ""
    issue_url: str = ""
    """The open issue that says what a person has to do, if there is one."""
    blocked_by: BlockedBy | None = None
    detail: str = ""
    files: tuple[CleanedFile, ...] = ()
    left: tuple[LeftSite, ...] = ()


class CommentOutcome(Model):
    """What was said on one merged pull request, or the reason why nothing was."""

    repository: str
    number: int
    kind: Literal["seen", "missing", "suspect"]
    """Whether all that it began to send has arrived; or that errors rose with its deploy."""
    url: str = ""
    """Of the comment."""
    blocked_by: BlockedBy | None = None
    detail: str = ""


class ScanReport(Model):
    """What one look concluded, and what was handed over."""

    project: str
    as_of: AwareDatetime
    result: ScanResult
    skipped: tuple[Skipped, ...] = ()
    cleanups: tuple[str, ...] = ()
    """Ids of the Cleanup workflows that now own a finding."""
    comments: tuple[CommentOutcome, ...] = ()
    omitted: int = 0
    """Subjects beyond those that one run carries; they come up as the others are done."""


class DigestRequest(Model):
    """One digest of one project."""

    project: str


class DigestReport(Model):
    """What was told to people, so that the next digest can say what changed."""

    project: str
    period: str
    """ISO week, `2026-W47`."""
    fingerprints: tuple[str, ...] = ()
    as_of: AwareDatetime
    posted: bool = False
    """Whether the channel has this digest's message now, whoever attempt it was that sent it."""
    channel_id: str = ""
    ts: str = ""
    """Slack's name of the message within its channel."""
    blocked_by: BlockedBy | None = None
    detail: str = ""
    blind: tuple[str, ...] = ()
    """What could not be read, as `scan/source`: it is told once, until it changes."""
