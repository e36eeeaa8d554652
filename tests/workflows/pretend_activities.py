"""Activities under the real names that answer at once, so that a workflow's order can be seen."""

from datetime import UTC, datetime

from temporalio import activity

from activities.payloads import (
    ComposeDigest,
    ConcludeFlags,
    Conclusion,
    FlagsAssessed,
    LocateFlags,
    OpenPullRequests,
    Record,
)
from scans.model import (
    CleanupOutcome,
    CleanupRequest,
    DigestReport,
    DigestRequest,
    Finding,
    RepositoryCode,
    ScanReport,
    ScanRequest,
    ScanResult,
)
from scans.model.usage_event import ScanFinished
from scans.stale_flags import FlagAssessment

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def finding(subject: str = "new-checkout") -> Finding:
    """A finding that a plan would act on."""
    return Finding(
        fingerprint=f"stale_flags:{subject}:00ff",
        scan="stale_flags",
        subject=subject,
        verdict="fully_rolled_out",
        fixed_value=True,
        confidence=0.9,
        reason="It has served true to everyone for 90 days.",
    )


class PretendActivities:
    """Knows `subjects` to clean up in each of `repositories`; remembers what was asked."""

    def __init__(
        self, *, subjects: tuple[str, ...] = (), repositories: tuple[str, ...] = ("my-org/shop",)
    ) -> None:
        self.subjects = subjects
        self.repositories = repositories
        self.asked: list[str] = []
        self.event_fails = False
        self.refusals: dict[str, Exception] = {}
        """What to raise for a subject's Cleanup, or for `assess`."""

    @property
    def all(self) -> list[object]:
        """Every activity, to register on a worker."""
        return [
            self.assess_flags,
            self.locate_flags,
            self.conclude_flags,
            self.scan_finished,
            self.open_cleanup_pr,
            self.look_back,
            self.settled_findings,
            self.open_pull_requests,
            self.post_digest,
        ]

    def _refuse(self, what: str) -> None:
        if what in self.refusals:
            raise self.refusals[what]

    @activity.defn(name="assess_flags")
    async def assess_flags(self, request: ScanRequest) -> FlagsAssessed:
        """Answer with no candidates; the conclusion below is what counts."""
        self.asked.append(f"assess {request.project}")
        self._refuse("assess")
        return FlagsAssessed(assessment=FlagAssessment(), repositories=self.repositories, at=AT)

    @activity.defn(name="locate_flags")
    async def locate_flags(self, request: LocateFlags) -> RepositoryCode:
        """Find nothing."""
        self.asked.append(f"locate {request.repository}")
        return RepositoryCode(repository=request.repository)

    @activity.defn(name="conclude_flags")
    async def conclude_flags(self, facts: ConcludeFlags) -> Conclusion:
        """Ask for a cleanup of every subject in every repository."""
        self.asked.append("conclude")
        findings = tuple(finding(subject) for subject in self.subjects)
        return Conclusion(
            report=ScanReport(
                project=facts.request.project, as_of=AT, result=ScanResult(findings=findings)
            ),
            cleanups=tuple(
                CleanupRequest(
                    project=facts.request.project,
                    repository=code.repository,
                    finding=each,
                    slug=each.subject,
                )
                for each in findings
                for code in facts.code
            ),
            event=ScanFinished(
                run_id="run",
                scan="stale_flags",
                findings=len(findings),
                abstained=0,
                blind=0,
                actions=len(findings),
                posthog_requests=0,
                seconds=0,
            ),
            summary=f"{len(findings)} findings",
        )

    @activity.defn(name="scan_finished")
    async def scan_finished(self, event: ScanFinished) -> bool:
        """Take the event, or fail as a service would."""
        self.asked.append("event")
        if self.event_fails:
            raise RuntimeError("the queue is full")
        return False

    @activity.defn(name="open_cleanup_pr")
    async def open_cleanup_pr(self, request: CleanupRequest) -> CleanupOutcome:
        """Open pull request number 1."""
        self.asked.append(f"propose {request.repository} {request.finding.subject}")
        self._refuse(request.finding.subject)
        return CleanupOutcome(
            repository=request.repository,
            subject=request.finding.subject,
            fingerprint=request.finding.fingerprint,
            number=1,
            url="http://127.0.0.1/pull/1",
        )

    @activity.defn(name="look_back")
    async def look_back(self, request: DigestRequest) -> Record:
        """Remember nothing."""
        self.asked.append(f"look back {request.project}")
        return Record()

    @activity.defn(name="settled_findings")
    async def settled_findings(self, request: ScanRequest) -> tuple[str, ...]:
        """Know of nothing."""
        self.asked.append(f"settled {request.project}")
        return ()

    @activity.defn(name="open_pull_requests")
    async def open_pull_requests(self, request: DigestRequest) -> OpenPullRequests:
        """Find none."""
        self.asked.append("pull requests")
        return OpenPullRequests()

    @activity.defn(name="post_digest")
    async def post_digest(self, facts: ComposeDigest) -> DigestReport:
        """Post it."""
        self.asked.append("post")
        return DigestReport(
            project=facts.request.project, period="2026-W47", as_of=facts.at, posted=True
        )
