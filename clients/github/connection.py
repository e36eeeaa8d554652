"""Who we are towards GitHub, and one connection per token or installation.

PyGithub repeats nothing here: whether a write that failed half-way may be sent again is decided
where its effect can be looked for. Its requests go one after the other, as GitHub asks
(*Best practices for using the REST API*), with a pause between those that change something.
"""

import contextlib
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import github
from github.Repository import Repository
from jwt import PyJWTError
from pydantic import SecretStr

from clients import errors
from clients.github.failures import translated
from clients.secrecy import hold

# Named one by one: without names PyGithub asks for none, and gets a token that may do nothing.
WRITE_PERMISSIONS = {
    "contents": "write",
    "pull_requests": "write",
    "issues": "write",
    "metadata": "read",
}
READ_PERMISSIONS = {"contents": "read", "metadata": "read"}
# Asked for apart: an installation that was never given it would get no token at all.
DEPLOY_PERMISSIONS = {"deployments": "read", "metadata": "read"}

PAGE_SIZE = 100
TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class TokenCredentials:
    """A personal access token, or whatever else is sent the same way."""

    token: SecretStr


@dataclass(frozen=True)
class AppCredentials:
    """A GitHub App. Which installation is meant follows from the owner of a repository."""

    app_id: int
    private_key: SecretStr
    """PEM, as GitHub gives it for download."""


Credentials = TokenCredentials | AppCredentials


@dataclass(frozen=True)
class _Connection:
    api: github.Github
    lock: threading.RLock
    installation_id: int | None = None


class Connections:
    """Keeps what is known per owner or token: the installation, and who may talk right now."""

    def __init__(
        self, api_url: str, credentials: Credentials, *, seconds_between_writes: float
    ) -> None:
        self._credentials = credentials
        by_token = isinstance(credentials, TokenCredentials)
        hold(credentials.token if by_token else credentials.private_key)
        self._options: dict[str, Any] = {
            "base_url": api_url.rstrip("/"),
            "lazy": True,
            "retry": None,
            "per_page": PAGE_SIZE,
            "timeout": TIMEOUT_SECONDS,
            "user_agent": "groundskeeper",
            "seconds_between_requests": 0,
            "seconds_between_writes": seconds_between_writes,
        }
        self._known: dict[tuple[str, ...], _Connection] = {}
        self._lock = threading.Lock()

    @contextmanager
    def to(
        self, name: str, request: str, permissions: Mapping[str, str] = WRITE_PERMISSIONS
    ) -> Generator[Repository, None, None]:
        """Give the repository `name`, while other requests under the same limits wait.

        `permissions` are those of an App's token. Nothing is asked before the first use. Raises
        `ClientError` about `request`.
        """
        who = self._who(name, request, permissions)
        try:
            with translated(request):
                connection = self._connect(who, name, permissions)
                with connection.lock:
                    yield connection.api.get_repo(name)
        except (errors.CredentialsRejected, errors.RepositoryMissing):
            # Perhaps the App was installed anew, under another number: look again next time.
            self._known.pop(who, None)
            raise

    def _who(self, name: str, request: str, permissions: Mapping[str, str]) -> tuple[str, ...]:
        """Return what limits go by: the owner and the permissions for an App, else the token."""
        owner = owner_of(name, request)
        by_app = isinstance(self._credentials, AppCredentials)
        return (owner, *sorted(permissions)) if by_app else ()

    def read_token(self, name: str, request: str) -> SecretStr:
        """Return a token that can read the contents of `name`; an App's lives for an hour."""
        with translated(request):
            if isinstance(self._credentials, TokenCredentials):
                return self._credentials.token
            who = self._who(name, request, WRITE_PERMISSIONS)
            installation = self._connect(who, name, WRITE_PERMISSIONS).installation_id
            assert installation is not None, "an App's connections have an installation"
            app = self._integration(self._credentials)
            return SecretStr(app.get_access_token(installation, READ_PERMISSIONS).token)

    def login(self, request: str) -> str:
        """Return the login under which our pull requests appear."""
        with translated(request):
            if isinstance(self._credentials, AppCredentials):
                return f"{self._integration(self._credentials).get_app().slug}[bot]"
            auth = github.Auth.Token(self._credentials.token.get_secret_value())
            return github.Github(auth=auth, **self._options).get_user().login

    @contextmanager
    def as_app(self, request: str) -> Generator[github.Github | None, None, None]:
        """Give GitHub as the App itself sees it; None where we are no App. Raises `ClientError`."""
        if isinstance(self._credentials, TokenCredentials):
            yield None
            return
        with translated(request):
            auth = self._app_auth(self._credentials)
            with contextlib.closing(github.Github(auth=auth, **self._options)) as api:
                yield api

    def _connect(
        self, who: tuple[str, ...], name: str, permissions: Mapping[str, str]
    ) -> _Connection:
        with self._lock:
            if who not in self._known:
                self._known[who] = self._new_connection(name, permissions)
            return self._known[who]

    def _new_connection(self, name: str, permissions: Mapping[str, str]) -> _Connection:
        if isinstance(self._credentials, TokenCredentials):
            auth = github.Auth.Token(self._credentials.token.get_secret_value())
            return _Connection(github.Github(auth=auth, **self._options), threading.RLock())
        app = self._integration(self._credentials)
        installation = app.get_repo_installation(*name.split("/", 1)).id
        api = app.get_github_for_installation(installation, dict(permissions))
        return _Connection(api, threading.RLock(), installation)

    def _integration(self, credentials: AppCredentials) -> github.GithubIntegration:
        return github.GithubIntegration(auth=self._app_auth(credentials), **self._options)

    def _app_auth(self, credentials: AppCredentials) -> github.Auth.AppAuth:
        pem = credentials.private_key.get_secret_value()
        try:
            auth = github.Auth.AppAuth(credentials.app_id, pem)
            auth.create_jwt()
        except (PyJWTError, ValueError, TypeError):
            said = "the private key of the App cannot be used"
            advice = "put the PEM file that GitHub generated for the App into the settings, whole"
            raise errors.CredentialsRejected("GitHub", "sign-in", said, advice=advice) from None
        return auth


def owner_of(name: str, request: str) -> str:
    """Return the owner in `owner/name`. Raises `NotFound` if `name` is not of that form."""
    parts = name.split("/")
    if len(parts) == 2 and all(part and part.strip(".") and _plain(part) for part in parts):
        return parts[0]
    advice = "write repositories as owner/name in the settings"
    raise errors.NotFound("GitHub", request, f"{name!r} is no repository name", advice=advice)


def _plain(part: str) -> bool:
    return part.isascii() and all(char.isalnum() or char in "-_." for char in part)
