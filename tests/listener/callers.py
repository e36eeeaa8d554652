"""A listener with pretended watches behind it, and what its callers send."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from pydantic import SecretStr

from listener import github
from listener.app import create_app
from listener.doors import Doors, Unavailable, Watching, WatchOver
from listener.signature import SIGNATURE, TIMESTAMP, sign
from scans.deploy_watch.incoming import DeployWatchRequest, HeardDeploy, Press

NOW = 1_760_000_000
AT = "2025-10-09T08:53:20Z"
"""`NOW`, as JSON has it."""
SHA = "1f" * 20
CI, GITHUB, SLACK, POSTHOG = (SecretStr(f"secret of {who}") for who in ("ci", "gh", "sl", "ph"))
WATCH = f"deploy-watch:org/shop:production:{SHA}"
RESPONSE_URL = "https://hooks.slack.com/actions/T1/2/3"

Headers = dict[str, str]


@dataclass
class PretendWatches:
    """Takes what Temporal would take, remembers it, and can be away."""

    heard: list[tuple[str, DeployWatchRequest, HeardDeploy]] = field(
        default_factory=list[tuple[str, DeployWatchRequest, HeardDeploy]]
    )
    pressed: list[tuple[str, Press]] = field(default_factory=list[tuple[str, Press]])
    hinted: list[str] = field(default_factory=list[str])
    scans: list[str] = field(default_factory=list[str])
    said: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """What was said to one person alone."""
    away: bool = False
    over: bool = False
    answer: str = ""
    """What a watch says to a press."""
    open: asyncio.Event | None = None
    """Where it is there, a hand-over waits for it."""
    waiting: int = 0

    @property
    def touched(self) -> int:
        """How often anything at all was started, told or asked."""
        return len(self.heard) + len(self.pressed) + len(self.hinted) + len(self.scans)

    async def _take(self) -> None:
        if self.open:
            self.waiting += 1
            await self.open.wait()
        if self.away:
            raise Unavailable("connection refused")

    async def hear(self, watch: str, request: DeployWatchRequest, heard: HeardDeploy) -> None:
        """Take a deploy."""
        await self._take()
        self.heard.append((watch, request, heard))

    async def press(self, watch: str, press: Press) -> Callable[[], Awaitable[str]]:
        """Take a press."""
        await self._take()
        if self.over:
            raise WatchOver(watch)
        self.pressed.append((watch, press))

        async def says() -> str:
            return self.answer

        return says

    async def hint(self, project: str) -> int:
        """Take a hint."""
        await self._take()
        self.hinted.append(project)
        return 2

    async def start_scan(self, scan: str, project: str, *, delivery: str) -> str:
        """Take a scan."""
        await self._take()
        self.scans.append(delivery)
        return f"scan:{scan}:{project}:{delivery}"

    async def reply(self, response_url: str, text: str) -> None:
        """Take what is said to one person."""
        self.said.append((response_url, text))


@dataclass
class Clock:
    """Says what time it is."""

    now: float = NOW

    def __call__(self) -> float:
        """Return Unix seconds."""
        return self.now


def doors(watches: PretendWatches, clock: Clock | None = None, **changes: Any) -> Doors:
    """Return doors that all have their secret, with two projects and three repositories."""

    async def ready() -> str:
        return ""

    watching = Watching(
        watches,
        {"org/shop": ("shop",), "org/shared": ("shop", "web"), "org/lost": ()},
        environments=("production", "live"),
        project_numbers={1: ("shop",), 2: ("web",)},
    )
    options: dict[str, Any] = {
        "projects": frozenset({"shop", "web"}),
        "secrets": {"ci": CI},
        "start_scan": watches.start_scan,
        "ready": ready,
        "watching": watching,
        "github_secret": GITHUB,
        "slack_secret": SLACK,
        "posthog_secret": POSTHOG,
        "reply": watches.reply,
        "now": clock or Clock(),
    }
    return Doors(**(options | changes))


def calling(
    watches: PretendWatches, clock: Clock | None = None, **changes: Any
) -> httpx.AsyncClient:
    """Return a client of a listener that has just begun."""
    transport = httpx.ASGITransport(app=create_app(doors(watches, clock, **changes)))
    return httpx.AsyncClient(transport=transport, base_url="http://listener")


def as_json(payload: Mapping[str, Any]) -> bytes:
    """Return a body."""
    return json.dumps(payload).encode()


def by_pipeline(body: bytes, *, at: int = NOW, secret: SecretStr = CI) -> Headers:
    """Headers of a pipeline's request."""
    return {
        "Content-Type": "application/json",
        TIMESTAMP: str(at),
        SIGNATURE: sign(secret, at, body),
    }


def by_github(
    body: bytes, event: str, delivery: str = "d-1", secret: SecretStr = GITHUB
) -> Headers:
    """Headers of GitHub's webhook."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": delivery,
        "X-Hub-Signature-256": github.sign(secret, body),
    }


def by_slack(body: bytes, *, at: int | str = NOW, secret: SecretStr = SLACK) -> Headers:
    """Headers of Slack's request."""
    key, text = secret.get_secret_value().encode(), f"v0:{at}:".encode() + body
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": "v0=" + hmac.new(key, text, hashlib.sha256).hexdigest(),
    }


def by_posthog(secret: str = POSTHOG.get_secret_value()) -> Headers:
    """Headers of PostHog's webhook."""
    return {"Content-Type": "application/json", "X-Groundskeeper-Secret": secret}


def deploy_told(**changes: Any) -> dict[str, Any]:
    """Body of `POST /deploys`."""
    return {"repository": "org/shop", "environment": "production", "sha": SHA} | changes


def deployment_status(**status: Any) -> dict[str, Any]:
    """GitHub's payload of a deployment that succeeded, with changes to its status."""
    return {
        "action": "created",
        "deployment": {
            "id": 17,
            "sha": SHA,
            "environment": "Production",
            "transient_environment": False,
            "creator": {"login": "shop-ci[bot]", "id": 1},
        },
        "deployment_status": {
            "id": 99,
            "state": "success",
            "created_at": AT,
            "environment": "Production",
            "environment_url": "https://shop.example",
            "log_url": "https://github.com/org/shop/actions/runs/1",
        }
        | status,
        "workflow_run": {"triggering_actor": {"login": "octocat"}},
        "repository": {"full_name": "org/shop", "default_branch": "main", "private": True},
        "sender": {"login": "shop-ci[bot]"},
    }


def pressed(action: str = "gk.incident.ack", **changes: Any) -> dict[str, Any]:
    """Slack's payload of a button; `action` may be a whole action instead of its id."""
    return {
        "type": "block_actions",
        "user": {"id": "U012AB3CD", "team_id": "T1"},
        "trigger_id": "133.447.abc",
        "response_url": RESPONSE_URL,
        "actions": [{"action_id": action, "type": "button", "value": WATCH}],
    } | changes


def form(payload: Mapping[str, Any]) -> bytes:
    """Return Slack's form."""
    return urlencode({"payload": json.dumps(payload)}).encode()
