"""What an operator can configure: one TOML file, overridden by the environment.

The file is the explicit path, else `GROUNDSKEEPER_CONFIG`, else `./groundskeeper.toml`. A variable
`GROUNDSKEEPER_<SECTION>__<KEY>` overrides one key. Secrets come from the environment alone, or from
files that the environment names; one that stands in the file is an error.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr, ValidationError, model_validator
from pydantic_core import InitErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from credentials import PREFIX, SECRETS, ConfigurationError, Secrets
from messages import configuration
from messages.configuration import Problem
from messages.configuration.values import Slug, invalid
from sections import (
    GitHub,
    Limits,
    Listener,
    Outputs,
    Project,
    QuietHours,
    Repository,
    Scans,
    Schedules,
    Slack,
    Storage,
    Temporal,
    UsageEvents,
)

DEFAULT_FILE = "groundskeeper.toml"
SCHEMA_FILE = "groundskeeper.schema.json"

Json = dict[str, Any]
Location = tuple[str | int, ...]


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
    quiet_hours: QuietHours = QuietHours()
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
