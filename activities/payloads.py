"""What crosses between a workflow and its activities, where the shared nouns do not say it yet.

References and findings only: what stands here stands in Temporal's history.
"""

from typing import Any, cast

from pydantic import AwareDatetime, model_validator

from scans.model import (
    CleanupOutcome,
    CleanupRequest,
    DigestReport,
    DigestRequest,
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
