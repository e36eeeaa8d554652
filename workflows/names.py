"""Names that outlive a deployment: histories, schedules and other programs hold on to them."""

from temporalio.common import SearchAttributeKey

CORE = "groundskeeper-core"
"""Workflows and activities that cost next to nothing."""
POSTHOG = "groundskeeper-posthog"
"""Everything that spends the project's request budget."""
CHECKOUT = "groundskeeper-checkout"
"""Everything that needs a disk and a processor: clone, find, edit, propose."""
SLACK = "groundskeeper-slack"

PROJECT = SearchAttributeKey.for_keyword("GkProject")
REPOSITORY = SearchAttributeKey.for_keyword("GkRepository")
SUBJECT = SearchAttributeKey.for_keyword("GkSubject")
SPEC_DIGEST = SearchAttributeKey.for_keyword("GkSpecDigest")
"""Which declaration a Schedule was last reconciled with."""

SEARCH_ATTRIBUTES = (PROJECT, REPOSITORY, SUBJECT, SPEC_DIGEST)

STALE_FLAG_SCAN = "StaleFlagScan"
CLEANUP = "Cleanup"
DIGEST = "Digest"

SCAN_WORKFLOWS = {"stale_flags": STALE_FLAG_SCAN}
"""Scan name to the workflow that runs it; what `POST /scans` and the Schedules may ask for."""

SCHEDULE_PREFIX = "groundskeeper:"


def scan_id(scan: str, project: str) -> str:
    """Return the id of a scan's workflow; Schedules append the time they fired."""
    return f"scan:{scan}:{project}"


def cleanup_id(repository: str, scan: str, subject_slug: str) -> str:
    """Return the id that lets one Cleanup at a time own a subject in a repository."""
    return f"cleanup:{repository}:{scan}:{subject_slug}"


def digest_id(project: str) -> str:
    """Return the id of a digest's workflow; Schedules append the time they fired."""
    return f"digest:{project}"


def schedule_id(kind: str, project: str) -> str:
    """Return the id of the Schedule that runs `kind` for a project."""
    return f"{SCHEDULE_PREFIX}{kind}:{project}"
