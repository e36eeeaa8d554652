"""What the listener needs from the composition root, and what it answers with."""

import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pydantic import SecretStr

from scans.deploy_watch.incoming import DeployWatchRequest, HeardDeploy, Press
from scans.deploy_watch.settings import DeployWatchSettings


class Unavailable(Exception):
    """The hand-over did not happen: Temporal is away. The caller may send the same again."""


class WatchOver(Exception):
    """There is no such watch, or none any more."""


class StartScan(Protocol):
    """Starts one scan; the same `delivery` never starts a second one."""

    def __call__(self, scan: str, project: str, *, delivery: str) -> Awaitable[str]:
        """Return the workflow's id. Raises `Unavailable`."""
        ...


class Watches(Protocol):
    """The watches over deploys, wherever they run. What returns has been taken for good."""

    async def hear(self, watch: str, request: DeployWatchRequest, heard: HeardDeploy) -> None:
        """Start the watch with this workflow id, or tell the one that is open.

        One that is over already has heard of its deploy. Raises `Unavailable`.
        """
        ...

    async def press(self, watch: str, press: Press) -> Callable[[], Awaitable[str]]:
        """Hand a press over; what is returned gives what the watch says to it, maybe nothing.

        Raises:
            WatchOver: Nobody is there to be pressed.
            Unavailable: It was not taken.
        """
        ...

    async def hint(self, project: str) -> int:
        """Let the project's open watches look now; how many there are. Raises `Unavailable`."""
        ...


class Reply(Protocol):
    """Says a text to one person alone, at an address that their request named."""

    def __call__(self, response_url: str, text: str) -> Awaitable[object]:
        """Say it; that it could not be said is nobody's concern."""
        ...


@dataclass(frozen=True)
class Watching:
    """What is known of deploys: where they come from, and who watches them."""

    watches: Watches
    repositories: Mapping[str, tuple[str, ...]]
    """Configured repositories, each with the projects that its code belongs to."""
    environments: tuple[str, ...] = DeployWatchSettings().environments
    """Where something is watched; releases and pushes are taken to go to the first."""
    deploys_from: Collection[str] = ("deployment_status",)
    """Events of GitHub that count as a deploy."""
    project_numbers: Mapping[int, Collection[str]] = field(
        default_factory=dict[int, Collection[str]]
    )
    """PostHog's numbers of the configured projects."""


@dataclass(frozen=True)
class Doors:
    """What the listener needs from the composition root. A door without its secret is shut."""

    projects: frozenset[str]
    secrets: Mapping[str, SecretStr]
    """Of the pipelines, by the name of each."""
    start_scan: StartScan
    ready: Callable[[], Awaitable[str]]
    """Empty when everything is there, else what is missing."""
    watching: Watching | None = None
    """None where no deploy is watched."""
    github_secret: SecretStr | None = None
    slack_secret: SecretStr | None = None
    posthog_secret: SecretStr | None = None
    reply: Reply | None = None
    most_handed_over_at_once: int = 16
    metrics: Literal["loopback", "everyone", "nobody"] = "loopback"
    now: Callable[[], float] = time.time
