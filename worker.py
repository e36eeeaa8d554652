"""The composition root: settings become clients, clients become activities, activities a worker.

Read it to learn what is wired to what. Nothing but the command line imports it.
"""

import contextlib
import os
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import structlog
from pydantic import SecretStr
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from activities.failures import TranslateClientErrors
from activities.github import GitHubActivities, Proposing
from activities.judgement import JudgementActivities
from activities.posthog import PostHogActivities
from activities.record import RecordActivities
from activities.repository import RepositoryActivities
from activities.slack import DigestPlace, SlackActivities
from activities.telling import Voice
from activities.usage_events import UsageEventActivities
from activities.wiring import Repository, Rules
from clients.capture import CaptureFile
from clients.git import Git, RepositoryAddress
from clients.github import AppCredentials, GitHub, TokenCredentials
from clients.index_memory import IndexMemory, engine_of
from clients.roster_memory import RosterMemory
from clients.second_parsers import LocalParsers
from clients.slack import Slack
from clients.usage_events import UsageEvents
from runtime import schedules, watching
from runtime.connection import connect as connect_to
from runtime.connection import environment_address
from runtime.declared import declared_schedules
from runtime.embedded import EmbeddedServer, Place
from runtime.listening import listening
from runtime.projects import code_of, project
from runtime.serving import first_to_end, until_told_to_stop
from settings import ConfigurationError, Problem, Settings
from workflows import names
from workflows.registry import WORKFLOWS, sandbox

log = structlog.get_logger(__name__)

ROLES = {
    "core": names.CORE,
    "posthog": names.POSTHOG,
    "checkout": names.CHECKOUT,
    "slack": names.SLACK,
}
"""Role to task queue: what `worker --role` can be asked to serve."""

GRACE = timedelta(seconds=20)
"""Time an activity gets to end by itself; Kubernetes ends everything after 30 s by default."""
HEARTBEATS = timedelta(seconds=2)
"""The SDK holds heartbeats back for up to a minute; a cancellation would wait as long."""
THREADS = 16
_ROOM_BYTES = 8 * 1024**2
"""What an empty database of the embedded server takes, and as much again for a first run."""


def roles(word: str) -> tuple[str, ...]:
    """Return the roles that a word means; empty for a word that means none."""
    if word == "all":
        return tuple(ROLES)
    return (word,) if word in ROLES else ()


# Settings become clients; projects do in `runtime.projects`.


def capture_file(settings: Settings) -> CaptureFile:
    """Return the file that preview mode writes to."""
    return CaptureFile(settings.storage.folder / "capture.jsonl")


def github(settings: Settings) -> GitHub | None:
    """Return the client for GitHub; None where nothing that is on needs one and no key is set."""
    section, secrets = settings.github, settings.secrets
    try:
        credentials = (
            TokenCredentials(secrets.github_token())
            if section.app_id is None
            else AppCredentials(section.app_id, secrets.github_app_private_key())
        )
    except ConfigurationError:
        outputs = settings.outputs
        if "on" in (outputs.pull_requests, outputs.issues, outputs.comments):
            raise
        return None
    return GitHub(
        section.api_url, credentials, seconds_between_writes=section.seconds_between_writes
    )


def repositories(settings: Settings, client: GitHub | None) -> dict[str, Repository]:
    """Return every configured repository, with how to get a token for it."""

    def token(name: str) -> Callable[[], SecretStr | None]:
        return lambda: client.installation_token(name) if client else None

    return {
        section.name: Repository(
            address=RepositoryAddress(section.name, settings.clone_url(section), section.branch),
            projects=settings.projects_of(section),
            ignore=section.ignore,
            token=token(section.name),
        )
        for section in settings.repositories
    }


def slack(settings: Settings) -> Slack | None:
    """Return the client for Slack; None unless messages are really sent."""
    if settings.outputs.slack != "on":
        return None
    return Slack(settings.secrets.slack_bot_token(), base_url=settings.slack.api_url)


# Clients become activities: each role builds what it serves, and so needs no other role's keys.

