"""Puts the parts together: node behind the proxy, the git server beside it, and starting over."""

import secrets
import shutil
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from demo.emulators import credentials
from demo.emulators.control import control_routes
from demo.emulators.deploys import Deploys
from demo.emulators.gate import Gate
from demo.emulators.git_server import GitServer
from demo.emulators.github import GitHub
from demo.emulators.github_stage import GitHubStage
from demo.emulators.hooks import Hooks
from demo.emulators.incident import IncidentStage
from demo.emulators.merged import MergedPulls
from demo.emulators.mirror import Mirror
from demo.emulators.node import NodePorts, start_node
from demo.emulators.pages import Pages
from demo.emulators.payloads import Payloads
from demo.emulators.presses import Presses
from demo.emulators.proxy import application
from demo.emulators.repository import Repository
from demo.emulators.slack import Slack
from demo.emulators.slack_stage import SlackStage
from demo.emulators.socket_mode import PATH, Sockets
from demo.emulators.webhooks import Webhooks
from demo.shop import create_repository
from runtime.processes import ChildProcess

UPSTREAM_SECONDS = 30.0


class Company:
    """GitHub, Slack and git of the pretend company, between two addresses and one data folder.

    `site` and `clone_base` are the addresses under which the two applications will be served.
    State does not survive: emulate keeps it in memory, so the repository starts anew with it.
    """

    def __init__(self, data: Path, *, site: str, clone_base: str) -> None:
        self.gate = Gate()
        self._data = data
        self._site = site
        self._ports = NodePorts.free()
        self._mirror_token = secrets.token_hex(16)
        self._private_key = credentials.make_private_key(private_key_file(data))
        self._node: ChildProcess | None = None
        self._clients = list[httpx.AsyncClient]()
        github = self._client(self._ports.github)
        admin = self._client(self._ports.github, self._mirror_token)
        slack = self._client(self._ports.slack)
        reader = self._client(self._ports.slack, credentials.SLACK_TOKEN)
        self._repository = Repository(data / "git" / f"{credentials.FULL_NAME}.git")
        self._mirror = Mirror(self._repository, admin)
        self._merged = MergedPulls()
        self._webhooks = Webhooks()
        payloads = Payloads(admin, self._repository, self._merged)
        self._deploys = Deploys(
            self._repository, github, payloads, self._webhooks, f"{site}/github"
        )
        hooks = Hooks(self._webhooks, payloads, self._deploys, github)
        self._github = GitHub(
            github,
            admin,
            self._repository,
            self._mirror,
            clone_base,
            self._merged,
            {**self._deploys.handlers, **hooks.handlers},
        )
        self._sockets = Sockets(site)
        self._presses = Presses(reader, self._sockets, site)
        self._slack = Slack(slack, f"{site}/slack", self._sockets, self._presses)
        self._pages = Pages(admin, reader, self._repository, self._merged)
        incident = IncidentStage(self._repository, self._mirror, admin, self._merged)
        self._orders = [
            *GitHubStage(incident, self._deploys, self._webhooks, hooks).routes(),
            *SlackStage(self._slack, self._presses, self._sockets).routes(),
        ]

    def _client(self, address: str, token: str | None = None) -> httpx.AsyncClient:
        """A client of emulate itself; proxies of the environment must not see the loopback."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        client = httpx.AsyncClient(
            base_url=address, headers=headers, timeout=UPSTREAM_SECONDS, trust_env=False
        )
        self._clients.append(client)
        return client

    def proxy(self, *, control: bool) -> Starlette:
        """GitHub's and Slack's port; `control` opens the door for tests."""
        return application(
            self.gate,
            {"github": self._github.answer, "slack": self._slack.answer},
            [*self._pages.routes(), WebSocketRoute(PATH, self._sockets.serve)],
            control_routes(self.gate, self.reset, self._orders) if control else None,
        )

    def git_server(self) -> Starlette:
        """git's port."""
        server = GitServer(
            self._data / "git", self.gate, self._github.may_clone, self._mirror.to_api
        )
        return server.application()

    async def start(self) -> None:
        """Starts emulate, makes the sample repository and copies it into the API."""
        self._mirror.forget()
        shutil.rmtree(self._data / "git", ignore_errors=True)
        create_repository(self._repository.path, bare=True)
        for setting in (
            "http.receivepack",
            "uploadpack.allowFilter",
            "uploadpack.allowAnySHA1InWant",
        ):
            await self._repository.run("config", setting, "true")
        # Blocking on purpose: the kernel ties a child to the thread that starts it.
        self._node = start_node(
            self._data,
            ports=self._ports,
            base_url=self._site,
            private_key=self._private_key,
            mirror_token=self._mirror_token,
        )
        await self._mirror.to_api()

    async def reset(self) -> None:
        """Back to the start. A new process, because emulate's own reset keeps its rate limits."""
        self._stop_node()
        self._github.forget()
        self._deploys.forget()
        self._merged.forget()
        self._slack.forget()
        await self._webhooks.forget()
        await self._sockets.forget()
        await self.start()

    async def stop(self) -> None:
        """Ends emulate and closes every connection."""
        self._stop_node()
        await self._webhooks.close()
        await self._presses.close()
        for client in self._clients:
            await client.aclose()

    def _stop_node(self) -> None:
        if self._node is not None:
            self._node.stop()
            self._node = None


def private_key_file(data: Path) -> Path:
    """Where the App's private key is kept during a run."""
    return data / "app.pem"
