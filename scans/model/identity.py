"""Identities: what makes everything happen once. They outlive deployments; never rename one."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

STALE_FLAG_SCAN = "StaleFlagScan"
DEAD_EVENT_SCAN = "DeadEventScan"
EVENT_HEALTH_SCAN = "EventHealthScan"
CLEANUP = "Cleanup"
DIGEST = "Digest"
DEPLOY_WATCH = "DeployWatch"
RECONCILE_DEPLOYS = "ReconcileDeploys"
PLACEBO_REPLAY = "PlaceboReplay"

STALE_FLAGS = "stale_flags"
DEAD_EVENTS = "dead_events"
EVENT_HEALTH = "event_health"
"""Names of scans: part of fingerprints, branches, ids and settings."""

SCAN_WORKFLOWS = {
    STALE_FLAGS: STALE_FLAG_SCAN,
    DEAD_EVENTS: DEAD_EVENT_SCAN,
    EVENT_HEALTH: EVENT_HEALTH_SCAN,
}
"""Scan name to the workflow that runs it; what `POST /scans` and the Schedules may ask for."""

PROJECT_ATTRIBUTE = "GkProject"
REPOSITORY_ATTRIBUTE = "GkRepository"
SUBJECT_ATTRIBUTE = "GkSubject"
"""Search attributes: how a workflow is found again by what it is about."""

ENVIRONMENT_ATTRIBUTE = "GkEnvironment"
"""`{repository}:{environment}`: whose deploys follow each other."""
INCIDENT_ATTRIBUTE = "GkIncident"
"""Status of a watch's incident; not there while there is none."""
MENTIONED_ATTRIBUTE = "GkMentioned"
"""GitHub login of whoever an incident mentions."""

SCHEDULE_PREFIX = "groundskeeper:"

FINGERPRINT_DIGITS = 16
"""Hexadecimal digits of a fingerprint's hash: 64 bits, for some thousand findings of a project."""


def fingerprint_of(scan: str, subject: str, matters: Mapping[str, Any]) -> str:
    """Return `scan:subject:hash`, where the hash covers scan, subject and what `matters`.

    `matters` is JSON; the order of its members plays no part.
    """
    identity = {"scan": scan, "subject": subject, **matters}
    canonical = json.dumps(identity, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    return f"{scan}:{subject}:{digest[:FINGERPRINT_DIGITS]}"


def scan_id(scan: str, project: str) -> str:
    """Return the id of a scan's workflow; Schedules append the time they fired."""
    return f"scan:{scan}:{project}"


def cleanup_id(repository: str, scan: str, subject_slug: str) -> str:
    """Return the id that lets one Cleanup at a time own a subject in a repository."""
    return f"cleanup:{repository}:{scan}:{subject_slug}"


def deploy_watch_id(repository: str, environment: str, deploy: str) -> str:
    """Return the id of a deploy's watch; `deploy` is GitHub's number of it, or its sha."""
    return f"deploy-watch:{repository}:{environment}:{deploy}"


def deploys_id(project: str) -> str:
    """Return the id of the look for missed deploys; Schedules append the time they fired."""
    return f"deploys:{project}"


def placebo_id(project: str) -> str:
    """Return the id of a replay of a project's past; Schedules append the time they fired."""
    return f"placebo:{project}"


def digest_id(project: str) -> str:
    """Return the id of a digest's workflow; Schedules append the time they fired."""
    return f"digest:{project}"


def schedule_id(kind: str, project: str) -> str:
    """Return the id of the Schedule that runs `kind`, a scan or `digest`, for a project."""
    return f"{SCHEDULE_PREFIX}{kind}:{project}"