Activities = list[Callable[..., Any]]


def _posthog_activities(settings: Settings) -> Activities:
    roster = RosterMemory(settings.storage.folder / "roster")
    known = {name: project(settings, name, roster) for name in settings.projects}
    reading = PostHogActivities(known)
    return [
        reading.assess_flags,
        reading.assess_events,
        reading.assess_health,
        *watching.reading_posthog(settings, known, capture_file(settings)),
    ]


def _checkout_activities(settings: Settings) -> Activities:
    client = github(settings)
    known = repositories(settings, client)
    git = Git(settings.storage.folder / "repositories")
    engine = engine_of("codebase", "scans.model")
    memory = IndexMemory(settings.storage.folder / "index", engine)
    parsers = LocalParsers()
    voice = Voice(settings.outputs.comments, client, capture_file(settings))
    locating = RepositoryActivities(git, known, memory, parsers)
    proposing = GitHubActivities(
        Proposing(
            git=git,
            github=client,
            repositories=known,
            mode=settings.outputs.pull_requests,
            issues=settings.outputs.issues,
            comments=settings.outputs.comments,
            limits=settings.limits.rule(),
            capture=capture_file(settings),
            memory=memory,
            parsers=parsers,
            ui=_ui(settings),
        )
    )
    return [
        locating.locate_flags,
        locating.captured_events,
        locating.event_sites,
        proposing.open_cleanup_pr,
        proposing.open_pull_requests,
        proposing.merged_changes,
        proposing.tell_merged,
        *watching.reading_code(settings, git, known, voice),
    ]


def _slack_activities(settings: Settings) -> Activities:
    place = DigestPlace(
        channel=settings.slack.channel or "",
        modes=settings.outputs.rule(),
        time_zone=settings.schedules.time_zone,
        capture=capture_file(settings),
    )
    client = slack(settings)
    return [
        SlackActivities(client, place).post_digest,
        *watching.telling(settings, client, capture_file(settings)),
    ]


def _core_activities(settings: Settings, events: UsageEvents) -> Activities:
    rules = {name: _rules(settings, name) for name in settings.projects}
    judging = JudgementActivities(rules, settings.outputs.rule(), settings.limits.rule())
    remembering = RecordActivities(settings.outputs.rule(), settings.scans.enabled)
    return [
        judging.begin_scan,
        judging.conclude_flags,
        judging.conclude_events,
        judging.conclude_health,
        remembering.look_back,
        remembering.settled_findings,
        UsageEventActivities(events).scan_finished,
        *watching.remembering(settings, _ui(settings)),
    ]


def _rules(settings: Settings, name: str) -> Rules:
    scans, code = settings.scans, code_of(settings, name)
    return Rules(
        stale_flags=scans.stale_flags.rule(),
        dead_events=scans.dead_events.rule(),
        event_health=scans.event_health.rule(),
        repositories=tuple(each.name for each in code),
        shared=frozenset(each.name for each in code if len(settings.projects_of(each)) > 1),
    )


_WIRES: dict[str, Callable[[Settings], Activities]] = {
    "posthog": _posthog_activities,
    "checkout": _checkout_activities,
    "slack": _slack_activities,
}


@contextlib.contextmanager
def wired(settings: Settings, wanted: Sequence[str]) -> Generator[dict[str, Activities]]:
    """Yield the activities of each wanted role. Raises `ConfigurationError` before any runs."""
    events = _usage_events(settings) if "core" in wanted else None
    try:
        served = {role: wire(settings) for role, wire in _WIRES.items() if role in wanted}
        if events:
            served["core"] = _core_activities(settings, events)
        yield served
    finally:
        if events:
            events.close()


def _usage_events(settings: Settings) -> UsageEvents:
    section = settings.usage_events
    key = settings.secrets.usage_events_api_key() if section.enabled else None
    return UsageEvents(enabled=section.enabled, host=section.host, api_key=key)


def _ui(settings: Settings) -> str:
    address = settings.temporal.ui_url or (
        "" if temporal_address(settings) else _place(settings).ui_url
    )
    return f"{address}/namespaces/{settings.temporal.namespace}/workflows" if address else ""


