"""Activities under the real names that answer at once, so that a workflow's order can be seen."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from temporalio import activity

from activities.payloads import (
    AssessEvents,
    AssessHealth,
    ComposeDigest,
    ConcludeEvents,
    ConcludeFlags,
    ConcludeHealth,
    Conclusion,
    EventsAssessed,
    FlagsAssessed,
    HealthAssessed,
    LocateEvents,
    LocateFlags,
    MergedChanges,
    OpenPullRequests,
    ReadMerged,
    ReadNames,
    Record,
    ScanBegun,
    TellMerged,
)
from scans.dead_events import EventAssessment
from scans.event_health import HealthAssessment, HealthCandidate, MergedNews, Verdict
from scans.model import (
    CapturedNames,
    CleanupOutcome,
    CleanupRequest,
    CommentOutcome,
    DigestReport,
    DigestRequest,
    EventCode,
    Finding,
    MergedChange,
    RepositoryCode,
    ScanReport,
    ScanRequest,
    ScanResult,
    SuggestedAction,
)
from scans.model.usage_event import ScanFinished
from scans.stale_flags import FlagAssessment

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def finding(subject: str = "new-checkout", scan: str = "stale_flags") -> Finding:
    """A finding that a plan would act on."""
    return Finding(
        fingerprint=f"{scan}:{subject}:00ff",
        scan=scan,
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
            self.begin_scan,
            self.captured_events,
            self.assess_events,
            self.event_sites,
            self.conclude_events,
            self.merged_changes,
            self.assess_health,
            self.conclude_health,
            self.tell_merged,
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
        code = [each.repository for each in facts.code]
        return _conclusion(facts.request, "stale_flags", self.subjects, code)

    @activity.defn(name="begin_scan")
    async def begin_scan(self, request: ScanRequest) -> ScanBegun:
        """Name the repositories; the last one of several is shared with another project."""
        self.asked.append(f"begin {request.project}")
        return ScanBegun(
            at=AT,
            repositories=self.repositories,
            own=self.repositories[:-1] if len(self.repositories) > 1 else self.repositories,
            since=AT - timedelta(days=28),
        )

    @activity.defn(name="captured_events")
    async def captured_events(self, request: ReadNames) -> CapturedNames:
        """Capture every subject."""
        self.asked.append(f"names {request.repository}")
        return CapturedNames(repository=request.repository, names=self.subjects)

    @activity.defn(name="assess_events")
    async def assess_events(self, facts: AssessEvents) -> EventsAssessed:
        """Answer with no candidates; the conclusion below is what counts."""
        self.asked.append(f"assess {', '.join(each.repository for each in facts.captured)}")
        self._refuse("assess")
        return EventsAssessed(assessment=EventAssessment())

    @activity.defn(name="event_sites")
    async def event_sites(self, request: LocateEvents) -> EventCode:
        """Find nothing."""
        self.asked.append(f"sites {request.repository}")
        return EventCode(repository=request.repository)

    @activity.defn(name="conclude_events")
    async def conclude_events(self, facts: ConcludeEvents) -> Conclusion:
        """Ask for a cleanup of every subject in every repository."""
        self.asked.append("conclude")
        code = [each.repository for each in facts.code]
        return _conclusion(facts.request, "dead_events", self.subjects, code)

    @activity.defn(name="merged_changes")
    async def merged_changes(self, request: ReadMerged) -> MergedChanges:
        """Say that one pull request began to send each subject."""
        self.asked.append(f"merged {request.repository}")
        changes = tuple(
            _change(request.repository, number, subject)
            for number, subject in enumerate(self.subjects, 1)
        )
        return MergedChanges(changes=changes)

    @activity.defn(name="assess_health")
    async def assess_health(self, facts: AssessHealth) -> HealthAssessed:
        """Find something wrong with every subject, and news about every change."""
        self.asked.append("assess health")
        self._refuse("assess")
        candidates = tuple(
            HealthCandidate(
                event=subject,
                verdict=Verdict.PROPERTY_DROPPED,
                fingerprint=f"event_health:{subject}:00",
                confidence=0.9,
                severity="low",
                reason="It lost a property.",
                suggested_action=SuggestedAction.POST_ALERT,
            )
            for subject in self.subjects
        )
        told = [
            TellMerged(
                repository=each.changes[0].repository,
                news=tuple(MergedNews(change=change, kind="seen") for change in each.changes),
            )
            for each in facts.merged
            if each.changes
        ]
        return HealthAssessed(
            assessment=HealthAssessment(candidates=candidates), to_tell=tuple(told)
        )

    @activity.defn(name="conclude_health")
    async def conclude_health(self, facts: ConcludeHealth) -> Conclusion:
        """Conclude what was assessed."""
        self.asked.append("conclude")
        return _conclusion(facts.request, "event_health", self.subjects, ())

    @activity.defn(name="tell_merged")
    async def tell_merged(self, request: TellMerged) -> tuple[CommentOutcome, ...]:
        """Comment, or refuse."""
        self.asked.append(f"tell {request.repository}")
        self._refuse("tell")
        return tuple(
            CommentOutcome(
                repository=request.repository,
                number=each.change.number,
                kind=each.kind,
                url="http://127.0.0.1/comment",
            )
            for each in request.news
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


def _change(repository: str, number: int, subject: str) -> MergedChange:
    return MergedChange(
        repository=repository,
        number=number,
        url=f"http://127.0.0.1/pull/{number}",
        title=f"Send {subject}",
        merged_at=AT - timedelta(days=3),
        sha="5f0c7a1e" * 5,
        deployed_at=AT - timedelta(days=2),
        events=(subject,),
    )


def _conclusion(
    request: ScanRequest, scan: str, subjects: tuple[str, ...], code: Sequence[str]
) -> Conclusion:
    findings = tuple(finding(subject, scan) for subject in subjects)
    report = ScanReport(project=request.project, as_of=AT, result=ScanResult(findings=findings))
    return Conclusion(
        report=report,
        cleanups=tuple(
            CleanupRequest(
                project=request.project, repository=repository, finding=each, slug=each.subject
            )
            for each in findings
            for repository in code
        ),
        event=ScanFinished(
            run_id="run",
            scan=scan,
            findings=len(findings),
            abstained=0,
            blind=0,
            actions=len(findings),
            posthog_requests=0,
            seconds=0,
        ),
        summary=f"{len(findings)} findings",
    )
