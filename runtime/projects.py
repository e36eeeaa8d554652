"""Projects out of settings: what a worker reads on the clock, and a command when somebody asks.

Apart from the rest of the composition root, because who asks once needs no Temporal, GitHub or
Slack, and would wait for all of them to be imported.
"""

from pydantic import SecretStr

from activities.wiring import OpenPostHog, Project
from clients.posthog import PostHog, RequestBudget
from clients.roster_memory import RosterMemory
from settings import Repository, Settings


def project(settings: Settings, name: str, roster: RosterMemory | None = None) -> Project:
    """Return one of the projects. With a `roster`, its flags may be those of the day.

    Raises:
        ConfigurationError: Its key is not set.
    """
    code = code_of(settings, name)
    return Project(
        name=name,
        open_posthog=_posthog(settings, name, roster),
        stale_flags=settings.scans.stale_flags.rule(),
        dead_events=settings.scans.dead_events.rule(),
        event_health=settings.scans.event_health.rule(),
        scans=settings.scans.enabled,
        repositories=tuple(repository.name for repository in code),
        peers=tuple(
            sorted({peer for each in code for peer in settings.projects_of(each)} - {name})
        ),
        deploy_watch=settings.scans.deploy_watch.rule(),
    )


def code_of(settings: Settings, name: str) -> list[Repository]:
    """Return the repositories that belong to a project."""
    return [each for each in settings.repositories if name in settings.projects_of(each)]


def _posthog(settings: Settings, name: str, roster: RosterMemory | None) -> OpenPostHog:
    """Return what opens a project for one run, with a budget of its own each time."""
    return _opening(settings, name, settings.secrets.posthog_api_key(name), roster)


def writer(settings: Settings, name: str) -> OpenPostHog | None:
    """Return what opens a project to change something in it; None where nothing may be changed.

    Raises:
        ConfigurationError: The key that may write is not set.
    """
    if settings.outputs.posthog_writes != "on" or not settings.scans.deploy_watch.enabled:
        return None
    return _opening(settings, name, settings.secrets.posthog_write_api_key(name), None)


def _opening(
    settings: Settings, name: str, key: SecretStr, roster: RosterMemory | None
) -> OpenPostHog:
    section, limits = settings.projects[name], settings.limits
    return lambda: PostHog(
        section.host,
        section.project_id,
        key,
        budget=RequestBudget(limits.posthog_requests, limits.posthog_queries),
        roster=roster,
    )
