"""What crosses between a workflow and its activities, where the shared nouns do not say it yet.

References and findings only: what stands here stands in Temporal's history.
"""

from typing import Any, cast

from pydantic import AwareDatetime, model_validator

from scans.dead_events import EventAssessment
from scans.dead_events.peers import Elsewhere
from scans.event_health import HealthAssessment, MergedNews
from scans.model import (
    Abstention,
    CapturedNames,
    CleanupOutcome,
    CleanupRequest,
    Deploy,
    DigestReport,
    DigestRequest,
    EventCode,
    MergedChange,
    Model,
    RepositoryCode,
    ScanReport,
    ScanRequest,
)
from scans.model.identity import STALE_FLAGS
from scans.model.usage_event import ScanFinished
from scans.stale_flags import FlagAssessment


class FlagsAssessed(Model):
    """What PostHog alone says, and which repositories have to be asked next."""

    assessment: FlagAssessment
    repositories: tuple[str, ...]
    at: AwareDatetime
    """The `now` of this scan; everything after it judges by the same clock."""
    omitted: int = 0
    """Candidates beyond those that one run carries."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """Keys whose call sites decide what happens next."""
        return self.assessment.candidate_keys


class LocateFlags(Model):
    """Which flags to look for in which repository."""

    repository: str
    wanted: tuple[str, ...]
    known: tuple[str, ...]
    """Every key PostHog has; a key that code asks for and is not here is missing there."""


class ScanBegun(Model):
    """What a scan goes by that begins with the code."""

    at: AwareDatetime
    """The `now` of this scan."""
    repositories: tuple[str, ...]
    own: tuple[str, ...] = ()
    """Those of them that send to no other project: what is new there has to arrive here."""
    since: AwareDatetime
    """How far back the history of code matters: to the age of a capture, to what was merged."""


class ReadNames(Model):
    """Ask one repository which events it captures."""

    repository: str


class AssessEvents(Model):
    """What code captures, to be held against what arrives."""

    request: ScanRequest
    at: AwareDatetime
    captured: tuple[CapturedNames, ...]


class EventsAssessed(Model):
    """What PostHog and the names alone say, and what has to be looked for in code."""

    assessment: EventAssessment
    aged: tuple[str, ...] = ()
    """Events of which it matters since when their captures are on the default branch."""
    elsewhere: Elsewhere = Elsewhere()
    omitted: int = 0
    """Candidates beyond those that one run carries."""


class LocateEvents(Model):
    """Which captures to look for in one repository."""

    repository: str
    wanted: tuple[str, ...]
    aged: tuple[str, ...] = ()
    since: AwareDatetime | None = None
    removals: bool = True
    """Whether it is asked of each capture if it can be taken out."""


class ConcludeEvents(Model):
    """Both halves of the evidence about events."""

    request: ScanRequest
    at: AwareDatetime
    assessed: EventsAssessed
    code: tuple[EventCode, ...]
    settled: tuple[str, ...] = ()
    """Fingerprints that an earlier run has acted on."""


class ReadMerged(Model):
    """Ask one repository what its merged pull requests began to send."""

    repository: str
    at: AwareDatetime
    since: AwareDatetime


class MergedChanges(Model):
    """What one repository's merged pull requests began to send, and when it was deployed."""

    changes: tuple[MergedChange, ...] = ()
    deploys: tuple[Deploy, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    """What nobody could find out about changes."""


class AssessHealth(Model):
    """What code began to send, to be held against what arrives."""

    request: ScanRequest
    at: AwareDatetime
    merged: tuple[MergedChanges, ...]


class TellMerged(Model):
    """What the authors of merged changes of one repository want to hear."""

    repository: str
    news: tuple[MergedNews, ...]


class HealthAssessed(Model):
    """What PostHog alone says about events that arrive, and whom to tell."""

    assessment: HealthAssessment
    to_tell: tuple[TellMerged, ...] = ()
    omitted: int = 0
    """Candidates beyond those that one run carries."""


class ConcludeHealth(Model):
    """What is wrong with events, and where code sends them."""

    request: ScanRequest
    at: AwareDatetime
    assessed: HealthAssessed
    code: tuple[EventCode, ...]


class ConcludeFlags(Model):
    """Both halves of the evidence: what PostHog says and what the code says."""

    request: ScanRequest
    assessed: FlagsAssessed
    code: tuple[RepositoryCode, ...]
    settled: tuple[str, ...] = ()
    """Fingerprints that an earlier run has acted on."""


class Conclusion(Model):
    """The verdicts, and what is to be done about them now."""

    report: ScanReport
    cleanups: tuple[CleanupRequest, ...]
    event: ScanFinished
    summary: str
    """One line for Temporal's pages."""


class Look(Model):
    """The last looks of one scan at one project, as far as Temporal remembers."""

    scan: str
    report: ScanReport | None = None
    """The last that came to a conclusion; of its findings, what a digest says of them."""
    failure: str = ""
    """Why the looks since then came to none; empty if there were no such looks."""
    next_look: AwareDatetime | None = None
    """When the Schedule fires again; None while a person has it paused."""


class Record(Model):
    """The past of one project, as far as Temporal remembers."""

    looks: tuple[Look, ...] = ()
    """One per scan that is switched on, in the order of the list of scans."""
    cleanups: tuple[CleanupOutcome, ...] = ()
    """What became of their findings."""
    digest: DigestReport | None = None
    """The last digest that was posted, or would have been."""

    @model_validator(mode="before")
    @classmethod
    def _of_one_scan(cls, value: Any) -> Any:
        """Read what was recorded while there was one scan: a digest may be in flight since then."""
        if not isinstance(value, dict) or "scan" not in value:
            return cast("Any", value)
        old = dict(cast("dict[str, Any]", value))
        look = {"report": old.pop("scan"), "failure": old.pop("scan_failure", "")}
        return old | {"looks": [look | {"scan": STALE_FLAGS, "next_look": old.pop("next_look")}]}


class OpenPullRequest(Model):
    """One of our pull requests that waits for people."""

    repository: str
    number: int
    url: str
    title: str
    branch: str
    draft: bool
    created_at: AwareDatetime


class OpenPullRequests(Model):
    """All of them, or the reason why they could not be listed."""

    pull_requests: tuple[OpenPullRequest, ...] = ()
    blind: str = ""


class ComposeDigest(Model):
    """Everything a digest is made of."""

    request: DigestRequest
    at: AwareDatetime
    record: Record
    pull_requests: OpenPullRequests
