"""The composition root: what is wired to what, before anything runs."""

from collections.abc import Callable
from pathlib import Path

import pytest

import settings
import worker
from runtime import projects, watching
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
    """Scans, a digest and the deploys' own per project; what is switched off has no Schedule."""
    ids = [declared.id for declared in worker.declared_schedules(load())]
    assert ids == [
        names.schedule_id(kind, project)
        for project in ("shop", "app")
        for kind in (
            *("stale_flags", "dead_events", "event_health"),
            *("deploys", "placebo", "digest"),
        )
    ]
    scans = ("stale_flags", "dead_events", "event_health", "deploy_watch")
    off = load("".join(f"[scans.{scan}]\nenabled = false\n" for scan in scans))
    assert [declared.workflow for declared in worker.declared_schedules(off)] == ["Digest"] * 2
    assert projects.project(off, "shop").scans == ()


def test_a_first_replay_of_the_past_does_not_wait_for_sunday(load: Load) -> None:
    """Where alerts are on, nobody is told of anything before it has run."""

    def at_once(added: str = "") -> set[str]:
        return {each.id for each in worker.declared_schedules(load(added)) if each.at_once}

    assert at_once() == set()
    assert at_once('[scans.deploy_watch]\nalerts = "on"\n') == {
        names.schedule_id("placebo", project) for project in ("shop", "app")
    }


def test_incidents_have_a_channel_of_their_own_or_the_digest_s(load: Load) -> None:
    """Whoever names one channel means it for everything."""
    assert watching.alert_channel(load()) == ""
    assert watching.alert_channel(load('[slack]\nchannel = "flags"\n')) == "flags"
    both = '[slack]\nchannel = "flags"\nalert_channel = "incidents"\n'
    assert watching.alert_channel(load(both)) == "incidents"


def test_every_workflow_s_activities_are_served_by_some_role(load: Load) -> None:
    """What a worker serves and what workflows call are the same names."""
    loaded = load(GROUNDSKEEPER_USAGE_EVENTS__ENABLED="false")
    with worker.wired(loaded, tuple(worker.ROLES)) as served:
        names_of = {
            role: {getattr(each, "__temporal_activity_definition").name for each in activities}
            for role, activities in served.items()
        }
    assert names_of["posthog"] >= {"begin_watch", "look_at_deploy", "describe_issues"}
    assert names_of["posthog"] >= {"mark_deploy", "replay_past"}
    assert names_of["checkout"] >= {"read_change", "rank_suspects", "comment_on_suspect"}
    assert "find_deploys" in names_of["checkout"]
    assert names_of["slack"] >= {"tell_incident", "reply_in_thread"}
    assert names_of["core"] >= {"place_of_watch", "may_alert"}


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
