"""The door to PostHog: read what it knows about flags, judge what needs no code."""

from collections.abc import Mapping
from datetime import datetime

from temporalio import activity

from activities.evidence import read_for_flags
from activities.heartbeat import beating
from activities.payloads import FlagsAssessed
from activities.wiring import OpenPostHog, Project, utc_now
from scans.model import ScanRequest
from scans.stale_flags import FlagAssessment, StaleFlagSettings, assess, with_peers


async def assess_flags(
    open_posthog: OpenPostHog, settings: StaleFlagSettings, now: datetime
) -> FlagAssessment:
    """Read one project and judge its flags as far as PostHog knows.

    Raises:
        ClientError: PostHog refused the credentials, or could not be reached at all.
    """
    documents = await read_for_flags(open_posthog, settings, now, can_wait=True)
    return assess(documents, settings, now)


class PostHogActivities:
    """Holds the projects; a key never leaves the client that was built with it."""

    def __init__(self, projects: Mapping[str, Project]) -> None:
        self._projects = projects

    @activity.defn(name="assess_flags")
    async def assess_flags(self, request: ScanRequest) -> FlagsAssessed:
        """Read and judge one project's flags."""
        project = self._projects[request.project]
        now = utc_now()
        async with beating() as pulse:
            pulse(f"reading {project.name}")
            own = await assess_flags(project.open_posthog, project.stale_flags, now)
            peers: list[FlagAssessment] = []
            for name in project.peers:
                pulse(f"reading {name}, which shares code")
                peer = self._projects[name]
                peers.append(await assess_flags(peer.open_posthog, peer.stale_flags, now))
        return FlagsAssessed(
            assessment=with_peers(own, peers), repositories=project.repositories, at=now
        )
