"""Settings of the deploy watch become its activities, role by role.

Apart from the rest of the composition root because a watch has a door at every service: this is the
place to read which of its doors holds which key.
"""

from collections.abc import Callable, Mapping
from typing import Any

from activities.deploy_watch import DeployWatchActivities, Marking
from activities.incidents import IncidentActivities, IncidentPlace
from activities.reconcile import ReconcileActivities, Reconciling
from activities.suspects import SuspectActivities
from activities.telling import Voice
from activities.watch_record import WatchRecordActivities, WatchRules
from activities.wiring import Project, Repository
from clients.capture import CaptureFile
from clients.git import Git
from clients.github import GitHub
from clients.slack import Slack
from runtime.hand_over import TemporalWatches
from runtime.projects import writer
from scans.deploy_watch.telling import QuietTime, TellingRules
from settings import Settings

Activities = list[Callable[..., Any]]


def reading_posthog(
    settings: Settings, projects: Mapping[str, Project], capture: CaptureFile
) -> Activities:
    """Return what asks PostHog, and marks deploys there with a key of its own.

    Raises:
        ConfigurationError: Deploys are to be marked, and the key that may write is not set.
    """
    found = ((name, writer(settings, name)) for name in settings.projects)
    marking = Marking(
        mode=settings.outputs.posthog_writes,
        capture=capture,
        writers={name: opens for name, opens in found if opens is not None},
    )
    watching = DeployWatchActivities(projects, marking)
    return [
        watching.begin_watch,
        watching.look_at_deploy,
        watching.describe_issues,
        watching.mark_deploy,
        watching.replay_past,
    ]


def reading_code(
    settings: Settings, git: Git, repositories: Mapping[str, Repository], voice: Voice
) -> Activities:
    """Return what asks GitHub and git: what a deploy brought, whose it was, which were missed."""
    suspecting = SuspectActivities(git, repositories, voice.github, voice)
    return [
        suspecting.read_change,
        suspecting.rank_suspects,
        suspecting.comment_on_suspect,
        _reconciling(settings, voice.github).find_deploys,
    ]


def _reconciling(settings: Settings, github: GitHub | None) -> ReconcileActivities:
    section = settings.scans.deploy_watch
    known = Reconciling(
        github=github,
        repositories={each.name: settings.projects_of(each) for each in settings.repositories},
        settings=section.rule(),
        deploys_from=section.deploys_from,
    )
    return ReconcileActivities(known, lambda client: TemporalWatches(client).hear)


def telling(settings: Settings, slack: Slack | None, capture: CaptureFile) -> Activities:
    """Return what tells people of incidents."""
    place = IncidentPlace(
        channel=alert_channel(settings),
        mode=settings.outputs.slack,
        capture=capture,
        people=settings.slack.people,
        web_url=settings.github.web_url,
    )
    incidents = IncidentActivities(slack, place)
    return [incidents.tell_incident, incidents.reply_in_thread]


def alert_channel(settings: Settings) -> str:
    """Return where incidents are told: a channel of their own, or that of the digest."""
    return settings.slack.alert_channel or settings.slack.channel or ""


def remembering(settings: Settings, ui: str) -> Activities:
    """Return what reads Temporal's record of the watches."""
    section, limits = settings.scans.deploy_watch, settings.limits
    rules = WatchRules(
        settings=section.rule(),
        telling=TellingRules(
            alerts=section.alerts,
            slack=settings.outputs.slack,
            silent_hours=section.silent_hours,
            incidents_a_day=limits.incidents_a_day,
            mentions_a_day=limits.mentions_a_day,
            quiet=QuietTime.model_validate(settings.quiet_hours.model_dump()),
        ),
        channel=alert_channel(settings),
        queries_an_hour=limits.posthog_queries_an_hour,
        reserve=limits.posthog_queries,
        ui=ui,
    )
    record = WatchRecordActivities(dict.fromkeys(settings.projects, rules))
    return [record.place_of_watch, record.may_alert]
