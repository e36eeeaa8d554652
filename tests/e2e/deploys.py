"""What a course of a deploy needs: a bad one, its errors, its watch, the message about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from temporalio.service import RPCError, RPCStatusCode

from demo.emulators.credentials import FULL_NAME, SLACK_ALERT_CHANNEL, SLACK_TOKEN
from runtime.processes import LOOPBACK
from scans.deploy_watch.report import DeployWatchReport
from scans.model.identity import deploy_watch_id
from tests.e2e.stage import PATIENCE_SECONDS, Stage, until

ENVIRONMENT = "production"
SINCE_T0 = timedelta(minutes=35)
"""How long the bad commit is live when the course begins: enough to be sure of it."""


def quick(settings: str) -> str:
    """Return a worker's settings with looks every three seconds, and a recovery of two minutes."""
    paced = "minutes_between_looks = 0.05\nrecovery_minutes = 2\n"
    return settings.replace("minutes_between_looks = 0.1\n", paced).replace(
        "[limits]\n", "[limits]\nposthog_queries_an_hour = 100000\n"
    )


@dataclass(frozen=True)
class BadDeploy:
    """Five merges that went live at once; one of them breaks the basket."""

    stage: Stage
    at: datetime
    before: str
    after: str
    bad: Mapping[str, Any]

    def errors(self, *, ended: datetime | None = None) -> None:
        """Let people meet the errors since it went live, and no more from `ended` on."""
        order = {
            "kind": "bad_deploy",
            "began": self.at.isoformat(),
            # Few errors without the bad commit: two quiet minutes are soon found.
            "times": 15,
            "errors_per_hour": 6,
            "sessions_per_hour": 200,
            "commit": self.after,
            "error": self.bad["error"],
            "frames": self.bad["frames"],
            # A week to judge by, and nine days to be judged.
            "history_days": 16,
        }
        if ended:
            order["ended"] = ended.isoformat()
        self.stage.posthog("incident", order)

    def deploy(self, sha: str, at: datetime) -> str:
        """Deploy a commit, which GitHub tells by webhook; returns the id of its watch."""
        made = self.stage.emulators.play(
            "deployments",
            ref=sha,
            environment=ENVIRONMENT,
            at=at.isoformat(),
            creator="robin-hazel",
            states=[{"state": "success", "at": at.isoformat()}],
        )
        return deploy_watch_id(FULL_NAME, ENVIRONMENT, str(made["id"]))


def bad_deploy(stage: Stage) -> BadDeploy:
    """Merge the bad commit, and have people meet its errors; nobody is told of the deploy yet."""
    at = (datetime.now(UTC) - SINCE_T0).replace(second=0, microsecond=0)
    played = stage.emulators.play("incident", at=at.isoformat())
    found = BadDeploy(stage, at, played["before"], played["after"], played["bad"])
    # What was live before; nobody listens yet.
    found.deploy(found.before, at - timedelta(days=2))
    found.errors()
    return found


def tell_by_webhook(stage: Stage) -> None:
    """Have GitHub tell the worker of what happens from now on."""
    stage.emulators.play("hook", url=f"http://{LOOPBACK}:{stage.listener_port}/github")


def report(stage: Stage, watch: str, seconds: float = PATIENCE_SECONDS) -> DeployWatchReport:
    """Return what a watch came to; its webhook may still be on its way."""

    def found() -> DeployWatchReport | None:
        try:
            return stage.result(watch, DeployWatchReport, seconds)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
        return None

    return until(found, f"{watch} has begun", seconds)


def incidents(stage: Stage) -> list[dict[str, Any]]:
    """Return the messages about incidents, newest first, without their threads."""
    return _slack(stage, "conversations.history")


def thread(stage: Stage, ts: str) -> list[dict[str, Any]]:
    """Return the replies below a message, oldest first."""
    return _slack(stage, "conversations.replies", ts=ts)[1:]


def words(message: Mapping[str, Any]) -> str:
    """Return everything that a message's blocks hold, as JSON."""
    # Between a sign and a number stands a space of no width, so that nothing becomes a link.
    return json.dumps(message["blocks"], ensure_ascii=False).replace("\u200b", "")


def _slack(stage: Stage, method: str, **arguments: str) -> list[dict[str, Any]]:
    with httpx.Client(
        base_url=stage.emulators.addresses.slack_api,
        headers={"authorization": f"Bearer {SLACK_TOKEN}"},
        trust_env=False,
    ) as slack:
        listed = slack.post("conversations.list").raise_for_status().json()["channels"]
        (channel,) = [each["id"] for each in listed if each["name"] == SLACK_ALERT_CHANNEL]
        asked = {"channel": channel, "include_all_metadata": "true", **arguments}
        answer = slack.post(method, data=asked).raise_for_status()
    return [each for each in answer.json()["messages"] if each.get("metadata")]
