"""The door to Slack: one message per digest, whatever happens in between."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

from temporalio import activity

from activities.heartbeat import beating
from activities.payloads import ComposeDigest, OpenPullRequest, Record
from activities.wiring import utc_now
from clients.capture import CaptureFile
from clients.slack import Slack
from messages.branch import branch_name
from messages.digest import DigestContent, ScanSection, SlackMessage, WaitingPullRequest, digest
from scans.model import (
    Blind,
    BlockedBy,
    CleanupOutcome,
    DigestReport,
    Finding,
    ScanResult,
)
from scans.model.action import OutputModes, Skipped

NEWEST = "the newest scan"
"""The source that is blind when a scan came to no conclusion."""

_LOOK_BACK = timedelta(days=8)
"""A digest belongs to an ISO week; its message cannot be older than that week and a day."""


@dataclass(frozen=True)
class DigestPlace:
    """Where digests go, and what the message says about the outputs."""

    channel: str
    modes: OutputModes
    time_zone: str
    capture: CaptureFile


def iso_week(at: datetime, time_zone: str) -> str:
    """Return the period that a moment belongs to, as `2026-W47`."""
    year, week, _ = at.astimezone(ZoneInfo(time_zone)).isocalendar()
    return f"{year}-W{week:02d}"


def content(facts: ComposeDigest, place: DigestPlace) -> DigestContent:
    """Return everything that this digest has to tell."""
    record = facts.record
    reports = [look.report for look in record.looks if look.report is not None]
    findings = [found for report in reports for found in report.result.findings]
    return DigestContent(
        project=facts.request.project,
        period=iso_week(facts.at, place.time_zone),
        as_of=facts.at,
        sections=tuple(_sections(record)),
        previous_as_of=record.digest.as_of if record.digest else None,
        pull_requests=tuple(_waiting(facts.pull_requests.pull_requests, findings)),
        skipped=(
            *(skipped for report in reports for skipped in report.skipped),
            *_not_proposed(record.cleanups),
        ),
        blind=tuple(_blind(facts)),
        version=version("groundskeeper"),
        modes=place.modes,
    )


def _sections(record: Record) -> Iterator[ScanSection]:
    """Yield a section for each scan that has looked, or tried to."""
    for look in record.looks:
        report = look.report
        if report is None and not look.failure:
            continue
        result = report.result if report else ScanResult()
        failed = (Blind(source=NEWEST, reason=look.failure),) if look.failure else ()
        yield ScanSection(
            scan=look.scan,
            findings=result.findings,
            omitted=report.omitted if report else 0,
            previous=_told_last(record, look.scan),
            abstained=result.abstained,
            blind=(*failed, *result.blind),
            last_success=report.as_of if report else None,
            next_look=look.next_look,
        )


def _told_last(record: Record, scan: str) -> tuple[str, ...] | None:
    if record.digest is None:
        return None
    return tuple(each for each in record.digest.fingerprints if each.startswith(f"{scan}:"))


def _waiting(
    pull_requests: Iterable[OpenPullRequest], findings: Iterable[Finding]
) -> Iterator[WaitingPullRequest]:
    named = {branch_name(found.scan, found.subject): found for found in findings}
    for each in pull_requests:
        found = named.get(each.branch)
        yield WaitingPullRequest(
            repository=each.repository,
            number=each.number,
            url=each.url,
            title=each.title,
            scan=found.scan if found else "",
            subject=found.subject if found else "",
            created_at=each.created_at,
            draft=each.draft,
        )


def _not_proposed(cleanups: Iterable[CleanupOutcome]) -> Iterator[Skipped]:
    for outcome in cleanups:
        if outcome.blocked_by is not None:
            yield Skipped(
                fingerprint=outcome.fingerprint,
                subject=outcome.subject,
                blocked_by=outcome.blocked_by,
                detail=outcome.detail,
            )


def _blind(facts: ComposeDigest) -> Iterator[Blind]:
    if facts.pull_requests.blind:
        yield Blind(source="pull requests", reason=facts.pull_requests.blind)


class SlackActivities:
    """Holds the one client that may write to Slack."""

    def __init__(self, slack: Slack | None, place: DigestPlace) -> None:
        self._slack = slack
        self._place = place

    @activity.defn(name="post_digest")
    async def post_digest(self, facts: ComposeDigest) -> DigestReport:
        """Say what there is to tidy: once per period, in place if it is said again."""
        async with beating():
            return await asyncio.to_thread(tell, facts, self._slack, self._place)


def tell(facts: ComposeDigest, slack: Slack | None, place: DigestPlace) -> DigestReport:
    """Deliver one digest, write it down, or say why neither happened.

    Raises:
        ClientError: Slack refused, or is away.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    told = content(facts, place)
    report = DigestReport(
        project=told.project,
        period=told.period,
        as_of=facts.at,
        fingerprints=tuple(each for section in told.sections for each in section.told),
        blind=told.blindness,
    )
    if refused := _untold(facts, told, place):
        return report.model_copy(update=refused)
    message = digest(told)
    if place.modes.slack == "preview" or slack is None:
        _capture(message, place)
        return report.model_copy(update={"blocked_by": BlockedBy.PREVIEW})
    posted = slack.post_once(
        place.channel,
        key=message.key,
        revision=message.revision,
        text=message.text,
        blocks=message.blocks,
        since=facts.at - _LOOK_BACK,
    )
    return report.model_copy(
        update={"posted": True, "channel_id": posted.channel_id, "ts": posted.ts}
    )


def _untold(
    facts: ComposeDigest, told: DigestContent, place: DigestPlace
) -> dict[str, object] | None:
    """Return why nothing is said this time, if so."""
    if not told.sections:
        return {"blocked_by": BlockedBy.BLIND, "detail": "no scan has come to an end yet"}
    if place.modes.slack == "off":
        return {"blocked_by": BlockedBy.OUTPUT_OFF}
    last = facts.record.digest
    if told.saw_nothing and last is not None and last.blind == told.blindness:
        detail = "nothing could be read, as the last digest has said"
        return {"blocked_by": BlockedBy.BLIND, "detail": detail}
    return None


def _capture(message: SlackMessage, place: DigestPlace) -> None:
    place.capture.append_once(
        at=utc_now(),
        output="slack",
        operation="post_digest",
        target=place.channel,
        key=message.key,
        revision=message.revision,
        payload={"text": message.text, "blocks": list(message.blocks)},
    )
