"""The listener out of settings: who may call, with which secret, and where it all goes."""

import contextlib
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from datetime import timedelta

import structlog
from pydantic import SecretStr
from temporalio.client import Client
from temporalio.service import RPCError

from clients.secrecy import hold
from clients.slack_requests import Replies
from listener.app import Listener
from listener.doors import Doors, Watching
from runtime.hand_over import TemporalWatches
from runtime.serving import serving
from runtime.starting import start_once
from settings import ConfigurationError, Settings

log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def listening(client: Client, settings: Settings) -> AsyncGenerator[str]:
    """Answer whoever may call for the length of a block; yields the address.

    Raises:
        PortTaken: `listener.host` and `listener.port` are not to be had.
    """
    listener = Listener(doors(client, settings))
    section = settings.listener
    async with contextlib.AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving(listener.app, section.host, section.port))
        if token := _app_token(settings):
            # Its threads and the SDK are for those who use it.
            from runtime.socket_mode import pressed_by_socket

            connection = pressed_by_socket(
                token, settings.slack.api_url, listener.pressing, listener.metrics.connected.set
            )
            await stack.enter_async_context(connection)
        yield address


def doors(client: Client, settings: Settings) -> Doors:
    """Return what the settings let in, and where it is handed over."""

    async def start_scan(scan: str, project: str, *, delivery: str) -> str:
        return await start_once(client, scan, project, delivery)

    secrets = settings.secrets
    return Doors(
        projects=frozenset(settings.projects),
        secrets=_pipelines(settings),
        start_scan=start_scan,
        ready=lambda: _missing(client),
        watching=_watching(client, settings),
        github_secret=_held(secrets.github_webhook_secret),
        slack_secret=_held(secrets.slack_signing_secret),
        posthog_secret=_held(secrets.posthog_webhook_secret),
        reply=Replies(settings.slack.api_url).say,
        most_handed_over_at_once=settings.listener.most_handed_over_at_once,
        metrics=settings.listener.metrics,
    )


def _watching(client: Client, settings: Settings) -> Watching | None:
    section = settings.scans.deploy_watch
    if not section.enabled:
        return None
    numbers: dict[int, set[str]] = defaultdict(set)
    for name, project in settings.projects.items():
        numbers[project.project_id].add(name)
    return Watching(
        watches=TemporalWatches(client),
        repositories={each.name: settings.projects_of(each) for each in settings.repositories},
        environments=section.environments,
        deploys_from=section.deploys_from,
        project_numbers=numbers,
    )


async def _missing(client: Client) -> str:
    try:
        healthy = await client.service_client.check_health(timeout=timedelta(seconds=2))
    except RPCError as error:
        return f"Temporal does not answer: {error.message[:100]}"
    return "" if healthy else "Temporal is not serving"


def _held(secret: Callable[[], SecretStr]) -> SecretStr | None:
    """Return a secret if it is set; without it its door is shut, and nothing else changes."""
    try:
        found = secret()
    except ConfigurationError:
        return None
    hold(found)
    return found


def _pipelines(settings: Settings) -> dict[str, SecretStr]:
    """Return the secrets that are set; a client without one cannot call, and nobody else can."""
    secrets, found = settings.secrets, dict[str, SecretStr]()
    for name in settings.listener.clients:
        if secret := _held(lambda name=name: secrets.listener_secret(name)):
            found[name] = secret
    if not found:
        log.warning("pipelines are refused: no GROUNDSKEEPER_LISTENER_SECRET_… is set")
    return found


def _app_token(settings: Settings) -> SecretStr | None:
    """Return the token of Socket Mode where buttons are sent and it is to bring them."""
    if settings.outputs.slack != "on" or not settings.slack.socket_mode:
        return None
    token = _held(settings.secrets.slack_app_token)
    if token is None:
        advice = "set GROUNDSKEEPER_SLACK_APP_TOKEN, or slack.socket_mode = false and POST /slack"
        log.warning("buttons in Slack do nothing: there is no app token", advice=advice)
    return token
