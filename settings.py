"""What an operator can configure: one TOML file, overridden by the environment.

The file is the explicit path, else `GROUNDSKEEPER_CONFIG`, else `./groundskeeper.toml`. A variable
`GROUNDSKEEPER_<SECTION>__<KEY>` overrides one key. Secrets come from the environment alone, or from
files that the environment names; one that stands in the file is an error.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_data_dir
from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from credentials import PREFIX, SECRETS, ConfigurationError, Secrets
from messages import configuration
from messages.configuration import Problem
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
from scans.event_health.settings import EventHealthSettings
from scans.model.action import ActionLimits, OutputMode, OutputModes
from scans.model.base import Model
from scans.stale_flags.settings import StaleFlagSettings

DEFAULT_FILE = "groundskeeper.toml"
SCHEMA_FILE = "groundskeeper.schema.json"

Json = dict[str, Any]
Location = tuple[str | int, ...]


# What may stand in the file.


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise invalid('an IANA time zone, such as "Europe/Zurich"') from None
    return value


TimeZone = Annotated[str, AfterValidator(_time_zone)]


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
    channel: Annotated[str, StringConstraints(pattern=r"^#?[^\s#<>]{1,80}$")] | None = Field(
        default=None, description="Channel of the digest, by name or id.", examples=["flags"]
    )


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

    def rule(self) -> ActionLimits:
        """Return what the plan and the proposals obey."""
        return ActionLimits.model_validate(
            self.model_dump(exclude={"posthog_requests", "posthog_queries"})
        )


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


class Scans(Model):
    """One section per scan, named as the scan is."""

    stale_flags: StaleFlags = StaleFlags()
    dead_events: DeadEvents = DeadEvents()
    event_health: EventHealth = EventHealth()

    @property
    def enabled(self) -> tuple[str, ...]:
        """Names of the scans that run, in this order."""
        return tuple(name for name, scan in self if scan.enabled)


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


class Settings(BaseSettings):
    """Everything an operator has said. Made by `load`; constructing one reads nothing."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__"
    )

    version: Literal[1] = Field(default=1, description="Version of this file's format.")
    projects: dict[Slug, Project] = Field(min_length=1, examples=["shop"])
    repositories: tuple[Repository, ...] = ()
    github: GitHub = GitHub()
    slack: Slack = Slack()
    outputs: Outputs = Outputs()
    limits: Limits = Limits()
    scans: Scans = Scans()
    schedules: Schedules = Schedules()
    listener: Listener = Listener()
    temporal: Temporal = Temporal()
    storage: Storage = Storage()
    usage_events: UsageEvents = UsageEvents()
    _secrets: Secrets = PrivateAttr(default_factory=lambda: Secrets({}))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: Any,  # noqa: ARG003  the library passes it
        init_settings: Any,
        *_: Any,
        **__: Any,
    ) -> Any:
        """Take values as given: `load` has merged the file and the environment it was handed."""
        return (init_settings,)

    def with_secrets(self, secrets: Secrets) -> "Settings":
        """Return the same settings, with the secrets they go with."""
        copy = self.model_copy()
        copy._secrets = secrets  # noqa: SLF001  our own copy
        return copy

    @property
    def secrets(self) -> Secrets:
        """The secrets of the environment these settings were loaded with."""
        return self._secrets

    def projects_of(self, repository: Repository) -> tuple[str, ...]:
        """Return the slugs of the projects whose flags this repository asks for."""
        return repository.projects or tuple(self.projects)

    def clone_url(self, repository: Repository) -> str:
        """Return where to clone the repository from."""
        return repository.url or f"{self.github.web_url.rstrip('/')}/{repository.name}.git"

    @model_validator(mode="after")
    def _agree(self) -> "Settings":
        errors = list(self._disagreements())
        if errors:
            raise ValidationError.from_exception_data("settings", errors)
        return self

    def _disagreements(self) -> Iterator[InitErrorDetails]:
        slugs = ", ".join(self.projects)
        names = [repository.name.lower() for repository in self.repositories]
        for index, repository in enumerate(self.repositories):
            at = ("repositories", index)
            if repository.name.lower() in names[:index]:
                yield _disagreement("each repository once", (*at, "name"), repository.name)
            if not repository.projects and len(self.projects) > 1:
                yield _disagreement(f"one or more of {slugs}", (*at, "projects"), None)
            for slug in repository.projects:
                if slug not in self.projects:
                    yield _disagreement(f"one or more of {slugs}", (*at, "projects"), slug)
        if self.outputs.slack == "on" and self.slack.channel is None:
            yield _disagreement("a channel, as outputs.slack is on", ("slack", "channel"), None)


