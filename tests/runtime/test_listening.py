"""Which doors the settings open, and with which secrets."""

from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from runtime import listening
from settings import Settings, load

SETTINGS = """
[projects.shop]
project_id = 1
[projects.web]
project_id = 1
host = "https://eu.posthog.com"
[[repositories]]
name = "org/shop"
projects = ["shop"]
[[repositories]]
name = "org/shared"
projects = ["shop", "web"]
[listener]
clients = ["ci", "cd"]
metrics = "nobody"
most_handed_over_at_once = 7
[scans.deploy_watch]
environments = ["live", "canary"]
deploys_from = ["release"]
"""


def configured(folder: Path, text: str = SETTINGS, **secrets: str) -> Settings:
    """Return settings with some secrets set."""
    file = folder / "groundskeeper.toml"
    file.write_text(text)
    return load(file, {f"GROUNDSKEEPER_{name}": value for name, value in secrets.items()})


@pytest.fixture
def client() -> Client:
    """A client that nothing is asked of while doors are made."""
    found: Any = object()
    return found


def test_doors_are_what_the_settings_say(tmp_path: Path, client: Client) -> None:
    """Projects, repositories, environments, limits and the secrets that are set."""
    settings = configured(
        tmp_path,
        LISTENER_SECRET_CD="secret-of-cd",
        GITHUB_WEBHOOK_SECRET="secret-of-github",
        SLACK_SIGNING_SECRET="secret-of-slack",
        POSTHOG_WEBHOOK_SECRET="secret-of-posthog",
    )
    doors = listening.doors(client, settings)
    assert doors.projects == {"shop", "web"}
    assert list(doors.secrets) == ["cd"]
    assert (doors.metrics, doors.most_handed_over_at_once) == ("nobody", 7)
    given = [doors.github_secret, doors.slack_secret, doors.posthog_secret]
    assert [each.get_secret_value() for each in given if each] == [
        "secret-of-github",
        "secret-of-slack",
        "secret-of-posthog",
    ]
    watching = doors.watching
    assert watching
    assert watching.repositories == {"org/shop": ("shop",), "org/shared": ("shop", "web")}
    assert watching.environments == ("live", "canary")
    assert watching.deploys_from == ("release",)
    assert watching.project_numbers == {1: {"shop", "web"}}


def test_a_door_without_its_secret_is_shut(tmp_path: Path, client: Client) -> None:
    """Nothing is required to start; whoever has no secret is not let in."""
    doors = listening.doors(client, configured(tmp_path))
    assert not doors.secrets
    assert (doors.github_secret, doors.slack_secret, doors.posthog_secret) == (None, None, None)


def test_nothing_is_watched_where_that_is_switched_off(tmp_path: Path, client: Client) -> None:
    """The setting closes the way to watches, and no door."""
    text = SETTINGS.replace("[scans.deploy_watch]", "[scans.deploy_watch]\nenabled = false")
    assert listening.doors(client, configured(tmp_path, text)).watching is None


@pytest.mark.parametrize(
    ("slack", "secrets", "found"),
    [
        pytest.param("on", {"SLACK_APP_TOKEN": "xapp-1"}, True, id="on"),
        pytest.param("on", {}, False, id="no token"),
        pytest.param("preview", {"SLACK_APP_TOKEN": "xapp-1"}, False, id="nothing is sent"),
    ],
)
def test_socket_mode_is_for_those_who_send_buttons(
    tmp_path: Path, slack: str, secrets: dict[str, str], found: bool
) -> None:
    """Without messages there are no buttons, and without a token nothing to open."""
    text = f'{SETTINGS}\n[outputs]\nslack = "{slack}"\n[slack]\nchannel = "flags"\n'
    settings = configured(tmp_path, text, SLACK_BOT_TOKEN="xoxb-1", **secrets)
    assert bool(listening._app_token(settings)) == found  # pyright: ignore[reportPrivateUsage]
