"""The composition root: what is wired to what, before anything runs."""

from collections.abc import Callable
from pathlib import Path

import pytest

import settings
import worker
from runtime import projects
from settings import ConfigurationError, Settings
from workflows import names

BASE = """\
version = 1
[projects.shop]
project_id = 1
[projects.app]
project_id = 2
[[repositories]]
name = "my-org/shop"
projects = ["shop"]
[[repositories]]
name = "my-org/both"
projects = ["shop", "app"]
"""
KEYS = {"GROUNDSKEEPER_POSTHOG_API_KEY": "phx_wiring"}

Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads the base settings with something added, in an environment of its own."""

    def loaded(added: str = "", **env: str) -> Settings:
        file = tmp_path / "groundskeeper.toml"
        file.write_text(f"{BASE}{added}\n[storage]\ndata_dir = {str(tmp_path)!r}\n")
        return settings.load(file, {**KEYS, **env})

    return loaded


def test_projects_know_their_repositories_and_peers(load: Load) -> None:
    """Projects that one repository asks have to agree, so each knows the other."""
    shop, app = (projects.project(load(), name) for name in ("shop", "app"))
    assert shop.repositories == ("my-org/shop", "my-org/both")
    assert app.repositories == ("my-org/both",)
    assert (shop.peers, app.peers) == (("app",), ("shop",))


def test_every_project_has_its_schedules(load: Load) -> None:
    """A scan and a digest per project; a scan that is switched off has no Schedule."""
    ids = [declared.id for declared in worker.declared_schedules(load())]
    assert ids == [
        names.schedule_id(kind, project)
        for project in ("shop", "app")
        for kind in ("stale_flags", "dead_events", "event_health", "digest")
    ]
    scans = ("stale_flags", "dead_events", "event_health")
    off = load("".join(f"[scans.{scan}]\nenabled = false\n" for scan in scans))
    assert [declared.workflow for declared in worker.declared_schedules(off)] == ["Digest"] * 2
    assert projects.project(off, "shop").scans == ()


@pytest.mark.parametrize("output", ["pull_requests", "issues", "comments"])
def test_what_is_written_to_github_needs_a_credential(load: Load, output: str) -> None:
    """Preview reads without a key to GitHub; writing without one is refused at the start."""
    assert worker.github(load()) is None
    with pytest.raises(ConfigurationError, match="GROUNDSKEEPER_GITHUB_TOKEN"):
        worker.github(load(f'[outputs]\n{output} = "on"\n'))


def test_no_slack_client_exists_unless_slack_is_on(load: Load) -> None:
    """What may not write holds no client that could."""
    assert worker.slack(load(GROUNDSKEEPER_SLACK_BOT_TOKEN="xoxb-wiring")) is None
    on = '[slack]\nchannel = "flags"\n[outputs]\nslack = "on"\n'
    with pytest.raises(ConfigurationError, match="GROUNDSKEEPER_SLACK_BOT_TOKEN"):
        worker.slack(load(on))
    assert worker.slack(load(on, GROUNDSKEEPER_SLACK_BOT_TOKEN="xoxb-wiring")) is not None


def test_roles_are_task_queues() -> None:
    """`all` is every role; a word that is none means none."""
    assert worker.roles("all") == tuple(worker.ROLES)
    assert worker.roles("slack") == ("slack",)
    assert worker.roles("scan") == ()