def _disagreement(allowed: str, loc: Location, found: object) -> InitErrorDetails:
    return InitErrorDetails(type=invalid(allowed), loc=loc, input=found)


# How it is read.


def load(path: Path | None = None, env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises `ConfigurationError` with every problem that was found."""
    file = path or Path(env.get(f"{PREFIX}CONFIG") or DEFAULT_FILE)
    overrides = _read_environment(env)
    merged = configuration.merged(_read_file(file), overrides)

    def origin(loc: Location) -> str:
        return _variable(loc) if configuration.reaches(overrides, loc) else str(file)

    problems = [
        configuration.secret_problem(origin(loc), loc, _variables_of(loc))
        for loc in configuration.secret_places(merged)
    ]
    said = {problem.key for problem in problems}
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            where = origin(configuration.place(each))
            problem = configuration.validation_problem(where, each, Settings)
            problems += [] if problem.key in said else [problem]
    else:
        if not problems:
            return settings.with_secrets(Secrets(env))
    raise ConfigurationError(*problems)


def check(path: Path | None = None, env: Mapping[str, str] = os.environ) -> list[Problem]:
    """Return everything that is wrong with the configuration; nothing if it can be used."""
    try:
        load(path, env)
    except ConfigurationError as error:
        return list(error.problems)
    return []


def json_schema() -> Json:
    """Return the JSON Schema of the file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema"
    } | Settings.model_json_schema()


def starter() -> str:
    """Return a starter file: every key with its meaning and default, commented out."""
    return configuration.starter(Settings, SCHEMA_FILE)


def render_reference() -> str:
    """Return `docs/configuration.md`."""
    return configuration.reference(Settings, SECRETS, PREFIX)


def _read_file(file: Path) -> Json:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        advice = f"Write one with `groundskeeper config init`, or name it in {PREFIX}CONFIG."
        problem = Problem(str(file), "", str(error.strerror), "a readable TOML file", advice)
    except UnicodeDecodeError as error:
        problem = Problem(str(file), "", f"byte {error.start} is not UTF-8", "UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        problem = Problem(f"{file} ({where or 'end of file)'}", "", f"broken TOML: {what}", "TOML")
    raise ConfigurationError(problem)


class _Environment(EnvSettingsSource):
    """The overrides of one environment, which need not be the process's own."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__(Settings)
        self.env_vars = {name.lower(): value for name, value in env.items()}


def _read_environment(env: Mapping[str, str]) -> Json:
    fields = {name.upper() for name in Settings.model_fields}
    for name in env:
        section, nested, _ = name.removeprefix(PREFIX).partition("__")
        if name.startswith(PREFIX) and nested and section not in fields:
            known = ", ".join(sorted(fields))
            problem = Problem(f"environment variable {name}", "", "an unknown section", known)
            raise ConfigurationError(problem)
    # Images set GROUNDSKEEPER_VERSION to their own version; the format's stands in the file.
    # An empty variable is one that a compose file passes on without having it.
    names = {key: value for key, value in env.items() if value and key != f"{PREFIX}VERSION"}
    try:
        return _Environment(names)()
    except (SettingsError, ValueError):
        problem = Problem(f"environment variables {PREFIX}…", "", "broken JSON", "JSON for a list")
        raise ConfigurationError(problem) from None


def _variable(loc: Location) -> str:
    names = [str(part).upper() for part in loc if isinstance(part, str)]
    return f"environment variable {PREFIX}{'__'.join(names)}"


def _variables_of(loc: Location) -> str:
    """Name the variables in which a secret of this section belongs."""
    section = {"projects": "posthog", "repositories": "github"}.get(str(loc[0]), str(loc[0]))
    return " or ".join([name for name in SECRETS if section.upper() in name] or SECRETS)
