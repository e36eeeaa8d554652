"""The door to Slack: one message per digest, whatever happens in between."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

from temporalio import activity

from activities.heartbeat import beating
from activities.payloads import ComposeDigest, OpenPullRequest
from activities.wiring import utc_now
from clients.capture import CaptureFile
from clients.slack import Slack
from messages.branch import branch_name
from messages.digest import DigestContent, SlackMessage, WaitingPullRequest, digest
from scans.model import (
    Blind,
    BlockedBy,
    CleanupOutcome,
    DigestReport,
    Finding,
    ScanResult,
)
from scans.model.action import OutputModes, Skipped

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
    """Return everything that this digest has to tell; without any scan, that there was none."""
    record, previous, scan = facts.record, facts.record.digest, facts.record.scan
    result = scan.result if scan else ScanResult()
    findings = result.findings
    return DigestContent(
        project=facts.request.project,
        period=iso_week(facts.at, place.time_zone),
        as_of=facts.at,
        findings=findings,
        previous=previous.fingerprints if previous else None,
        previous_as_of=previous.as_of if previous else None,
        pull_requests=tuple(_waiting(facts.pull_requests.pull_requests, findings)),
        skipped=(*(scan.skipped if scan else ()), *_not_proposed(record.cleanups)),
        abstained=result.abstained,
        blind=(*result.blind, *_blind(facts)),
        last_success=scan.as_of if scan else None,
        next_look=record.next_look,
        version=version("groundskeeper"),
        modes=place.modes,
    )


def _waiting(
    pull_requests: Iterable[OpenPullRequest], findings: Iterable[Finding]
) -> Iterator[WaitingPullRequest]:
    subjects = {branch_name(found.scan, found.subject): found.subject for found in findings}
    for each in pull_requests:
        yield WaitingPullRequest(
            repository=each.repository,
            number=each.number,
            url=each.url,
            title=each.title,
            subject=subjects.get(each.branch, ""),
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
    if facts.record.scan_failure:
        yield Blind(source="the newest scan", reason=facts.record.scan_failure)
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
    scan = facts.record.scan
    report = DigestReport(
        project=facts.request.project,
        period=iso_week(facts.at, place.time_zone),
        as_of=facts.at,
        fingerprints=tuple(found.fingerprint for found in scan.result.findings) if scan else (),
    )
    if scan is None and not facts.record.scan_failure:
        return report.model_copy(
            update={"blocked_by": BlockedBy.BLIND, "detail": "no scan has come to an end yet"}
        )
    if place.modes.slack == "off":
        return report.model_copy(update={"blocked_by": BlockedBy.OUTPUT_OFF})
    message = digest(content(facts, place))
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
