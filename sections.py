"""What may stand in the settings file, section by section: keys, meanings, defaults and limits.

`settings.py` reads the file and joins it with the environment.
"""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_data_dir
from pydantic import AfterValidator, Field, StringConstraints

from messages.configuration.values import (
    Branch,
    CloneUrl,
    Cron,
    IgnorePattern,
    RepositoryName,
    Slug,
    Url,
    invalid,
)
from scans.dead_events.settings import DeadEventSettings
from scans.deploy_watch.settings import DeployWatchSettings
from scans.event_health.settings import EventHealthSettings
from scans.model.action import ActionLimits, OutputMode, OutputModes
from scans.model.base import Model
from scans.stale_flags.settings import StaleFlagSettings


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise invalid('an IANA time zone, such as "Europe/Zurich"') from None
    return value


TimeZone = Annotated[str, AfterValidator(_time_zone)]


Hour = Annotated[int, Field(ge=0, le=23)]
Channel = Annotated[str, StringConstraints(pattern=r"^#?[^\s#<>]{1,80}$")]
Person = Annotated[str, StringConstraints(pattern=r"^([UW][A-Z0-9]{4,}|[^\s@<>]+@[^\s@<>]+)$")]


class Project(Model):
    """A PostHog project."""

    host: Url = Field(
        default="https://us.posthog.com", description="Address of the PostHog instance."
    )
    project_id: int = Field(
        ge=1, description="Number of the project, as in its address.", examples=[1]
    )


class Repository(Model):
    """A git repository that is searched, and that gets pull requests."""

    name: RepositoryName = Field(description="`owner/name` on GitHub.", examples=["my-org/shop"])
    url: CloneUrl | None = Field(
        default=None,
        description="Where to clone from; not set: `{github.web_url}/{name}.git`.",
        examples=["https://github.com/my-org/shop.git"],
    )
    branch: Branch | None = Field(
        default=None,
        description="The branch to read and to propose to; not set: the default branch.",
        examples=["main"],
    )
    projects: tuple[Slug, ...] = Field(
        default=(),
        description="Projects whose flags this code asks for; not set: the only project.",
        examples=[["shop"]],
    )
    ignore: tuple[IgnorePattern, ...] = Field(
        default=(),
        description="What is neither searched nor edited, as in a `.gitignore`.",
        examples=[["/legacy/"]],
    )


class GitHub(Model):
    """GitHub, or a GitHub Enterprise Server."""

    api_url: Url = Field(default="https://api.github.com", description="Address of the REST API.")
    web_url: Url = Field(default="https://github.com", description="Address that people open.")
    app_id: int | None = Field(
        default=None,
        ge=1,
        description="Number of the GitHub App; not set: a token is used.",
        examples=[12345],
    )
    seconds_between_writes: float = Field(
        default=1.0, ge=0, le=60, description="Pause between two calls that change something."
    )


class Slack(Model):
    """Slack."""

    api_url: Url = Field(default="https://slack.com/api/", description="Address of the Web API.")
    channel: Channel | None = Field(
        default=None, description="Channel of the digest, by name or id.", examples=["flags"]
    )
    alert_channel: Channel | None = Field(
        default=None,
        description="Channel of incidents; not set: that of the digest.",
        examples=["incidents"],
    )
    socket_mode: bool = Field(
        default=True,
        description="Whether buttons reach us over a connection that we open; needs an app token. "
        "Otherwise Slack calls `POST /slack`.",
    )
    people: dict[str, Person] = Field(
        default={},
        description="GitHub login to Slack user id or e-mail address; others are found by the "
        "address of their commits.",
        examples=[{"octocat": "U012AB3CD"}],
    )


class QuietHours(Model):
    """When incidents that are not critical wait for the morning."""

    enabled: bool = Field(default=True, description="Whether there are any.")
    begin: Hour = Field(
        default=19,
        description="Hour at which they begin, in `time_zone`.",
        json_schema_extra={"unit": "hour of the day"},
    )
    end: Hour = Field(
        default=8,
        description="Hour at which they end.",
        json_schema_extra={"unit": "hour of the day"},
    )
    weekends: bool = Field(default=True, description="Whether Saturday and Sunday are quiet.")
    time_zone: TimeZone = Field(default="UTC", description="IANA time zone of the team.")


class Outputs(OutputModes):
    """What leaves this machine. `preview` writes the exact payload to the capture file only."""

    pull_requests: OutputMode = Field(default="preview", description="Draft pull requests.")
    issues: OutputMode = Field(default="preview", description="Issues on what is left to people.")
    comments: OutputMode = Field(
        default="preview", description="Comments on merged pull requests, once each."
    )
    slack: OutputMode = Field(default="preview", description="Slack messages.")
    posthog_writes: OutputMode = Field(default="preview", description="Changes in PostHog.")

    def rule(self) -> OutputModes:
        """Return what the plan reads."""
        return OutputModes.model_validate(self.model_dump())


class Limits(ActionLimits):
    """How much one run may propose, and ask of PostHog."""

    posthog_requests: int = Field(
        default=200,
        ge=1,
        description="Requests that one run may send to one PostHog project, queries among them.",
        json_schema_extra={"unit": "requests"},
    )
    posthog_queries: int = Field(
        default=20,
        ge=0,
        description="Queries that may be among them; an old project has 120 in an hour.",
        json_schema_extra={"unit": "queries"},
    )

    posthog_queries_an_hour: int = Field(
        default=2400,
        ge=1,
        description="Queries that the project may be asked in an hour, by scans and watched "
        "deploys together; an old project has 120.",
        json_schema_extra={"unit": "queries"},
    )
    incidents_a_day: int = Field(
        default=10,
        ge=1,
        description="New incidents that a channel is told of in a day.",
        json_schema_extra={"unit": "messages"},
    )
    mentions_a_day: int = Field(
        default=3,
        ge=0,
        description="Incidents in which one person is mentioned in a day.",
        json_schema_extra={"unit": "mentions"},
    )

    def rule(self) -> ActionLimits:
        """Return what the plan and the proposals obey."""
        own = ActionLimits.model_fields
        return ActionLimits.model_validate({name: value for name, value in self if name in own})


