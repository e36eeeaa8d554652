"""Task queues, search attributes and identities, as workflows and their callers use them."""

from temporalio.common import SearchAttributeKey

from scans.model.identity import (
    CLEANUP,
    DEAD_EVENT_SCAN,
    DEPLOY_WATCH,
    DIGEST,
    ENVIRONMENT_ATTRIBUTE,
    EVENT_HEALTH_SCAN,
    INCIDENT_ATTRIBUTE,
    MENTIONED_ATTRIBUTE,
    PLACEBO_REPLAY,
    PROJECT_ATTRIBUTE,
    RECONCILE_DEPLOYS,
    REPOSITORY_ATTRIBUTE,
    SCAN_WORKFLOWS,
    SCHEDULE_PREFIX,
    STALE_FLAG_SCAN,
    SUBJECT_ATTRIBUTE,
    cleanup_id,
    deploys_id,
    digest_id,
    placebo_id,
    scan_id,
    schedule_id,
)

__all__ = [
    "CHECKOUT",
    "CLEANUP",
    "CORE",
    "DEAD_EVENT_SCAN",
    "DEPLOY_WATCH",
    "DIGEST",
    "ENVIRONMENT",
    "EVENT_HEALTH_SCAN",
    "INCIDENT",
    "MENTIONED",
    "PLACEBO_REPLAY",
    "POSTHOG",
    "PROJECT",
    "RECONCILE_DEPLOYS",
    "REPOSITORY",
    "SCAN_WORKFLOWS",
    "SCHEDULE_PREFIX",
    "SEARCH_ATTRIBUTES",
    "SLACK",
    "SPEC_DIGEST",
    "STALE_FLAG_SCAN",
    "SUBJECT",
    "cleanup_id",
    "deploys_id",
    "digest_id",
    "placebo_id",
    "scan_id",
    "schedule_id",
]

CORE = "groundskeeper-core"
"""Workflows and activities that cost next to nothing."""
POSTHOG = "groundskeeper-posthog"
"""Everything that spends the project's request budget."""
CHECKOUT = "groundskeeper-checkout"
"""Everything that needs a disk and a processor: clone, find, edit, propose."""
SLACK = "groundskeeper-slack"

PROJECT = SearchAttributeKey.for_keyword(PROJECT_ATTRIBUTE)
REPOSITORY = SearchAttributeKey.for_keyword(REPOSITORY_ATTRIBUTE)
SUBJECT = SearchAttributeKey.for_keyword(SUBJECT_ATTRIBUTE)
ENVIRONMENT = SearchAttributeKey.for_keyword(ENVIRONMENT_ATTRIBUTE)
INCIDENT = SearchAttributeKey.for_keyword(INCIDENT_ATTRIBUTE)
MENTIONED = SearchAttributeKey.for_keyword(MENTIONED_ATTRIBUTE)
SPEC_DIGEST = SearchAttributeKey.for_keyword("GkSpecDigest")
"""Which declaration a Schedule was last reconciled with."""

SEARCH_ATTRIBUTES = (
    PROJECT,
    REPOSITORY,
    SUBJECT,
    ENVIRONMENT,
    INCIDENT,
    MENTIONED,
    SPEC_DIGEST,
)
