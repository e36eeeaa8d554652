"""The whole pretend company: PostHog, GitHub, Slack and git, started and ended together."""

import json
import sys
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo import emulators
from demo.emulators.credentials import (
    FULL_NAME,
    GITHUB_TOKEN,
    GITHUB_WEBHOOK_SECRET,
    SLACK_ALERT_CHANNEL,
    SLACK_APP_TOKEN,
    SLACK_CHANNEL,
    SLACK_SIGNING_SECRET,
    SLACK_TOKEN,
)
from demo.emulators.handle import Emulators
from demo.posthog.keys import PROJECT_ID, READ_KEY, WRITE_KEY
from demo.shop import DEFAULT_BRANCH
from demo.shop.incident import ROBIN
from runtime.processes import ChildProcess

PROJECT = "hazelnut"
"""The project's name in the settings."""
PIPELINE = "ci"
PIPELINE_SECRET = "demo-hazelnut-pipeline"  # noqa: S105 - a published constant of the demo
POSTHOG_WEBHOOK_SECRET = "demo-hazelnut-hints"  # noqa: S105 - a published constant of the demo


@dataclass(frozen=True)
class Company:
    """A running company, and what its platform engineer would write into the settings."""

    posthog: str
    emulators: Emulators

    @property
    def environment(self) -> Mapping[str, str]:
        """The secrets of a worker, as its environment has them."""
        return {
            "GROUNDSKEEPER_POSTHOG_API_KEY": READ_KEY,
            "GROUNDSKEEPER_GITHUB_TOKEN": GITHUB_TOKEN,
            "GROUNDSKEEPER_SLACK_BOT_TOKEN": SLACK_TOKEN,
            "GROUNDSKEEPER_SLACK_APP_TOKEN": SLACK_APP_TOKEN,
            "GROUNDSKEEPER_SLACK_SIGNING_SECRET": SLACK_SIGNING_SECRET,
            "GROUNDSKEEPER_GITHUB_WEBHOOK_SECRET": GITHUB_WEBHOOK_SECRET,
            "GROUNDSKEEPER_POSTHOG_WEBHOOK_SECRET": POSTHOG_WEBHOOK_SECRET,
            "GROUNDSKEEPER_POSTHOG_WRITE_API_KEY": WRITE_KEY,
            f"GROUNDSKEEPER_LISTENER_SECRET_{PIPELINE.upper()}": PIPELINE_SECRET,
        }

    @property
    def channel_page(self) -> str:
        """The Slack channel, as people see it."""
        return f"{self.emulators.addresses.site}/slack/archives/{SLACK_CHANNEL}"

    @property
    def alert_page(self) -> str:
        """The channel of incidents, as people see it."""
        return f"{self.emulators.addresses.site}/slack/archives/{SLACK_ALERT_CHANNEL}"

    def settings(
        self,
        *,
        data_dir: Path,
        temporal_port: int,
        ui_port: int,
        listener_port: int,
        mode: str = "on",
    ) -> str:
        """Return the settings file of a worker for this company, with every output at `mode`."""
        where = self.emulators.addresses
        # A TOML basic string takes JSON's escapes.
        return f"""\
version = 1

[projects.{PROJECT}]
host = {json.dumps(self.posthog)}
project_id = {PROJECT_ID}

[[repositories]]
name = {json.dumps(FULL_NAME)}
url = {json.dumps(where.clone_url)}
branch = {json.dumps(DEFAULT_BRANCH)}

[github]
api_url = {json.dumps(where.github_api)}
web_url = {json.dumps(where.site + "/github")}
seconds_between_writes = 0

[slack]
api_url = {json.dumps(where.slack_api)}
channel = {json.dumps(SLACK_CHANNEL)}
alert_channel = {json.dumps(SLACK_ALERT_CHANNEL)}
# The others are found by the address of their commits.
people = {{ {json.dumps(ROBIN.login)} = {json.dumps(ROBIN.email)} }}

[outputs]
pull_requests = {json.dumps(mode)}
comments = {json.dumps(mode)}
slack = {json.dumps(mode)}
posthog_writes = {json.dumps(mode)}

[limits]
max_new_pull_requests = 20

[scans.dead_events]
complete = true

[scans.deploy_watch]
alerts = "on"
# Nobody waits three minutes for a story.
minutes_between_looks = 0.1

[quiet_hours]
enabled = false

[listener]
port = {listener_port}
clients = [{json.dumps(PIPELINE)}]

[temporal]
embedded_port = {temporal_port}
embedded_ui_port = {ui_port}

[storage]
data_dir = {json.dumps(str(data_dir))}
"""


@contextmanager
def open_company(
    folder: Path, *, control: bool = False, site_port: int = 0, posthog_port: int = 0
) -> Generator[Company]:
    """Run the company below `folder` for the length of a block. Port 0 takes a free one.

    Raises:
        ProcessError: A counterpart did not start; the message ends with its log.
    """
    command = [sys.executable, "-m", "demo.posthog", "--port", str(posthog_port)]
    with ExitStack() as stack:
        server = stack.enter_context(
            ChildProcess(
                "the PostHog test server",
                [*command, *(["--control"] if control else [])],
                log=folder / "posthog.log",
            )
        )
        started = emulators.start(folder / "emulators", port=site_port, control=control)
        stack.callback(started.stop)
        posthog = server.wait_for(lambda: _announced(server))
        yield Company(posthog=posthog, emulators=started)


def _announced(server: ChildProcess) -> str | None:
    for line in server.log_tail().splitlines():
        if "ready: " in line:
            return line.partition("ready: ")[2].split()[0]
    return None
