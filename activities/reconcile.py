"""The door to deploys that nobody told us of: what GitHub lists, and webhooks that were lost.

Each is handed over as the listener would have done it, under the same ids, so whatever was heard
after all is not begun again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from temporalio import activity
from temporalio.client import Client

from activities.heartbeat import Pulse, beating
from activities.watch_payloads import DeploysFound, FindDeploys
from clients.errors import ClientError
from clients.github import GitHub
from clients.github.webhooks import deploy_of
from scans.deploy_watch.incoming import (
    DeployWatchRequest,
    HeardDeploy,
    NotWatched,
    to_watch,
    watch_id,
)
from scans.deploy_watch.report import CARD_MEMO, WatchCard
from scans.deploy_watch.settings import DeployWatchSettings
from scans.model import Deploy, identity

Hear = Callable[[str, DeployWatchRequest, HeardDeploy], Awaitable[None]]
"""Starts a watch by its id, or tells it of one more delivery."""

DELIVERY = "found"
"""How a deploy that was found is called, before GitHub's number of it: webhooks have other ids."""


@dataclass(frozen=True)
class Reconciling:
    """What has to be known to hand a deploy over."""

    github: GitHub | None
    repositories: Mapping[str, tuple[str, ...]]
    """Configured repositories, each with the projects that its code belongs to."""
    settings: DeployWatchSettings
    deploys_from: Collection[str] = ("deployment_status",)
    """Events that count as a deploy."""


class ReconcileActivities:
    """Reads GitHub, and hands over with the worker's own Temporal client."""

    def __init__(self, known: Reconciling, hearer: Callable[[Client], Hear]) -> None:
        """Remember where to look; `hearer` makes what hands over out of a client."""
        self._known = known
        self._hearer = hearer

    @activity.defn(name="find_deploys")
    async def find_deploys(self, order: FindDeploys) -> DeploysFound:
        """Begin the watches that are missing, and return them."""
        async with beating() as pulse:
            return await find_deploys(self._known, activity.client(), self._hearer, order, pulse)


async def find_deploys(
    known: Reconciling,
    client: Client,
    hearer: Callable[[Client], Hear],
    order: FindDeploys,
    pulse: Pulse,
) -> DeploysFound:
    """Hand over every deploy of a project that has no watch. Raises what `hearer` does."""
    since = order.at - timedelta(minutes=known.settings.most_watch_minutes)
    watched = await _watched(client, order.project, since)
    if known.github is None:
        return DeploysFound(as_of=order.at, blind=("GitHub is not read: no key is set.",))
    blind: list[str] = []
    heard: list[HeardDeploy] = []
    for name, projects in known.repositories.items():
        if order.project in projects:
            pulse(name)
            found, why = await _listed(known.github, name, since, watched)
            heard += found
            blind += why
    pulse("webhook deliveries")
    found, why = await _lost(known, known.github, since, order.at)
    heard += found
    blind += why
    begun = [
        await _hand_over(known, each, order, hearer(client))
        for each in _watchable(known, heard, order)
    ]
    return DeploysFound(as_of=order.at, begun=tuple(dict.fromkeys(begun)), blind=tuple(blind))


async def _watched(client: Client, project: str, since: datetime) -> frozenset[str]:
    """Return GitHub's numbers of the deploys that have a watch already."""
    query = (
        f"WorkflowType = '{identity.DEPLOY_WATCH}' AND {identity.PROJECT_ATTRIBUTE} = '{project}' "
        f"AND StartTime >= '{since.isoformat()}'"
    )
    shown = [(await each.memo()).get(CARD_MEMO) async for each in client.list_workflows(query)]
    return frozenset(WatchCard.model_validate(card).deploy.id for card in shown if card)


async def _listed(
    github: GitHub, name: str, since: datetime, watched: Collection[str]
) -> tuple[Sequence[HeardDeploy], Sequence[str]]:
    try:
        found = await asyncio.to_thread(github.deployed_since, name, since, watched)
    except ClientError as error:
        # The next look comes in minutes, and most teams never give the App this permission.
        return (), (str(error),)
    return [HeardDeploy(delivery=f"{DELIVERY}:{each.id}", deploy=each) for each in found], ()


async def _lost(
    known: Reconciling, github: GitHub, since: datetime, now: datetime
) -> tuple[Sequence[HeardDeploy], Sequence[str]]:
    """Return what failed webhooks tell of; their ids are those that a redelivery would have."""
    try:
        lost = await asyncio.to_thread(github.missed_deliveries, since, known.deploys_from)
    except ClientError as error:
        return (), (str(error),)
    found: list[HeardDeploy] = []
    blind: list[str] = []
    for each in lost:
        try:
            deploy = deploy_of(
                each.event,
                each.payload,
                now=now,
                counted=known.deploys_from,
                environment=next(iter(known.settings.environments), ""),
            )
        except ValidationError:
            blind.append(f"Delivery {each.id} is not what GitHub documents of {each.event}.")
            continue
        if isinstance(deploy, Deploy):
            found.append(HeardDeploy(delivery=each.id, deploy=deploy))
    return found, blind


def _watchable(
    known: Reconciling, heard: Sequence[HeardDeploy], order: FindDeploys
) -> Iterator[HeardDeploy]:
    """Yield what belongs to the project and goes where deploys are watched, oldest first."""
    spelled = {name.casefold(): name for name in known.repositories}
    for each in sorted(heard, key=lambda each: each.deploy.at):
        name = spelled.get(each.deploy.repository.casefold())
        if name is None or order.project not in known.repositories[name]:
            continue
        named = each.deploy.model_copy(update={"repository": name})
        deploy = to_watch(named, known.settings.environments, order.at)
        if not isinstance(deploy, NotWatched):
            yield HeardDeploy(delivery=each.delivery, deploy=deploy)


async def _hand_over(known: Reconciling, heard: HeardDeploy, order: FindDeploys, hear: Hear) -> str:
    projects = known.repositories[heard.deploy.repository]
    watch = watch_id(heard.deploy, order.project, projects)
    await hear(watch, DeployWatchRequest(project=order.project, deploy=heard.deploy), heard)
    return watch