# Activities become workers.


def workers(client: Client, served: Mapping[str, Activities]) -> list[Worker]:
    """Return one worker per role; they share threads, and a sandbox without escape."""
    # Log lines have these facts as fields.
    activity.logger.activity_info_on_message = False
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="activity")
    return [
        Worker(
            client,
            task_queue=ROLES[role],
            workflows=WORKFLOWS if ROLES[role] == names.CORE else (),
            activities=activities,
            activity_executor=threads,
            max_concurrent_activities=THREADS,
            workflow_runner=sandbox(),
            interceptors=[TranslateClientErrors()],
            graceful_shutdown_timeout=GRACE,
            max_heartbeat_throttle_interval=HEARTBEATS,
            default_heartbeat_throttle_interval=HEARTBEATS,
        )
        for role, activities in served.items()
    ]


# How a process runs.


def temporal_address(settings: Settings) -> str | None:
    """Return where Temporal is, or None if we are to run it ourselves."""
    return settings.temporal.address or environment_address()


async def connect(settings: Settings) -> Client:
    """Connect to the Temporal that the settings mean, ours or another.

    Raises:
        TemporalUnreachable: Nothing answers there.
    """
    section = settings.temporal
    address = temporal_address(settings) or _place(settings).address
    return await connect_to(address, section.namespace, profile=section.profile or "")


def _place(settings: Settings) -> Place:
    section = settings.temporal
    return Place(settings.storage.folder, section.embedded_port, section.embedded_ui_port)


async def up(settings: Settings) -> None:
    """Run everything on this machine until told to stop."""
    _prepare_storage(settings)
    async with contextlib.AsyncExitStack() as stack:
        stop = await stack.enter_async_context(until_told_to_stop())
        waiting: list[Awaitable[object]] = [stop.wait()]
        if temporal_address(settings) is None:
            server = await stack.enter_async_context(EmbeddedServer(_place(settings)))
            waiting.append(server.failed())
        client = await connect(settings)
        await schedules.reconcile(client, declared_schedules(settings))
        await stack.enter_async_context(_working(client, settings, tuple(ROLES)))
        address = await stack.enter_async_context(listening(client, settings))
        log.info("up", listener=address, schedules=len(declared_schedules(settings)))
        await first_to_end(*waiting)


def _prepare_storage(settings: Settings) -> None:
    """Make the data folder; what is written below it is for this user alone.

    It holds clones of private code and the history of every run. A folder that is there already
    keeps the permissions that somebody gave it; the files in it are private all the same.

    Raises:
        ConfigurationError: The folder cannot be made or written to.
    """
    os.umask(0o077)
    folder = settings.storage.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * _ROOM_BYTES)
    except OSError as error:
        where, found = f"{folder}", error.strerror or type(error).__name__
        allowed = f"a folder that this user can write to, with {_ROOM_BYTES} bytes of room"
        advice = "Make room or correct its permissions, or name another."
        raise ConfigurationError(
            Problem(where, "storage.data_dir", found, allowed, advice)
        ) from None


async def work(settings: Settings, wanted: Sequence[str]) -> None:
    """Serve task queues of a Temporal cluster until told to stop."""
    _prepare_storage(settings)
    async with until_told_to_stop() as stop:
        client = await connect(settings)
        async with _working(client, settings, wanted):
            log.info("working", roles=list(wanted))
            await stop.wait()


async def listen(settings: Settings) -> None:
    """Take webhooks and calls of pipelines until told to stop."""
    async with until_told_to_stop() as stop:
        client = await connect(settings)
        async with listening(client, settings) as address:
            log.info("listening", address=address)
            await stop.wait()


@contextlib.asynccontextmanager
async def _working(
    client: Client, settings: Settings, wanted: Sequence[str]
) -> AsyncGenerator[None]:
    async with contextlib.AsyncExitStack() as stack:
        served = stack.enter_context(wired(settings, wanted))
        for each in workers(client, served):
            await stack.enter_async_context(each)
        yield
