"""The Schedules that the settings ask for: per project, one for each kind."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from runtime.schedules import Declared
from scans.model import DigestRequest, ScanRequest
from settings import Settings
from workflows import names

EVERY_TEN_MINUTES = "*/10 * * * *"
"""For deploys that nobody told us of: a watch of two hours that begins so late still sees most."""
WEEKLY = "0 3 * * 0"
"""For the replay of a project's past, when nobody else asks much of PostHog."""


def declared_schedules(settings: Settings) -> list[Declared]:
    """Return the Schedules that the settings ask for."""
    return [
        each
        for name in settings.projects
        for each in (*_of(settings, name), _digest(settings, name))
    ]


def _of(settings: Settings, name: str) -> Iterator[Declared]:
    declare = partial(
        Declared,
        argument=ScanRequest(project=name),
        project=name,
        time_zone=settings.schedules.time_zone,
    )
    for scan in settings.scans.enabled:
        yield declare(
            id=names.schedule_id(scan, name),
            workflow=names.SCAN_WORKFLOWS[scan],
            workflow_id=names.scan_id(scan, name),
            cron=getattr(settings.schedules, scan),
            summary=f"{scan.replace('_', ' ')} of {name}",
        )
    watch = settings.scans.deploy_watch
    if not watch.enabled:
        return
    yield declare(
        id=names.schedule_id("deploys", name),
        workflow=names.RECONCILE_DEPLOYS,
        workflow_id=names.deploys_id(name),
        cron=EVERY_TEN_MINUTES,
        summary=f"deploys of {name} that nobody told us of",
        jitter=timedelta(seconds=30),
        timeout=timedelta(minutes=15),
    )
    yield declare(
        id=names.schedule_id("placebo", name),
        workflow=names.PLACEBO_REPLAY,
        workflow_id=names.placebo_id(name),
        cron=WEEKLY,
        summary=f"how quiet the rule for deploys is in {name}",
        jitter=timedelta(minutes=30),
        timeout=timedelta(hours=24),
        # Without it nobody is told of anything, and a first week of silence looks like a fault.
        at_once=watch.alerts == "on",
    )


def _digest(settings: Settings, name: str) -> Declared:
    return Declared(
        id=names.schedule_id("digest", name),
        workflow=names.DIGEST,
        workflow_id=names.digest_id(name),
        argument=DigestRequest(project=name),
        project=name,
        cron=settings.schedules.digest,
        time_zone=settings.schedules.time_zone,
        summary=f"digest of {name}",
    )
