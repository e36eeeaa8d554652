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

    def create(
        self,
        repository: str,
        sha: str,
        body: dict[str, Any],
        creator: dict[str, Any] | None,
        at: datetime | None = None,
    ) -> dict[str, Any]:
        """Note a deployment of a commit; `repository` is its address, `at` is now if left out."""
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
            "created_at": _moment(at),
            "updated_at": _moment(at),
            "creator": creator,
        }
        self._deployments.append(deployment)
        self._statuses[number] = []
        return deployment

    def all(self, filters: dict[str, str]) -> list[dict[str, Any]]:
        """Return the deployments, newest first."""
        wanted = {name: filters[name] for name in _FILTERS if filters.get(name, "none") != "none"}
        newest_first = sorted(
            self._deployments, key=lambda each: (each["created_at"], each["id"]), reverse=True
        )
        return [
            each
            for each in newest_first
            if all(each[name] == value for name, value in wanted.items())
        ]

    def find(self, number: int) -> dict[str, Any] | None:
        """Return a deployment by its id."""
        return self._deployments[number - 1] if number in self._statuses else None

    def add_status(
        self,
        number: int,
        body: dict[str, Any],
        creator: dict[str, Any] | None,
        at: datetime | None = None,
    ) -> dict[str, Any] | None:
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
            "created_at": _moment(at),
            "updated_at": _moment(at),
            "creator": creator,
        }
        deployment["updated_at"] = status["created_at"]
        statuses.insert(0, status)
        return status

    def statuses(self, number: int) -> list[dict[str, Any]] | None:
        """Return the statuses of a deployment, newest first; None if there is no such."""
        return self._statuses.get(number)


def _moment(at: datetime | None) -> str:
    return f"{(at or datetime.now(UTC)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
