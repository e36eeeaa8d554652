"""Deployments and their statuses, of which emulate knows nothing. They are kept in memory."""

from datetime import UTC, datetime
from typing import Any

ENVIRONMENT = "production"
"""What GitHub takes where nobody names one."""

STATES = frozenset({"error", "failure", "inactive", "in_progress", "queued", "pending", "success"})

_FILTERS = ("sha", "ref", "task", "environment")


class Deployments:
    """Those of one repository, below the API's address of it."""

    def __init__(self) -> None:
        self._deployments: list[dict[str, Any]] = []
        self._statuses: dict[int, list[dict[str, Any]]] = {}

    def create(self, repository: str, sha: str, body: dict[str, Any]) -> dict[str, Any]:
        """Note a deployment of a commit; `repository` is its address."""
        number = len(self._deployments) + 1
        url = f"{repository}/deployments/{number}"
        environment = body.get("environment", ENVIRONMENT)
        deployment = {
            "id": number,
            "node_id": f"DE_{number}",
            "url": url,
            "statuses_url": f"{url}/statuses",
            "repository_url": repository,
            "sha": sha,
            "ref": body["ref"],
            "task": body.get("task", "deploy"),
            "payload": body.get("payload", {}),
            "environment": environment,
            "original_environment": environment,
            "description": body.get("description"),
            "transient_environment": body.get("transient_environment", False),
            "production_environment": body.get(
                "production_environment", environment == ENVIRONMENT
            ),
            "created_at": _now(),
            "updated_at": _now(),
        }
        self._deployments.append(deployment)
        self._statuses[number] = []
        return deployment

    def all(self, filters: dict[str, str]) -> list[dict[str, Any]]:
        """Return the deployments, newest first."""
        wanted = {name: filters[name] for name in _FILTERS if filters.get(name, "none") != "none"}
        return [
            each
            for each in reversed(self._deployments)
            if all(each[name] == value for name, value in wanted.items())
        ]

    def add_status(self, number: int, body: dict[str, Any]) -> dict[str, Any] | None:
        """Note what became of a deployment; None if there is no such."""
        if number not in self._statuses:
            return None
        deployment = self._deployments[number - 1]
        statuses = self._statuses[number]
        status = {
            "id": number * 1000 + len(statuses),
            "node_id": f"DES_{number}_{len(statuses)}",
            "url": f"{deployment['statuses_url']}/{number * 1000 + len(statuses)}",
            "deployment_url": deployment["url"],
            "repository_url": deployment["repository_url"],
            "state": body["state"],
            "description": body.get("description", ""),
            "environment": deployment["environment"],
            "environment_url": body.get("environment_url", ""),
            "log_url": body.get("log_url", ""),
            "target_url": body.get("log_url", ""),
            "created_at": _now(),
            "updated_at": _now(),
        }
        statuses.insert(0, status)
        return status

    def statuses(self, number: int) -> list[dict[str, Any]] | None:
        """Return the statuses of a deployment, newest first; None if there is no such."""
        return self._statuses.get(number)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
