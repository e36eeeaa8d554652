"""A deploy that was told of becomes a watch, whoever told of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from listener.answers import Answer, Refused, nothing_to_do
from listener.doors import Watching
from listener.hand_overs import HandOvers
from listener.metrics import Metrics
from scans.deploy_watch.incoming import (
    DeployWatchRequest,
    HeardDeploy,
    NotWatched,
    to_watch,
    watch_id,
)
from scans.model import Deploy

log = structlog.get_logger(__name__)

NOT_WATCHED = "no deploy is watched here: scans.deploy_watch.enabled is false"


class UnknownRepository(Refused):
    """A repository that nobody has configured."""

    def __init__(self, there_are: list[str], event: str) -> None:
        reason = f"no such repository; there are: {', '.join(there_are)}"
        super().__init__(404, "unknown", reason, event=event)


@dataclass(frozen=True)
class Hearing:
    """Hands deploys over to their watches."""

    watching: Watching
    hand_overs: HandOvers
    metrics: Metrics
    _spelled: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Learn how the repositories are spelled: GitHub does not care about the case."""
        spelled = {name.casefold(): name for name in self.watching.repositories}
        object.__setattr__(self, "_spelled", spelled)

    async def deploy(self, told: Deploy, delivery: str, *, event: str, now: float) -> Answer:
        """Return the answer to one delivery that tells of a deploy.

        Raises:
            UnknownRepository: Nobody has configured it.
            Refused: The hand-over failed.
        """
        name = self._spelled.get(told.repository.casefold())
        if name is None:
            raise UnknownRepository(sorted(self.watching.repositories), event)
        moment = datetime.fromtimestamp(now, UTC)
        deploy = to_watch(
            told.model_copy(update={"repository": name}), self.watching.environments, moment
        )
        if isinstance(deploy, NotWatched):
            return nothing_to_do(deploy.reason, event=event)
        projects = self.watching.repositories[name]
        if not projects:
            return nothing_to_do(f"{name} belongs to no project", event=event)

        async def tell() -> Answer:
            ids = [watch_id(deploy, project, projects) for project in projects]
            heard = HeardDeploy(delivery=delivery, deploy=deploy)
            pairs = zip(ids, projects, strict=True)
            await asyncio.gather(*(self._tell(watch, project, heard) for watch, project in pairs))
            more = {"workflow_ids": ids} if len(ids) > 1 else {}
            return Answer(202, {"workflow_id": ids[0], **more}, "handed_over", event=event)

        return await self.hand_overs.once(f"{event}:{delivery}", tell)

    async def _tell(self, watch: str, project: str, heard: HeardDeploy) -> None:
        request = DeployWatchRequest(project=project, deploy=heard.deploy)
        await self.watching.watches.hear(watch, request, heard)
        self.metrics.watches.inc()
        log.info("deploy heard", watch=watch, delivery=heard.delivery, source=heard.deploy.source)