class StaleFlags(StaleFlagSettings):
    """Flags whose decision has been taken, and that still stand in the code."""

    enabled: bool = Field(default=True, description="Whether the scan runs.")

    def rule(self) -> StaleFlagSettings:
        """Return what the rule reads: without what concerns the schedule alone."""
        return StaleFlagSettings.model_validate(self.model_dump(exclude={"enabled"}))


class DeadEvents(DeadEventSettings):
    """Events that code still captures and that do not arrive, or that nothing captures."""

    enabled: bool = Field(default=True, description="Whether the scan runs.")

    def rule(self) -> DeadEventSettings:
        """Return what the rule reads: without what concerns the schedule alone."""
        return DeadEventSettings.model_validate(self.model_dump(exclude={"enabled"}))


class EventHealth(EventHealthSettings):
    """Events that arrive, and are not what they were: properties, pairs, types, merges."""

    enabled: bool = Field(default=True, description="Whether the scan runs.")

    def rule(self) -> EventHealthSettings:
        """Return what the rule reads: without what concerns the schedule alone."""
        return EventHealthSettings.model_validate(self.model_dump(exclude={"enabled"}))


class DeployWatch(DeployWatchSettings):
    """Deploys that broke something, and whose change it was."""

    enabled: bool = Field(default=True, description="Whether deploys are watched.")
    deploys_from: tuple[Literal["deployment_status", "release", "push"], ...] = Field(
        default=("deployment_status",),
        description="What counts as a deploy on GitHub: the success of a deployment, a published "
        "release, a push to the default branch. The last two go to the first of `environments`.",
    )

    def rule(self) -> DeployWatchSettings:
        """Return what the detector reads: without what decides whether it runs at all."""
        own = DeployWatchSettings.model_fields
        return DeployWatchSettings.model_validate(
            {name: value for name, value in self if name in own}
        )


class Scans(Model):
    """One section per scan, named as the scan is."""

    stale_flags: StaleFlags = StaleFlags()
    dead_events: DeadEvents = DeadEvents()
    event_health: EventHealth = EventHealth()
    deploy_watch: DeployWatch = DeployWatch()

    @property
    def enabled(self) -> tuple[str, ...]:
        """Names of the scans that run on the clock, in this order; deploys come by themselves."""
        return tuple(name for name, scan in self if name != "deploy_watch" and scan.enabled)


class Schedules(Model):
    """When things run: five cron fields, in the time zone of the section."""

    time_zone: TimeZone = Field(default="UTC", description="IANA time zone of all schedules.")
    stale_flags: Cron = Field(default="0 6 * * *", description="The scan for stale flags.")
    dead_events: Cron = Field(default="20 6 * * *", description="The scan for dead events.")
    event_health: Cron = Field(default="40 6 * * *", description="The scan of event health.")
    digest: Cron = Field(default="0 9 * * 1", description="The Slack digest.")


class Listener(Model):
    """The door for pipelines and webhooks."""

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8787, ge=0, le=65535, description="Port; 0 takes a free one.")
    clients: tuple[Slug, ...] = Field(
        default=("ci",), description="Pipelines that may call, each with a secret of its own."
    )
    most_handed_over_at_once: int = Field(
        default=16,
        ge=1,
        le=256,
        description="Deliveries on their way to Temporal; those beyond are answered 503.",
        json_schema_extra={"unit": "deliveries"},
    )
    metrics: Literal["loopback", "everyone", "nobody"] = Field(
        default="loopback",
        description="Who may read `/metrics`; `loopback` is this machine, without a proxy between.",
    )


class Temporal(Model):
    """The Temporal server."""

    address: str | None = Field(
        default=None,
        min_length=1,
        description="`host:port`; not set: the server that `groundskeeper up` starts.",
        examples=["temporal:7233"],
    )
    namespace: str = Field(default="default", min_length=1, description="Namespace.")
    embedded_port: int = Field(
        default=7233, ge=1, le=65535, description="Port of the server that `up` starts."
    )
    embedded_ui_port: int = Field(
        default=8233, ge=1, le=65535, description="Port of that server's own pages."
    )
    ui_url: Url | None = Field(
        default=None,
        description="Address of the Temporal UI, for links to runs.",
        examples=["http://127.0.0.1:8233"],
    )
    profile: str | None = Field(
        default=None,
        min_length=1,
        description="Profile of Temporal's own configuration file, for TLS and Temporal Cloud.",
        examples=["cloud"],
    )


class Storage(Model):
    """What is kept on disk: clones, the capture file, the embedded server's database."""

    data_dir: Path | None = Field(
        default=None,
        description="Folder; not set: the user's data folder of this operating system.",
        examples=["/var/lib/groundskeeper"],
    )

    @property
    def folder(self) -> Path:
        """The folder to use, absolute; it may not exist yet."""
        return (self.data_dir or Path(user_data_dir("groundskeeper"))).expanduser().absolute()


class UsageEvents(Model):
    """Outcomes (opened, merged, closed), sent as events to a PostHog project of yours."""

    enabled: bool = Field(default=False, description="Whether outcomes are sent.")
    host: Url = Field(default="https://us.i.posthog.com", description="Address that takes events.")
