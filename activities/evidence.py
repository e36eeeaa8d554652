"""What each scan reads of a project, and in which order: a question may rest on an answer.

The worker's activities and the command line call the same functions, so they read the same.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from activities.wiring import OpenPostHog
from clients.posthog import FLAG_SOURCES, read_documents
from scans.model import CapturedNames, Documents, MergedChange, Questions
from scans.stale_flags import StaleFlagSettings

if TYPE_CHECKING:
    from scans.dead_events import DeadEventSettings
    from scans.event_health import EventHealthSettings

NOTHING = Documents({})


async def read_for_flags(
    open_posthog: OpenPostHog,
    settings: StaleFlagSettings,
    now: datetime,
    so_far: Documents = NOTHING,
) -> Documents:
    """Read what the scan of flags judges.

    `so_far` is what another scan of the same `now` has read: it is part of the answer, and nothing
    of it is read again.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    questions = Questions(flag_window_days=settings.usage_window_days)
    async with open_posthog() as posthog:
        read = await read_documents(posthog, now, FLAG_SOURCES, questions, so_far=so_far)
    return so_far.joined(read)


async def read_for_events(
    open_posthog: OpenPostHog,
    captured: Sequence[CapturedNames],
    settings: "DeadEventSettings",
    now: datetime,
    so_far: Documents = NOTHING,
) -> Documents:
    """Read what the scan of dead events judges; who reads an event only if any may be dead.

    Raises:
        ClientError: As above.
    """
    raise NotImplementedError


async def read_for_health(
    open_posthog: OpenPostHog,
    merged: Sequence[MergedChange],
    settings: "EventHealthSettings",
    now: datetime,
    so_far: Documents = NOTHING,
) -> Documents:
    """Read what the scan of event health judges: counts, then what they give reason to ask.

    Raises:
        ClientError: As above.
    """
    raise NotImplementedError
