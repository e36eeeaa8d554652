"""The secrets of a process: from its environment, or from files that the environment names.

None ever stands in the settings file, in a log or in a message.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from messages.configuration import Problem

PREFIX = "GROUNDSKEEPER_"
"""How the name of every variable of ours begins."""

POSTHOG_API_KEY = f"{PREFIX}POSTHOG_API_KEY"
GITHUB_TOKEN = f"{PREFIX}GITHUB_TOKEN"
GITHUB_APP_PRIVATE_KEY = f"{PREFIX}GITHUB_APP_PRIVATE_KEY"
SLACK_BOT_TOKEN = f"{PREFIX}SLACK_BOT_TOKEN"
LISTENER_SECRET = f"{PREFIX}LISTENER_SECRET"
SLACK_APP_TOKEN = f"{PREFIX}SLACK_APP_TOKEN"
SLACK_SIGNING_SECRET = f"{PREFIX}SLACK_SIGNING_SECRET"
GITHUB_WEBHOOK_SECRET = f"{PREFIX}GITHUB_WEBHOOK_SECRET"
POSTHOG_WEBHOOK_SECRET = f"{PREFIX}POSTHOG_WEBHOOK_SECRET"
POSTHOG_WRITE_API_KEY = f"{PREFIX}POSTHOG_WRITE_API_KEY"
USAGE_EVENTS_API_KEY = f"{PREFIX}USAGE_EVENTS_API_KEY"

SECRETS = {
    POSTHOG_API_KEY: "Personal API key with read scopes, for all projects.",
    f"{POSTHOG_API_KEY}_<PROJECT>": "The same for one project: upper case, `-` written as `_`.",
    GITHUB_TOKEN: "Token, where no GitHub App is used.",
    GITHUB_APP_PRIVATE_KEY: "Private key (PEM) of the GitHub App.",
    POSTHOG_WRITE_API_KEY: "Personal API key that may write, where `outputs.posthog_writes` is on.",
    SLACK_BOT_TOKEN: "Bot token; docs/operations.md has its scopes.",
    SLACK_APP_TOKEN: "App token with `connections:write`, for buttons by Socket Mode.",
    SLACK_SIGNING_SECRET: "What Slack signs `POST /slack` with.",
    GITHUB_WEBHOOK_SECRET: "What GitHub signs `POST /github` with.",
    POSTHOG_WEBHOOK_SECRET: "What PostHog's webhook sends in a header of its own.",
    f"{LISTENER_SECRET}_<CLIENT>": "What one pipeline signs its requests with.",
    USAGE_EVENTS_API_KEY: "Project token of the project that takes outcomes.",
}
"""Every secret's variable and what it is for; `NAME_FILE` may name a file with the value."""


class ConfigurationError(Exception):
    """The configuration cannot be used. `problems` has at least one entry; exit status 3."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Secrets:
    """The secrets of one environment, read when they are asked for, never shown."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def posthog_api_key(self, project: str) -> SecretStr:
        """Return the project's key, or the one for all. Raises `ConfigurationError`."""
        return self._first(_suffixed(POSTHOG_API_KEY, project), POSTHOG_API_KEY)

    def github_token(self) -> SecretStr:
        """Return the token. Raises `ConfigurationError`."""
        return self._first(GITHUB_TOKEN)

    def github_app_private_key(self) -> SecretStr:
        """Return the App's private key in PEM. Raises `ConfigurationError`."""
        return self._first(GITHUB_APP_PRIVATE_KEY)

    def slack_bot_token(self) -> SecretStr:
        """Return the bot token. Raises `ConfigurationError`."""
        return self._first(SLACK_BOT_TOKEN)

    def listener_secret(self, client: str) -> SecretStr:
        """Return what `client` signs with. Raises `ConfigurationError`."""
        return self._first(_suffixed(LISTENER_SECRET, client))

    def posthog_write_api_key(self, project: str) -> SecretStr:
        """Return the key that may write, the project's or all's. Raises `ConfigurationError`."""
        return self._first(_suffixed(POSTHOG_WRITE_API_KEY, project), POSTHOG_WRITE_API_KEY)

    def slack_app_token(self) -> SecretStr:
        """Return the token for Socket Mode. Raises `ConfigurationError`."""
        return self._first(SLACK_APP_TOKEN)

    def slack_signing_secret(self) -> SecretStr:
        """Return what Slack signs with. Raises `ConfigurationError`."""
        return self._first(SLACK_SIGNING_SECRET)

    def github_webhook_secret(self) -> SecretStr:
        """Return what GitHub signs with. Raises `ConfigurationError`."""
        return self._first(GITHUB_WEBHOOK_SECRET)

    def posthog_webhook_secret(self) -> SecretStr:
        """Return what PostHog's webhook carries. Raises `ConfigurationError`."""
        return self._first(POSTHOG_WEBHOOK_SECRET)

    def usage_events_api_key(self) -> SecretStr:
        """Return the token of the project that takes outcomes. Raises `ConfigurationError`."""
        return self._first(USAGE_EVENTS_API_KEY)

    def _first(self, *names: str) -> SecretStr:
        for name in names:
            if value := self._environment.get(name, "").strip() or self._from_file(name):
                return SecretStr(value)
        where = f"environment variable {names[-1]}"
        narrower = "".join(f", or {name} for this one alone" for name in names[:-1])
        advice = f"Set it, or {names[-1]}_FILE{narrower}."
        allowed = "a secret, or in _FILE the name of a file that holds it"
        raise ConfigurationError(Problem(where, "", "nothing", allowed, advice))

    def _from_file(self, name: str) -> str:
        path = self._environment.get(f"{name}_FILE")
        try:
            return Path(path).read_text("utf-8").strip() if path else ""
        except (OSError, UnicodeDecodeError):
            where = f"environment variable {name}_FILE"
            problem = Problem(where, "", repr(path), "a readable text file", "Check its path.")
            raise ConfigurationError(problem) from None


def _suffixed(variable: str, suffix: str) -> str:
    return f"{variable}_{suffix.upper().replace('-', '_')}"
