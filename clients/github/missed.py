"""Deploys nobody may have heard of: those that GitHub lists, and webhooks that did not arrive."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

from github import Github
from github.Deployment import Deployment as TheirDeployment
from github.DeploymentStatus import DeploymentStatus
from github.Repository import Repository
from pydantic import AwareDatetime, TypeAdapter

from clients.github.deployments import MOST_DEPLOYS, SOURCE
from scans.model import Deploy
from scans.model.base import Foreign

MOST_DELIVERIES = 100
"""As many as one page has; a door that was shut for longer misses nothing else, because deployments
are listed too."""
MOST_FETCHED = 20
"""Deliveries whose payload is asked for: that is a request for each."""

_TAKEN = range(200, 300)


@dataclass(frozen=True)
class MissedDelivery:
    """A delivery that our door never took, as GitHub kept it."""

    id: str
    """The same as in the header of every attempt at it."""
    event: str
    payload: Mapping[str, Any]


class _Listed(Foreign):
    id: int
    guid: str
    event: str
    status_code: int
    delivered_at: AwareDatetime


class _Request(Foreign):
    payload: dict[str, Any]


class _Delivery(Foreign):
    event: str
    request: _Request


_LISTED = TypeAdapter(list[_Listed])


def deployed_since(
    repository: Repository, name: str, since: datetime, known: Collection[str]
) -> Iterator[Deploy]:
    """Yield the deploys made since then that succeeded, newest first, as their webhooks tell them.

    Those whose number is `known` are left out and cost no request.
    """
    recent = takewhile(lambda each: each.created_at >= since, repository.get_deployments())
    unknown = (
        each for each in recent if str(each.id) not in known and not each.transient_environment
    )
    for deployment in islice(unknown, MOST_DEPLOYS):
        succeeded = (each for each in deployment.get_statuses() if each.state == "success")
        if (status := next(succeeded, None)) is not None:
            yield _deploy(deployment, status, name)


def _deploy(deployment: TheirDeployment, status: DeploymentStatus, name: str) -> Deploy:
    return Deploy(
        repository=name,
        environment=status.environment or deployment.environment,
        sha=deployment.sha,
        at=status.created_at,
        source=SOURCE,
        url=status.target_url or status.environment_url or "",
        id=str(deployment.id),
        # None for whoever has deleted their account.
        deployer=getattr(deployment.creator, "login", ""),
    )


def missed_deliveries(
    app: Github, since: datetime, events: Collection[str]
) -> Iterator[MissedDelivery]:
    """Yield the App's deliveries of some `events` since then that never got through."""
    _, listed = app.requester.requestJsonAndCheck(
        "GET", "/app/hook/deliveries", parameters={"per_page": MOST_DELIVERIES}
    )
    found = _LISTED.validate_python(listed)
    taken = {each.guid for each in found if each.status_code in _TAKEN}
    missed = {
        each.guid: each.id
        for each in found
        if each.guid not in taken and each.event in events and each.delivered_at >= since
    }
    for guid, number in islice(missed.items(), MOST_FETCHED):
        _, kept = app.requester.requestJsonAndCheck("GET", f"/app/hook/deliveries/{number}")
        delivery = _Delivery.model_validate(kept)
        yield MissedDelivery(guid, delivery.event, delivery.request.payload)
