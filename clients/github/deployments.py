"""Deployments: which commits went live when, as far as somebody tells GitHub."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from github.Deployment import Deployment as TheirDeployment
from github.Repository import Repository

from scans.model import Deploy

MOST_DEPLOYS = 20
"""Whose success is asked about: that is a request for each."""

_LIVE = re.compile(r"(^|[^a-z])(production|prod|live)([^a-z]|$)", re.IGNORECASE)
"""Environments that people use, by name; GitHub is seldom told which do."""

SOURCE = "github.deployments"


def successful(repository: Repository, name: str, since: datetime) -> Iterator[Deploy]:
    """Yield the deploys to production that succeeded since then, newest first."""
    recent = takewhile(lambda each: each.created_at >= since, repository.get_deployments())
    live = (each for each in recent if _is_live(each))
    for _, deployment in zip(range(MOST_DEPLOYS), live, strict=False):
        for status in deployment.get_statuses():
            # An older deployment is set inactive by the next one, after it had succeeded.
            if status.state == "success":
                yield Deploy(
                    repository=name,
                    environment=deployment.environment,
                    sha=deployment.sha,
                    at=status.created_at,
                    source=SOURCE,
                    url=status.environment_url or "",
                )
                break


def _is_live(deployment: TheirDeployment) -> bool:
    named = _LIVE.search(deployment.environment) is not None
    return not deployment.transient_environment and (deployment.production_environment or named)
