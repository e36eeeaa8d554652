"""What the composition root hands to activities: where things are, never how to reach settings."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import SecretStr

from clients.git import RepositoryAddress
from clients.posthog import PostHog
from scans.dead_events.settings import DeadEventSettings
from scans.deploy_watch.settings import DeployWatchSettings
from scans.event_health.settings import EventHealthSettings
from scans.stale_flags import StaleFlagSettings

OpenPostHog = Callable[[], AbstractAsyncContextManager[PostHog]]


@dataclass(frozen=True)
class Project:
    """One PostHog project and the repositories that ask for its flags."""

    name: str
    open_posthog: OpenPostHog
    stale_flags: StaleFlagSettings
    dead_events: DeadEventSettings
    event_health: EventHealthSettings
    repositories: tuple[str, ...]
    scans: tuple[str, ...] = ()
    """Names of the scans that are switched on, in the order of the list of scans."""
    peers: tuple[str, ...] = ()
    """Other projects that one of these repositories asks: they have to serve the same."""
    deploy_watch: DeployWatchSettings = field(default_factory=DeployWatchSettings)


@dataclass(frozen=True)
class Rules:
    """What an operator has said about one project's verdicts, and where its code is."""

    stale_flags: StaleFlagSettings
    dead_events: DeadEventSettings
    event_health: EventHealthSettings
    repositories: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    """Those of the repositories that send to other projects too."""


@dataclass(frozen=True)
class Repository:
    """One repository: how to read it, and which projects it belongs to."""

    address: RepositoryAddress
    projects: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    """What is not searched, in the syntax of `.gitignore`."""
    token: Callable[[], SecretStr | None] = lambda: None
    """Asked for before each use: an App's installation tokens live for an hour."""

    @property
    def name(self) -> str:
        """`owner/name`."""
        return self.address.name

    def readable_address(self) -> RepositoryAddress:
        """Return the address with a token that is good now. Blocks; raises `ClientError`."""
        return replace(self.address, token=self.token())


def utc_now() -> datetime:
    """Return the time; the one place where activities read a clock."""
    return datetime.now(UTC)
